import type { BrowserContext, Page } from 'playwright-core';
import { axeFindings, complaintsOf, overflowAt, Site, unsaid } from '../support/browser.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

jest.setTimeout(120_000);

let field: Field;
let site: Site;
let trainer: Member;
let phone: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng bảo vệ trẻ em,C,open');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01');
  await field.good('people', 'ref,full_name,unit\nan,Nguyễn Thị Ẩn,C\nbe,Lò Văn Bé,C\nca,Vàng A Ca,C');
  await field.good('participations', 'activity,person,group\nT,ca,teacher');
  trainer = await field.world.member('trainer', field.places.get('C'));
  site = await Site.open(field.world);
  phone = await site.window({ locale: 'vi', width: 360, dark: false, cookie: trainer.cookie });
  page = await phone.newPage();
  complaints = complaintsOf(page);
});
afterAll(async () => {
  await phone.close();
  await site.close();
  await field.world.close();
});

const search = '[data-field="q"]';
const newcomer = '[data-field="full_name"]';
async function type(field: string, text: string): Promise<void> {
  await page.locator(field).fill('');
  await page.locator(field).pressSequentially(text, { delay: 20 });
}
async function sound(): Promise<void> {
  expect([await axeFindings(page), await unsaid(page), await overflowAt(page, 360)]).toEqual([[], [], 0]);
}
const saying = (place: string, text: string): Promise<void> =>
  page.locator(`${place} [role="status"]`, { hasText: text }).waitFor();

describe('somebody who types a name on a telephone', () => {
  it('sees the person without pressing search, and adds them by the keyboard', async () => {
    await page.goto('/activities/T/roster/additions');
    await type('#q', 'an ngu');
    await saying(search, 'Tìm thấy 1 người.');
    expect(await page.locator(`${search} .picks b`).allInnerTexts()).toEqual(['Nguyễn Thị Ẩn']);
    await sound();
    await type('#q', 'khong co ai');
    await saying(search, 'Không tìm thấy ai.');
    expect(await page.locator(`${search} .picks`).count()).toBe(0);
    await type('#q', 'an nguyen');
    await saying(search, 'Tìm thấy 1 người.');
    await page.locator(`${search} .picks button`).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Đã thêm Nguyễn Thị Ẩn vào danh sách.').waitFor();
  });

  it('is shown who a newcomer may be, and adds that one instead', async () => {
    await type('#full_name', 'lo van be');
    await saying(newcomer, 'Có thể là người đã có trong sổ (1):');
    await sound();
    await page.locator(`${newcomer} .picks button`).click();
    await page.getByText('Đã thêm Lò Văn Bé vào danh sách.').waitFor();
  });

  it('is shown the same at the door, where Enter still sends the form of somebody new', async () => {
    await page.goto('/activities/T/sessions/1/attendance');
    await type('#full_name', 'van lo be');
    await saying(newcomer, 'Có thể là người đã có trong sổ (1):');
    expect(await page.locator(`${newcomer} .picks`).innerText()).toContain('Đã có trong danh sách');
    await sound();
    await type('#full_name', 'Sùng A Dơ');
    await page.locator(`${newcomer} .picks`).waitFor({ state: 'detached' });
    await page.locator('#full_name').press('Enter');
    await page.getByText('Đã thêm Sùng A Dơ và ghi có mặt.').waitFor();
  });

  it('keeps only the answer to what was typed last, and goes on by the buttons without a network', async () => {
    await page.goto('/activities/T/roster/additions');
    await page.route('**/roster/known*q=vang*', async (route) => {
      await new Promise((done) => setTimeout(done, 1500));
      await route.continue().catch(() => undefined);
    });
    await type('#q', 'vang');
    await page.waitForTimeout(400);
    await type('#q', 'be lo');
    await saying(search, 'Tìm thấy 1 người.');
    await page.waitForTimeout(1500);
    expect(await page.locator(`${search} .picks b`).allInnerTexts()).toEqual(['Lò Văn Bé']);
    await page.locator('#q').press('Enter');
    await page.waitForURL(/q=be\+lo/);
    expect(await page.locator(`${search} .picks b`).allInnerTexts()).toEqual(['Lò Văn Bé']);
    expect(complaints).toEqual([]);
  });
});

it('works as before where no script runs', async () => {
  const old = await site.window({ locale: 'vi', width: 360, dark: false, cookie: trainer.cookie, javaScript: false });
  const plain = await old.newPage();
  await plain.goto('/activities/T/roster/additions');
  await plain.locator('#q').fill('ca vang');
  await plain.locator('#q').press('Enter');
  await plain.locator(`${search} .picks b`, { hasText: 'Vàng A Ca' }).waitFor();
  await old.close();
});
