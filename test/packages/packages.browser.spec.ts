import type { BrowserContext, Frame, Page } from 'playwright-core';
import { packageStatus } from '../../src/packages/package-status.js';
import { complaintsOf, freePort, Site } from '../support/browser.js';
import { World } from '../support/world.js';
import { LessonHost } from './lesson-host.js';
import { keptPackage, packageWithScript, samplePackage } from './sample-packages.js';
import type { HostileEntry } from '../files/hostile-zip.js';

/** Tries all that a package must not be able to do, and tells what worked. */
const HOSTILE = `
var told = {};
function attempt(name, act) { try { told[name] = act() ? 'works' : 'refused'; } catch (e) { told[name] = 'refused'; } }
var real = window.top;
attempt('parent', function () { return window.parent.document.body && window.parent.document.querySelector('output'); });
attempt('top', function () { real.location = '/account'; return real.document; });
attempt('opened', function () { return window.open('/account'); });
attempt('cookie', function () { return document.cookie; });
function ask(name, address, how) {
  return fetch(address, how).then(function () { told[name] = 'works'; }, function () { told[name] = 'refused'; });
}
function picture() {
  return new Promise(function (done) {
    var image = new Image();
    image.onload = function () { told.picture = 'works'; done(); };
    image.onerror = function () { told.picture = 'refused'; done(); };
    image.src = '/assets/icons/lan-toa.svg';
  });
}
function form() {
  told.form = 'refused';
  var form = document.createElement('form');
  form.method = 'post'; form.action = '/sign-out'; form.target = 'elsewhere';
  document.body.append(form);
  form.submit();
}
Promise.all([
  ask('account', '/account', { credentials: 'include', mode: 'no-cors' }),
  ask('elsewhere', 'http://127.0.0.2:9/', { mode: 'no-cors' }),
  ask('own', 'imsmanifest.xml'),
  picture(),
  form(),
]).then(function () {
  document.getElementById('told').textContent = JSON.stringify(told);
});`;

