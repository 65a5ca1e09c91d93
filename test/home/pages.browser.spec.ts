import type { BrowserContext, Page } from 'playwright-core';
import { OpenApi } from '../../src/web/api/openapi.js';
import type { Role } from '../../src/web/permissions.js';
import { axeFindings, complaintsOf, type Look, overflowAt, Site, unsaid } from '../support/browser.js';
import { type Member, World } from '../support/world.js';
import { FORMS, isPage, PAGES, parametersOf } from './addresses.js';
import { deeds, demonstration } from './demonstration.js';
import { LEARNERS_DOORS } from './learning-addresses.js';

jest.setTimeout(900_000);

let world: World;
let site: Site;
let parameters: Record<string, string>;
const members = new Map<Role, Member>();

beforeAll(async () => {
  world = await demonstration();
  parameters = await parametersOf(world);
  const places: [Role, number | null][] = [
    ['administrator', null],
    ['organizer', Number(parameters.district)],
    ['viewer', Number(parameters.place)],
  ];
  for (const [role, place] of places) members.set(role, await world.member(role, place));
  site = await Site.open(world);
});
afterAll(async () => {
  await site.close();
  await world.close();
});

/** What somebody sees: role, language, width and scheme. */
const LOOKS: [Role, Look][] = [
  ['administrator', { locale: 'vi', width: 1280, dark: false }],
  ['administrator', { locale: 'en', width: 360, dark: true }],
  ['organizer', { locale: 'vi', width: 360, dark: false }],
  ['viewer', { locale: 'en', width: 1280, dark: true }],
];

async function windowOf(role: Role, look: Look): Promise<BrowserContext> {
  // Who learns is another question than who of the staff it is: the browser has a cookie for either.
  return site.window({ ...look, cookie: `${members.get(role)?.cookie}; ${parameters.learner}` });
}

/** All that is wrong with the page that stands in the window. */
async function faultsOf(page: Page, width: number): Promise<string[]> {
  const faults = await axeFindings(page);
  faults.push(...(await unsaid(page)).map((each) => `unsaid ${each}`));
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${headings} h1`);
  for (const narrow of width === 360 ? [320, 360] : [width]) {
    const pixels = await overflowAt(page, narrow);
    if (pixels > 0) faults.push(`${pixels} px too wide at ${narrow}`);
  }
  await page.setViewportSize({ width, height: 900 });
  return faults;
}

/** Goes to every address. @returns what is wrong, by address; and which pages were something else than shown */
async function visit(context: BrowserContext, addresses: string[], width: number) {
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const wrong: string[] = [];
  const refused: string[] = [];
  for (const address of addresses) {
    const answer = await page.goto(address);
    const status = answer?.status() ?? 0;
    if (status !== 200) refused.push(`${status} ${address}`);
    if (status >= 500) wrong.push(`${address}: ${status}`);
    // The page that says that it is not for them is always the same: once is enough.
    if (status === 403 && refused.filter((each) => each.startsWith('403')).length > 1) continue;
    wrong.push(...(await faultsOf(page, width)).map((fault) => `${address}: ${fault}`));
    wrong.push(...complaints.splice(0).map((complaint) => `${address}: ${complaint}`));
  }
  return { wrong, refused };
}

/** Pages that say that something is wrong or not there, looked at on purpose. */
const NOT_SHOWN = [
  '404 /verify/0000-00000-00000',
  '422 /verify/0000-00000-00001',
  '404 /k/0',
  '404 /learning/in/none',
  '404 /learning/join/none',
  '404 /learning/none',
  '404 /mine/none',
  '404 /password/reset?token=none',
  '422 /plans/TD-CLD-2021?to=31/02/2024',
  '422 /sheets?code=none',
  '422 /territory/baselines?year=x',
  '404 /nowhere',
];

const filled = (address: string, more: Record<string, string>): string =>
  address.replace(/\{(\w+)\}/g, (_, name: string) => more[name] ?? `{${name}}`);

describe('every page in a real browser', () => {
  it('is on the list, and none that there is not', () => {
    const paths = world.get(OpenApi).routes().filter(({ method, path }) => method === 'get' && isPage(path)); // prettier-ignore
    const real = [...new Set(paths.map(({ path }) => path))];
    expect(real.filter((path) => !PAGES[path])).toEqual([]);
    expect(Object.keys(PAGES).filter((path) => !real.includes(path))).toEqual([]);
  });

  it.each(LOOKS)('is without fault for the %s: %j', async (role, look) => {
    const member = members.get(role);
    if (!member) throw new Error(`nobody is ${role}`);
    const own = role === 'viewer' ? {} : await deeds(world, member);
    const all = Object.values(PAGES).flatMap((addresses) => addresses ?? []);
    const addresses = all.map((address) => filled(address, { ...parameters, ...own }));
    const context = await windowOf(role, look);
    const { wrong, refused } = await visit(context, [...addresses, '/nowhere'], look.width);
    await context.close();
    expect(wrong).toEqual([]);
    // Those who may do less are shown the page that says so.
    const other = refused.filter((each) => !each.startsWith('403'));
    // The weekly letter is for organizers.
    const shown = role === 'administrator' ? refused.filter((each) => each !== '403 /letters/digest') : other;
    expect(shown).toEqual(role === 'viewer' ? expect.any(Array) : NOT_SHOWN);
  });

  it.each(LOOKS.slice(0, 2))('says without fault what is wrong with a form: %s, %j', async (role, look) => {
    const context = await windowOf(role, look);
    const page = await context.newPage();
    const wrong: string[] = [];
    for (const address of FORMS) {
      await page.goto(address);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.locator('main form .btn-main').first().click();
      const status = (await answered).status();
      await page.waitForLoadState();
      if (status !== 422) wrong.push(`${address}: ${status}`);
      if (!(await page.title()).startsWith(look.locale === 'vi' ? 'Lỗi:' : 'Error:')) wrong.push(`${address}: title`);
      wrong.push(...(await faultsOf(page, look.width)).map((fault) => `${address}: ${fault}`));
    }
    await context.close();
    expect(wrong).toEqual([]);
  });

  it('is without fault before anybody has signed in', async () => {
    for (const [, look] of LOOKS.slice(0, 2)) {
      const context = await site.window(look);
      const doors = LEARNERS_DOORS.map((address) => filled(address, parameters));
      const staff = ['/sign-in', '/password/forgotten', '/password/reset?token=none'];
      const { wrong } = await visit(context, [...staff, ...doors], look.width);
      expect(wrong).toEqual([]);
      await context.close();
    }
  });

  it('is without fault on the first run', async () => {
    const fresh = await World.create();
    const first = await Site.open(fresh);
    for (const [, look] of LOOKS.slice(0, 2)) {
      const context = await first.window(look);
      expect(await visit(context, ['/first-run'], look.width)).toEqual({ wrong: [], refused: [] });
      await context.close();
    }
    await first.close();
    await fresh.close();
  });
});
