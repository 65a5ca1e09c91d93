import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { setClock } from '../../src/config/clock.js';
import { Field } from '../activities/field.js';
import { counted, importPlan } from '../plans/plans-cast.js';
import { axeFindings, complaintsOf, overflowAt, Site, unsaid } from '../support/browser.js';
import type { Member } from '../support/world.js';

jest.setTimeout(300_000);

const PLAN = {
  ...{ code: 'P', title: { vi: 'Kế hoạch P', en: 'Plan P' }, unit: 'D', start: '2025-01-01', end: '2027-12-31' },
  objectives: [{ code: 'O', title: 'Mục tiêu', indicators: [counted('1', 'trained', ['teacher'])] }],
};

let field: Field;
let site: Site;
let trainer: Member;
let profile: string;
let phone: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  setClock(() => new Date('2026-11-25T03:00:00Z'));
  field = await Field.create();
  await importPlan(field.world, PLAN);
  await field.good('baselines', 'unit,group,year,value\nC,teacher,2026,20');
  await field.good(
    'people',
    'ref,full_name,unit\nan,Nguyễn Thị An,C\nbe,Lò Văn Bé,C\nca,Vàng A Ca,C\ndu,Giàng Thị Dụ,C\nsung,Sùng A Dơ,C',
  );
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng bảo vệ trẻ em,C,open');
  await field.good('sessions', 'activity,number,date\nT,1,2026-11-25\nT,2,2026-11-26');
  await field.good('participations', 'activity,person,group\nT,an,teacher\nT,be,teacher\nT,ca,teacher\nT,du,teacher');
  trainer = await field.world.member('trainer', field.places.get('C'));
  site = await Site.open(field.world);
  profile = mkdtempSync(join(tmpdir(), 'phone-'));
  await takePhone();
});
afterAll(async () => {
  await phone.close();
  await site.close();
  rmSync(profile, { recursive: true, force: true });
  await field.world.close();
  setClock();
});

/** The same telephone, switched on again: what it kept is on its disk. */
async function takePhone(): Promise<void> {
  phone = await site.device(profile, { locale: 'vi', width: 360, dark: false, cookie: trainer.cookie });
  page = phone.pages()[0] ?? (await phone.newPage());
  complaints = complaintsOf(page);
}
const until = (text: string): Promise<void> => page.locator('#line', { hasText: text }).waitFor();
const choose = (name: string, mark: string): Promise<void> =>
  page.locator('.person', { hasText: name }).locator('label', { hasText: mark }).click();
const attendance = async (): Promise<string[]> =>
  (await field.exported('attendance')).trim().split(/\r?\n/).slice(1).sort();
async function sound(): Promise<void> {
  expect([await axeFindings(page), await unsaid(page), await overflowAt(page, 360)]).toEqual([[], [], 0]);
}

