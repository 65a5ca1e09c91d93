import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { FirstRun } from '../../src/accounts/first-run.js';
import { generateDemo } from '../../src/demo/generate.js';
import { writeDemo } from '../../src/demo/write.js';
import { codeOf } from '../accounts/browser.js';
import { Site } from '../support/browser.js';
import { World } from '../support/world.js';

jest.setTimeout(600_000);

const PASSWORDS = { administrator: 'ruong bac thang mua lua chin', organizer: 'cho phien ban bo thu bay' };
const ORGANIZER = 'bui-huyen@example.vn';
/** A place and a day that are wrong in two rows of the file of people. */
const WRONG = { unit: '99999', birth_date: '31/02/1990' };

let world: World;
let site: Site;
let folder: string;
let context: BrowserContext;
let page: Page;
const district = generateDemo();

// One walk, step after step, in a browser that runs no script; each step begins where the one before has ended.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lan-toa-walk-'));
  await writeDemo(folder, district);
  world = await World.create();
  site = await Site.open(world);
  context = await site.window({ locale: 'vi', width: 1280, dark: false, javaScript: false });
  page = await context.newPage();
});
afterAll(async () => {
  await site.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (): string => new URL(page.url()).pathname;
const heading = (): Promise<string> => page.locator('h1').innerText();
const send = (): Promise<void> => page.locator('main .btn-main').first().click();
const count = async (table: string): Promise<number> =>
  Number((await world.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))?.n);

async function fill(values: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(values)) await page.fill(`#${id}`, value);
}

/** Sets up the second factor from the secret that the page writes out. */
async function setUpSecondFactor(): Promise<void> {
  expect(at()).toBe('/account/second-factor');
  const secret = (await page.locator('form strong').innerText()).replaceAll(' ', '');
  await page.fill('#otp', codeOf(secret));
  await send();
  expect(await page.locator('main li strong').count()).toBe(10);
  await send();
}

/** Sends a file in by page, up to what the check says of it. */
async function check(kind: string, path: string): Promise<void> {
  await page.goto('/imports');
  await page.check(`input[name="kind"][value="${kind}"]`);
  await page.setInputFiles('#file', path);
  await send();
  await settled();
}

/** Looks again, as the page offers it, while a file is being read. */
async function settled(): Promise<void> {
  while (await page.locator('progress, .progress').count()) await send();
}

/** Sends a file in by page and saves it whole. */
async function load(kind: string, file = `${kind}.csv`): Promise<void> {
  await check(kind, join(folder, file));
  expect([kind, await page.locator('tr.bad, .errors').allInnerTexts()]).toEqual([kind, []]);
  await page.click('button[name="rows"][value="all"]');
  await settled();
  expect([kind, await page.locator('[role="status"]', { hasText: 'Đã lưu' }).count()]).toEqual([kind, 1]);
}

