import type { BrowserContext, Page } from 'playwright-core';
import { setClock } from '../../src/config/clock.js';
import { axeFindings, complaintsOf, overflowAt, Site, unsaid } from '../support/browser.js';
import { activities, AN, certified, commune, type Commune, idOf } from './participants.js';

jest.setTimeout(120_000);

let at: Commune;
let site: Site;
let phone: BrowserContext;
let office: BrowserContext;

// One walk of two people: the trainer at a desk, and a participant with a telephone who is signed in nowhere.
beforeAll(async () => {
  at = await commune();
  await activities(at.field);
  await certified(at.field, 'an', { number: 1 });
  site = await Site.open(at.field.world);
  phone = await site.window({ locale: 'vi', width: 360, dark: false, javaScript: false });
  office = await site.window({ locale: 'vi', width: 1280, dark: false, cookie: at.trainer.cookie, javaScript: false });
});
afterAll(async () => {
  await site.close();
  setClock();
  await at.field.world.close();
});

/** Looks at a page as it is now, on a telephone: nothing is too wide, unsaid, or in the way of somebody. */
async function looksRight(page: Page): Promise<void> {
  expect([page.url(), await overflowAt(page, 360), await unsaid(page)]).toEqual([page.url(), 0, []]);
}

describe('a participant with a telephone', () => {
  let path: string;

  it('is given a slip by the trainer', async () => {
    const page = await office.newPage();
    await page.goto(`/people/${await idOf(at.field, 'an')}`);
    await page.click('text="Lập đường dẫn"');
    expect(await page.locator('.slip svg[role="img"]').count()).toBe(1);
    path = new URL((await page.locator('.slip .address').innerText()).trim()).pathname;
    expect(path).toMatch(/^\/mine\/[\w-]{43}$/);
    await page.close();
  });

  it('reads what comes and what is left, asks to correct the name, and chooses letters', async () => {
    const page = await phone.newPage();
    const complaints = complaintsOf(page);
    await page.goto(path);
    expect(await page.locator('h1').innerText()).toBe('Lớp và giấy chứng nhận của tôi');
    expect(await page.locator('#trainings + ul').innerText()).toContain('còn kịp');
    await looksRight(page);
    await page.click('text="Đề nghị sửa tên"');
    await looksRight(page);
    await page.fill('#wanted_name', AN);
    await page.click('main .btn-main');
    expect(await page.locator('.errors').innerText()).toContain('Tên đang ghi đã đúng như vậy.');
    await page.fill('#wanted_name', 'Nguyễn Thị Ấn');
    await page.click('main .btn-main');
    expect(await page.locator('[role="status"]').innerText()).toContain('Đã gửi đề nghị sửa tên');
    await page.check('input[name="locale"][value="en"]');
    await page.check('input[name="mails"][value="certificates"]');
    await page.click('main .btn-main');
    expect(await page.locator('h1').innerText()).toBe('My trainings and certificates');
    await looksRight(page);
    await page.click('text="Tiếng Việt" >> nth=-1');
    expect(await page.locator('h1').innerText()).toBe('Lớp và giấy chứng nhận của tôi');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is answered by the trainer, who finds it among the own sessions', async () => {
    const page = await office.newPage();
    await page.goto('/my-sessions');
    await page.click('text="Xem 1 đề nghị"');
    await page.click(`text="${AN}"`);
    await page.click('text="Sửa tên"');
    expect(await page.locator('[role="status"]').innerText()).toContain('Đã sửa tên theo đề nghị.');
    expect(await page.locator('#printed').count()).toBe(1);
    await page.close();
    const own = await phone.newPage();
    await own.goto(path);
    expect(await own.locator('.lede').innerText()).toBe('Nguyễn Thị Ấn');
    await own.close();
  });

  it('gives the link back', async () => {
    const page = await phone.newPage();
    await page.goto(`${path}/withdrawal`);
    await looksRight(page);
    await page.check('input[value="unwanted"]');
    await page.click('main .btn-risk');
    expect(await page.locator('h1').innerText()).toBe('The link was given up');
    await page.goto(path);
    expect(await page.locator('main').innerText()).toContain('không mở được nữa');
    await page.close();
  });
});

it('has no axe finding in either scheme', async () => {
  const link = `/people/${await idOf(at.field, 'khac')}/link`;
  for (const dark of [false, true]) {
    const context = await site.window({ locale: 'vi', width: 360, dark, cookie: at.trainer.cookie });
    const page = await context.newPage();
    await page.goto(`/people/${await idOf(at.field, 'khac')}`);
    if (!dark) await page.click('text="Lập đường dẫn"');
    await page.goto(link);
    expect(await axeFindings(page)).toEqual([]);
    await page.goto(new URL((await page.locator('.slip .address').innerText()).trim()).pathname);
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  }
});