describe.each(['shut-in', 'apart'] as const)('a package that is %s', (mode) => {
  let world: World;
  let site: Site;
  let context: BrowserContext;
  beforeAll(async () => {
    const port = await freePort();
    const [PUBLIC_URL, CONTENT_URL] = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
    world = await World.create(mode === 'apart' ? { PUBLIC_URL, CONTENT_URL } : { PUBLIC_URL });
    site = await Site.open(world, port);
    context = await site.window({ locale: 'vi', width: 1280, dark: false });
  });
  afterAll(async () => {
    await site.close();
    await world.close();
  });

  async function lesson(entries: HostileEntry[]): Promise<{ host: LessonHost; page: Page }> {
    const host = new LessonHost(world, await keptPackage(world, entries));
    const page = await context.newPage();
    await page.goto('/lesson');
    return { host, page };
  }

  /** The frame in which the program runs. */
  async function sco(page: Page, sign = '#found'): Promise<Frame> {
    for (let tries = 0; tries < 30; tries += 1) {
      for (const frame of page.frames()) {
        if (/index\.html/.test(frame.url()) && (await frame.$(`${sign}:not(:empty)`).catch(() => null))) return frame;
      }
      await page.waitForTimeout(100);
    }
    throw new Error(
      `no program runs: ${page
        .frames()
        .map((frame) => frame.url())
        .join(' ')}`,
    );
  }
  const found = async (page: Page): Promise<string | null> => (await sco(page)).textContent('#found');

  it.each(['1.2', '2004'] as const)('of SCORM %s begins, is kept, and goes on where it was', async (standard) => {
    const { host, page } = await lesson(samplePackage(standard));
    const complaints = complaintsOf(page);
    expect(await found(page)).toMatch(/^ab-initio\|(not attempted|unknown)\|\|\|\|xin chào$/);
    await (await sco(page)).click('#work');
    await page.locator('output', { hasText: 'Đã lưu. Còn 1 bài' }).waitFor();
    expect(host.state && packageStatus(host.state, [{ id: 'bai-1', is_asset: false }])).toEqual({
      ...{ completed: true, passed: true, score: 8500, seconds: 120, location: 'trang-2', exit: 'suspend' },
    });
    await page.click('a[href="/lesson/next"]');
    await page.waitForURL('**/lesson/next');
    await page.goto('/lesson');
    const score = standard === '1.2' ? '85' : '0.85';
    expect(await found(page)).toBe(`resume|passed|${score}|trang-2|đã xem 3 rồi đóng|xin chào`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('of several pages knows in each what was said in the one before', async () => {
    const { page } = await lesson(samplePackage('1.2'));
    await (await sco(page)).click('#work');
    await (await sco(page)).click('a');
    await (await sco(page)).waitForSelector('text=resume|passed|85|trang-2|đã xem 3');
    await page.close();
  });

  it('keeps what the network lost, also when the page is loaded again', async () => {
    const { host, page } = await lesson(samplePackage('2004'));
    await sco(page);
    host.isCut = true;
    await (await sco(page)).click('#work');
    await page.locator('output', { hasText: 'Chưa lưu được' }).waitFor();
    expect(host.state).toBeNull();
    host.isCut = false;
    await page.reload();
    await page.locator('output', { hasText: 'Đã lưu' }).waitFor();
    expect(await found(page)).toMatch(/^resume\|passed\|0\.85\|trang-2/);
    await page.close();
  });

  it('takes nothing for the next learner’s that waits of the one before', async () => {
    const { host, page } = await lesson(samplePackage('2004'));
    await sco(page);
    host.isCut = true;
    await (await sco(page)).click('#work');
    await page.locator('output', { hasText: 'Chưa lưu được' }).waitFor();
    host.person = 2;
    await page.reload();
    expect(await found(page)).toMatch(/^ab-initio/);
    expect(host.state).toBeNull();
    host.isCut = false;
    host.person = 1;
    await page.reload();
    await page.locator('output', { hasText: 'Đã lưu' }).waitFor();
    expect(await found(page)).toMatch(/^resume\|passed/);
    await page.close();
  });

  it('is told when it goes on in another window', async () => {
    const { host, page } = await lesson(samplePackage('1.2'));
    await sco(page);
    host.state = { standard: '1.2', cmi: '{"current":"","items":{}}', serial: 50 };
    await (await sco(page)).click('#work');
    await page.locator('output', { hasText: 'cửa sổ khác' }).waitFor();
    expect(host.state.serial).toBe(50);
    await page.close();
  });

  it('can do nothing to the site', async () => {
    const { host, page } = await lesson(packageWithScript(HOSTILE));
    const windows = context.pages().length;
    const frame = await sco(page, '#told');
    expect(JSON.parse((await frame.textContent('#told')) ?? '')).toEqual({
      ...{ parent: 'refused', top: 'refused', account: 'refused', elsewhere: 'refused', opened: 'refused' },
      ...{ picture: 'refused', form: 'refused', own: 'works', cookie: 'refused' },
    });
    await frame.evaluate("void setTimeout(() => (location.href = '/account'))");
    await page.waitForEvent('framenavigated', (one) => one.url().startsWith('chrome-error:'));
    expect(new URL(page.url()).pathname).toBe('/lesson');
    expect(context.pages().length).toBe(windows);
    // Whatever it left behind: none of it has gone to the site, and no cookie of the site has come to it.
    const asked = host.asked.filter(({ url = '' }) => !/^\/(content|lesson|scripts|favicon)/.test(url));
    expect(asked.map(({ url }) => url)).toEqual([]);
    await page.close();
  });

  if (mode === 'apart') {
    it('finds the API from a frame of its own page', async () => {
      const { host, page } = await lesson(samplePackage('2004', true));
      expect(await found(page)).toMatch(/^ab-initio/);
      await (await sco(page)).click('#work');
      await page.locator('output', { hasText: 'Đã lưu' }).waitFor();
      expect(host.state?.cmi).toContain('trang-2');
      await page.close();
    });

    it('is on a host that answers nothing else', async () => {
      const answer = await context.request.get(`${site.url.replace('127.0.0.1', 'localhost')}/sign-in`);
      expect(answer.status()).toBe(404);
    });
  }
});