describe('an organizer, from an empty installation to the names behind a percentage', () => {
  it('begins with the first administrator, by the code that the server has printed', async () => {
    await page.goto('/');
    expect(at()).toBe('/first-run');
    const email = 'do-huong@example.vn';
    await fill({ name: 'Đỗ Mạnh Hưởng', email, password: PASSWORDS.administrator, setup_code: 'AAAA-AAAA' });
    await send();
    expect(await page.locator('.error').count()).toBe(1);
    const code = (await world.get(FirstRun).setupCode()) ?? '';
    await fill({ password: PASSWORDS.administrator, setup_code: code });
    await send();
    await setUpSecondFactor();
    expect(at()).not.toMatch(/account/);
  });

  it('has the administrator load the territory and let the organizer in', async () => {
    await load('units');
    await load('successions');
    await page.goto('/users/new');
    await fill({ name: 'Bùi Thu Huyền', email: ORGANIZER });
    await page.check('input[name="role"][value="organizer"]');
    await page.check('input[name="how"][value="shown"]');
    const place = await page.locator('#place_id option', { hasText: 'Tỉnh Lai Châu' }).first().getAttribute('value');
    await page.selectOption('#place_id', place);
    await send();
    const current = await page.locator('.facts dd').last().innerText();
    await page.click('form[action="/sign-out"] button');
    await page.goto('/sign-in');
    await fill({ email: ORGANIZER, password: current });
    await send();
    expect(at()).toBe('/account/password');
    await fill({ current_password: current, new_password: PASSWORDS.organizer });
    await send();
    await page.goto('/');
    await setUpSecondFactor();
  });

  it('loads the real plan and the baselines', async () => {
    await check('plan', join(folder, 'plan.json'));
    await page.click('button[name="rows"][value="all"]');
    await settled();
    await load('baselines');
    await page.goto('/');
    expect(at()).toBe('/plans/TD-CLD-2021');
  });

  it('is told of two faulty rows, saves the good ones, corrects the others and loads them again', async () => {
    const lines = readFileSync(join(folder, 'people.csv'), 'utf8').split('\n');
    const header = (lines[0] ?? '').split(',');
    const wrong = (line: number, column: 'unit' | 'birth_date'): string => {
      const cells = (lines[line] ?? '').split(',');
      const [right = ''] = cells.splice(header.indexOf(column), 1, WRONG[column]);
      lines[line] = cells.join(',');
      return right;
    };
    const right = { unit: wrong(3, 'unit'), birth_date: wrong(7, 'birth_date') };
    const path = join(folder, 'people-typed.csv');
    writeFileSync(path, lines.join('\n'));
    await check('people', path);
    const faults = await page.locator('tr.bad').allInnerTexts();
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatch(/^4\s+unit\s+99999\s+\S/);
    expect(faults[1]).toMatch(/^8\s+birth_date\s+31\/02\/1990\s+\S/);
    expect(await count('people')).toBe(0);

    const downloading = page.waitForEvent('download');
    await page.click('a[href$="/faulty-rows.csv"]');
    const faulty = readFileSync(await (await downloading).path(), 'utf8');
    expect(faulty.trim().split(/\r?\n/)).toHaveLength(3);
    await page.click('button[name="rows"][value="good"]');
    await settled();
    expect(await count('people')).toBe(district.people.length - 2);

    const corrected = join(folder, 'people-corrected.csv');
    writeFileSync(corrected, faulty.replace(WRONG.unit, right.unit).replace(WRONG.birth_date, right.birth_date));
    await check('people', corrected);
    expect(await page.locator('tr.bad').count()).toBe(0);
    await page.click('button[name="rows"][value="all"]');
    await settled();
    expect(await count('people')).toBe(district.people.length);
  });

  it('loads what has been done in the district', async () => {
    for (const kind of [
      'organisations',
      'activities',
      'sessions',
      'participations',
      'attendance',
      'headcounts',
    ] as const) {
      await load(kind);
      expect([kind, await count(kind)]).toEqual([kind, district[kind].length]);
    }
  });

  it('sees how far the plan is, and opens a percentage down to the people behind it', async () => {
    await page.goto('/');
    expect(await page.locator('.board tbody tr .ind').count()).toBeGreaterThan(10);
    const row = page.locator('tr', { has: page.locator('.ind .code', { hasText: /^3\.2$/ }) });
    const percent = await row.locator('.figure a').innerText();
    expect(percent).toMatch(/^\d+,\d%$/);
    await row.locator('.figure a').click();
    expect(at()).toBe('/plans/TD-CLD-2021/indicators/3.2');
    const [rate, floor, population] = (await page.locator('.equation .big').allInnerTexts()).map((text) =>
      text.replaceAll('.', ''),
    );
    expect(rate).toBe(percent);
    expect(percent).toBe(
      `${(Math.floor((Number(floor) * 1000) / Number(population)) / 10).toFixed(1).replace('.', ',')}%`,
    );
    expect(await namesBehind()).toHaveLength(Number(floor));
  });

  it('opens one of those people', async () => {
    const name = await page.locator('section[aria-labelledby="counted"] tbody a').first().innerText();
    await page.locator('section[aria-labelledby="counted"] tbody a').first().click();
    expect(await heading()).toContain(name);
  });
});

/** The names in the list of those who are counted, page after page; each stands there once. */
async function namesBehind(): Promise<string[]> {
  const rows = page.locator('section[aria-labelledby="counted"] tbody tr');
  const next = page.locator('section[aria-labelledby="counted"] a[rel="next"]');
  const links: string[] = [];
  for (;;) {
    for (const row of await rows.all()) links.push((await row.locator('a').first().getAttribute('href')) ?? '');
    if ((await next.count()) === 0) break;
    await next.click();
    // Half a page has no way on yet either.
    await page.waitForLoadState('load');
  }
  expect(new Set(links).size).toBe(links.length);
  return links;
}
