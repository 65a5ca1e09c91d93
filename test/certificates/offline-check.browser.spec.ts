import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import QRCode from 'qrcode';
import { encode } from '../../src/certificates/certificate-code.js';
import { CertificateSigner } from '../../src/certificates/certificate-signer.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { axeFindings, complaintsOf, overflowAt, Site, unsaid } from '../support/browser.js';
import { World } from '../support/world.js';
import { unsigned } from './printed.js';

const CODE = encode(12_345_678_901_234_567n);
let world: World;
let site: Site;
let folder: string;
/** A certificate, one of a child, and one whose key leaked. */
let tokens: { good: string; child: string; leaked: string };

beforeAll(async () => {
  world = await World.create();
  const signer = world.get(CertificateSigner);
  const leaked = await signer.sign(unsigned({ issued_on: '2025-06-20' }, { code: CODE }));
  const keys = world.get(SigningKeys);
  await keys.revoke((await keys.current()).kid, '2025-06-20', 'x');
  const good = await signer.sign(unsigned({ valid_until: '2025-12-31' }, { code: CODE }));
  const child = await signer.sign(unsigned({ holder: 'Vàng Thị Mỷ', is_child: true }, { code: CODE }));
  tokens = { good, child, leaked };
  site = await Site.open(world);
  folder = mkdtempSync(join(tmpdir(), 'lan-toa-verify-'));
});
afterAll(async () => {
  await site.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

async function phone(look: { dark?: boolean } = {}): Promise<Page> {
  const context = await site.window({ locale: 'vi', width: 360, dark: look.dark ?? false });
  return context.newPage();
}
const said = (page: Page): Promise<string> => page.locator('#result').innerText();
async function paste(page: Page, text: string): Promise<string> {
  await page.fill('#text', text);
  await page.click('button');
  return said(page);
}

describe('checking a certificate without a server', () => {
  it('works from a file on a telephone, and asks nobody for anything', async () => {
    const kept = await world.request().get('/verify/offline.html').expect(200);
    const path = join(folder, 'kept.html');
    writeFileSync(path, kept.text);
    const page = await phone();
    const complaints = complaintsOf(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${path}`);
    const text = await paste(page, `HTTPS://TAMDUONG.EXAMPLE.VN/VERIFY/${CODE}#${tokens.good}`);
    for (const words of ['Chữ ký đúng', 'The signature is right', 'Lò Thị Hồng Nhung', '10/06/2025 – 13/06/2025']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('chỉ xem được tại địa chỉ ghi trên giấy');
    expect(text).toContain('can only be seen at the address on the paper');
    expect(text).toContain('Theo ngày của máy này, giấy đã hết hạn.');
    expect(await page.locator('#save').isVisible()).toBe(false);
    expect(asked.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says each other state in its own words', async () => {
    const page = await phone();
    await page.goto('/verify/offline');
    expect(await page.locator('#save').isVisible()).toBe(true);
    // Chromium on Linux reads no codes.
    expect(await page.locator('#photo').isVisible()).toBe(false);
    const child = await paste(page, tokens.child);
    expect(child).toContain('V. T. M.');
    expect(child).toContain('Trẻ em: chỉ có chữ cái đầu');
    expect(await paste(page, tokens.leaked)).toContain('Không tin được chữ ký này');
    const changed = tokens.good.slice(0, 60) + (tokens.good[60] === 'A' ? 'B' : 'A') + tokens.good.slice(61);
    expect(await paste(page, changed)).toMatch(/Chữ ký sai|Không đọc được/);
    const other = `https://x.vn/verify/${encode(1n)}#${tokens.good}`;
    expect(await paste(page, other)).toContain('Chữ ký sai');
    expect(await paste(page, 'Xin chào')).toContain('Không đọc được nội dung này');
    const strange = tokens.good.slice(0, 2) + (tokens.good[2] === 'Z' ? 'Y' : 'Z') + tokens.good.slice(3);
    expect(await paste(page, strange)).toContain('Không có khóa để kiểm tra');
    await page.context().close();
  });

  it('opens by a link that brings the text along', async () => {
    const page = await phone();
    await page.goto(`/verify/offline#${tokens.good}`);
    expect(await said(page)).toContain('Chữ ký đúng');
    await page.context().close();
  });

  it('reads a photo of the code where the browser can', async () => {
    const page = await phone();
    // Chromium on Linux has no reader of its own: one is put in its place, as Android brings it.
    await page.addInitScript(`globalThis.BarcodeDetector = class {
      static async getSupportedFormats() { return ['qr_code']; }
      async detect(picture) { return picture.width > 100 ? [{ rawValue: ${JSON.stringify(tokens.good)} }] : []; }
    }`);
    await page.goto('/verify/offline');
    const picture = async (width: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({
      ...{ name: 'qr.png', mimeType: 'image/png', buffer: await QRCode.toBuffer('x', { width }) },
    });
    await page.setInputFiles('#photo', await picture(300));
    await page.locator('#result', { hasText: 'Chữ ký đúng' }).waitFor();
    await page.setInputFiles('#photo', await picture(60));
    await page.locator('#result', { hasText: 'Không thấy mã QR' }).waitFor();
    await page.setInputFiles('#photo', { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('none') });
    await page.locator('#result', { hasText: 'Không thấy mã QR' }).waitFor();
    await page.context().close();
  });

  it.each([false, true])('can be read by everybody, dark: %s', async (dark) => {
    const page = await phone({ dark });
    await page.goto('/verify/offline');
    for (const text of [tokens.good, tokens.leaked, 'x']) {
      await paste(page, text);
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(await unsaid(page)).toEqual([]);
    expect(await overflowAt(page, 320)).toBe(0);
    expect(await page.evaluate("document.activeElement?.id ?? ''")).toBe('result');
    await page.context().close();
  });
});