describe('a trainer in a village without a network', () => {
  it('takes the sessions of the next days along while there is one', async () => {
    await page.goto('/my-sessions');
    await page.getByRole('link', { name: 'Khi không có mạng' }).click();
    await until('Có mạng. Đã gửi hết.');
    expect(await page.locator('.picks > li').count()).toBe(2);
    await sound();
    await page.waitForFunction('navigator.serviceWorker.controller !== null');
  });

  it('takes attendance with the network cut, the tab closed and the browser started again', async () => {
    await site.cut(phone, true);
    await page.locator('.picks a').first().click();
    await page.getByRole('button', { name: 'Ghi 4 người chưa điểm danh là có mặt' }).click();
    await choose('Lò Văn Bé', 'Vắng');
    await until('5 mục đã ghi trên máy, chưa gửi.');
    expect(await page.locator('[data-tally="present"]').innerText()).toBe('3');
    await page.close();
    page = await phone.newPage();
    await page.goto('/offline');
    await until('chưa gửi');
    await phone.close();
    await takePhone();
    await site.cut(phone, true);
    await page.goto('/offline');
    await until('5 mục đã ghi trên máy, chưa gửi.');
    await page.locator('.picks a').first().click();
    expect(await page.locator('[data-tally="absent"]').innerText()).toBe('1');
    await page.fill('#full_name', 'Hạng A Chu');
    await page.getByRole('button', { name: 'Thêm và ghi có mặt' }).click();
    await page.fill('#full_name', 'sung a do');
    // The screen is drawn anew while somebody types: what they typed, and where they are, stays.
    await page.evaluate(`new Promise((drawn) => {
      new MutationObserver(drawn).observe(document.getElementById('screen'), { childList: true });
      dispatchEvent(new Event('online'));
    })`);
    expect(await page.inputValue('#full_name')).toBe('sung a do');
    expect(await page.evaluate('document.activeElement.id')).toBe('full_name');
    await page.getByRole('button', { name: 'Thêm và ghi có mặt' }).click();
    await until('7 mục đã ghi trên máy, chưa gửi.');
    expect(await page.inputValue('#full_name')).toBe('');
    await page.selectOption('#group', 'teacher');
    await page.fill('#count', '4');
    await page.getByRole('button', { name: 'Ghi số người' }).click();
    await until('8 mục đã ghi trên máy, chưa gửi.');
    await sound();
    expect(await attendance()).toEqual([]);
  });

  it('says what the device could not keep, and leaves it in the form', async () => {
    await page.evaluate(`IDBObjectStore.prototype.kept = IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); }`);
    await page.fill('#count', '9');
    await page.getByRole('button', { name: 'Ghi số người' }).click();
    await until('Máy không lưu được mục vừa ghi');
    await until('8 mục đã ghi trên máy, chưa gửi.');
    expect(await page.inputValue('#count')).toBe('9');
    // It is said until the next entry is kept, whatever the line does meanwhile.
    await page.evaluate("dispatchEvent(new Event('offline'))");
    await until('Máy không lưu được mục vừa ghi');
    await page.evaluate('IDBObjectStore.prototype.add = IDBObjectStore.prototype.kept');
    await page.selectOption('#group', 'parent');
    await page.getByRole('button', { name: 'Ghi số người' }).click();
    await until('9 mục đã ghi trên máy, chưa gửi.');
    expect(await page.locator('#line').innerText()).not.toContain('Máy không lưu được');
  });

  it('does not lose it by signing out', async () => {
    await page.goto('about:blank');
    await site.cut(phone, false);
    await page.goto('/account');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    expect(await page.locator('h1').innerText()).toBe('Còn mục chưa gửi');
    await sound();
  });

  it('sends it once when the network is back, while somebody else noted otherwise', async () => {
    const an = await field.id('people', 'ref', 'an');
    const other = await field.world.member('organizer', field.places.get('C'));
    expect(await attendance()).toEqual([]);
    await other.post('/activities/T/sessions/1/attendance', { [`p${an}`]: 'excused' }).expect(303);
    await page.getByRole('link', { name: 'Gửi trước khi đăng xuất' }).click();
    await until('Có mạng. Đã gửi hết.');
    expect((await attendance()).filter((each) => /^T,1,(an|be|ca|du),/.test(each))).toEqual([
      'T,1,an,excused',
      'T,1,be,absent',
      'T,1,ca,present',
      'T,1,du,present',
    ]);
    expect(await field.exported('headcounts')).toContain('T,1,C,teacher,4,counted,');
    await page.getByRole('button', { name: 'Gửi và tải lại' }).click();
    await until('Có mạng. Đã gửi hết.');
    expect(await attendance()).toHaveLength(5);
  });

  it('decides what differs, and sees the figure that follows', async () => {
    await page.getByRole('link', { name: 'Có 2 điểm khác nhau cần quyết định' }).click();
    await sound();
    await page.getByRole('button', { name: /^Lấy theo máy: Có mặt/ }).click();
    await page.getByRole('button', { name: /^Là Sùng A Dơ/ }).click();
    expect(await page.locator('main').innerText()).toContain('Không có gì khác nhau');
    expect(await attendance()).toHaveLength(6);
    expect(await attendance()).toContain('T,1,an,present');
    expect(await attendance()).toContain('T,1,sung,present');
    await page.goto('/offline');
    await until('Có mạng. Đã gửi hết.');
    expect(complaints.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });

  it('leaves no name on the telephone once signed out', async () => {
    await page.goto('/account');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.goto('/offline');
    await until('Đã hết phiên đăng nhập');
    expect(await page.locator('.picks > li').count()).toBe(0);
    expect(await page.locator('#sign-in a').isVisible()).toBe(true);
  });
});
