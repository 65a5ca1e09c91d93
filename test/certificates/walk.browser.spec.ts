import { readFileSync } from 'node:fs';
import jsQR from 'jsqr';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { verifyToken } from '../../src/certificates/certificate-token.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { setClock } from '../../src/config/clock.js';
import { axeFindings, complaintsOf, overflowAt, Site, unsaid } from '../support/browser.js';
import { messageRows } from '../support/letters.js';
import { Hall } from './hall.js';

jest.setTimeout(120_000);

// Its types are of an ES module, and it is none.
const decode = jsQR as unknown as (typeof jsQR)['default'];
let hall: Hall;
let site: Site;
let office: BrowserContext;
let phone: BrowserContext;

// One walk of three people: the office, a stranger who holds the paper, and the holder with a telephone.
beforeAll(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  site = await Site.open(hall.field.world);
  office = await site.window({ locale: 'vi', width: 1280, dark: false, cookie: hall.organizer.cookie });
  phone = await site.window({ locale: 'vi', width: 360, dark: false, javaScript: false });
});
afterAll(async () => {
  await site.close();
  setClock();
  await hall.close();
});

async function looksRight(page: Page, width: number): Promise<void> {
  expect([page.url(), await overflowAt(page, width), await unsaid(page)]).toEqual([page.url(), 0, []]);
}

async function downloaded(page: Page, press: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(press)]);
  return readFileSync(await download.path());
}

/** What a camera reads from the paper, as it is shown in the page of the certificate: ten points of the screen a millimetre. */
async function scanned(id: number): Promise<string> {
  const page = await office.newPage();
  await page.goto(`/certificates/${id}`);
  await page.evaluate(
    "Object.assign(document.querySelector('img.certificate').style, { maxWidth: 'none', width: '2970px' })",
  );
  const picture = sharp(await page.locator('img.certificate').screenshot()).ensureAlpha();
  await page.close();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '';
}

describe('a certificate from the office to the paper and back', () => {
  let qr: URL;

  it('is issued by one press, after everybody was shown, and downloaded', async () => {
    const page = await office.newPage();
    const complaints = complaintsOf(page);
    await page.goto('/activities/T');
    await page.click('text="Giấy chứng nhận"');
    await looksRight(page, 1280);
    await page.click('text="Cấp 3 giấy chứng nhận"');
    expect(await page.locator('[role="status"]').innerText()).toContain('Đã cấp 3 giấy chứng nhận.');
    await page.click('text="P-2025-00002"');
    expect(await page.locator('h1').innerText()).toBe('Giấy chứng nhận của Mào Thị Bình');
    await looksRight(page, 1280);
    expect(await axeFindings(page)).toEqual([]);
    expect((await downloaded(page, 'text="Tải bản PDF"')).subarray(0, 8).toString()).toBe('%PDF-1.7');
    await page.goto('/activities/T/certificates');
    expect((await downloaded(page, 'text="Từng tờ trong một tệp ZIP"')).subarray(0, 2).toString()).toBe('PK');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is scanned by somebody who is signed in nowhere, and verifies without the server', async () => {
    const { id } = await hall.of('binh');
    qr = new URL(await scanned(id));
    expect(qr.pathname).toBe(`/verify/${(await hall.of('binh')).code}`);
    const keys = await hall.field.world.get(SigningKeys).published();
    expect(verifyToken(qr.href, keys)).toMatchObject({ state: 'signed', facts: { holder: 'Mào Thị Bình' } });
    const page = await phone.newPage();
    await page.goto(qr.pathname + qr.hash);
    expect(await page.locator('h1').innerText()).toContain('còn giá trị');
    expect(await page.locator('.facts').innerText()).toContain('Mào Thị Bình');
    await looksRight(page, 360);
    expect(await axeFindings(await office.newPage().then((desk) => desk.goto(qr.pathname).then(() => desk)))).toEqual(
      [],
    );
    await page.close();
  });

  it('is revoked by the office, and says so when it is scanned again', async () => {
    const page = await office.newPage();
    await page.goto('/certificates?q=binh');
    await page.click('text="P-2025-00002"');
    await page.click('text="Thu hồi"');
    await page.click('main .btn-risk');
    expect(await page.locator('.errors').count()).toBe(1);
    await looksRight(page, 1280);
    await page.check('input[value="not_there"]');
    await page.click('main .btn-risk');
    expect(await page.locator('[role="status"]').innerText()).toContain('Đã thu hồi.');
    await page.close();
    const stranger = await phone.newPage();
    await stranger.goto(qr.pathname + qr.hash);
    expect(await stranger.locator('.seal').innerText()).toContain(
      'Giấy này được cấp thật, nhưng bị thu hồi ngày 20/06/2025. Lý do: ghi nhầm người không dự lớp.',
    );
    await looksRight(stranger, 360);
    await stranger.goto('/verify');
    await stranger.fill('#code', '0000-00000-00001');
    await stranger.click('main button');
    expect(await stranger.locator('h1').innerText()).toContain('gõ nhầm');
    await stranger.close();
  });
});

describe('the holder with a telephone', () => {
  it('opens the own page from the letter, and downloads the certificate', async () => {
    const letter = (await messageRows(hall.field.world)).find(({ recipient }) => recipient === 'an@example.vn');
    const [path = ''] = /\/mine\/[\w-]+/.exec(letter?.body ?? '') ?? [];
    const page = await phone.newPage();
    await page.goto(path);
    expect(await page.locator('#certificates + ul').innerText()).toContain('P-2025-00001');
    await looksRight(page, 360);
    expect((await downloaded(page, '#certificates + ul .btn')).subarray(0, 8).toString()).toBe('%PDF-1.7');
    await page.close();
  });
});
