import type { BrowserContext, Page } from 'playwright-core';
import { setClock } from '../../src/config/clock.js';
import { Field } from '../activities/field.js';
import { counted, importPlan } from '../plans/plans-cast.js';
import { axeFindings, overflowAt, Site, unsaid } from '../support/browser.js';

jest.setTimeout(300_000);

const PLAN = {
  ...{ code: 'P', title: { vi: 'Kế hoạch P', en: 'Plan P' }, unit: 'D', start: '2025-01-01', end: '2027-12-31' },
  objectives: [
    {
      code: 'O',
      title: 'Mục tiêu',
      indicators: [counted('1', 'informed', ['teacher']), counted('2', 'trained', ['teacher'])],
    },
  ],
};
/** Eight lines: one has no name, one stands twice, one is somebody of the register. */
const LINES = [
  '1. Bà Giàng Thị Mỷ\t1990',
  '2. Ông Vàng A Páo',
  '3. Lò Văn Ún (0912 345 678)',
  '4. Giàng Thị Mỷ\t1990',
  '5. 0987654321',
  '6. nguyen thi an',
  '7. Chẻo Ú Lai',
  '8. Thầy Hạng A Chu',
].join('\n');

let field: Field;
let site: Site;
let context: BrowserContext;
let page: Page;

// One walk on a phone.
beforeAll(async () => {
  setClock(() => new Date('2026-11-25T03:00:00Z'));
  field = await Field.create();
  await importPlan(field.world, PLAN);
  await field.good('baselines', 'unit,group,year,value\nC,teacher,2026,20');
  await field.good('people', 'ref,full_name,unit\nan,Nguyễn Thị An,C');
  const trainer = await field.world.member('trainer', field.places.get('C'));
  site = await Site.open(field.world);
  context = await site.window({ locale: 'vi', width: 360, dark: false, cookie: trainer.cookie });
  page = await context.newPage();
});
afterAll(async () => {
  await site.close();
  await field.world.close();
  setClock();
});

const at = (): string => new URL(page.url()).pathname;
const flash = (): Promise<string> => page.locator('[role="status"]').first().innerText();
const names = async (): Promise<number> =>
  Number((await field.world.database.row<{ n: number }>('SELECT COUNT(*) AS n FROM participations'))?.n);

/** What would be wrong with any page: axe, sentences that are none, and a page wider than the phone. */
async function sound(): Promise<void> {
  expect([at(), await axeFindings(page), await unsaid(page), await overflowAt(page, 360)]).toEqual([at(), [], [], 0]);
}

/** The floor of an indicator on the plan's scoreboard of the commune, as it is read. */
async function floorOf(code: string): Promise<string> {
  await page.goto('/plans/P');
  const row = page.locator('tr', { has: page.locator('.code', { hasText: new RegExp(`^${code}$`) }) });
  return row.locator('.figure').innerText();
}

describe('a trainer with a phone, from a plan to the scoreboard', () => {
  it('begins at the own sessions, of which there are none, and plans a training of two', async () => {
    await page.goto('/');
    expect(at()).toBe('/my-sessions');
    await sound();
    await page.goto('/activities');
    await page.getByRole('link', { name: 'Mở lớp tập huấn' }).first().click();
    await page.fill('#title', 'Kỹ năng bảo vệ trẻ em');
    await page.locator('label', { hasText: '2 Chỉ tiêu 2' }).click();
    await page.fill('#s1_date', '24/11/2026');
    await page.fill('#s1_start', '8h30');
    await page.getByRole('button', { name: 'Thêm một buổi' }).click();
    await page.fill('#s2_date', '25/11/2026');
    await sound();
    await page.getByRole('button', { name: 'Lưu và mở' }).click();
    expect(at()).toBe('/activities/TH-2026-001');
    expect(await flash()).toContain('Đã mở, với 2 buổi.');
    await sound();
  });

  it('pastes eight people: five are good, one is faulty, one stands twice, one is known', async () => {
    await page.goto('/activities/TH-2026-001/roster/additions');
    await page.fill('#lines', LINES);
    await page.selectOption('#lines_group', 'teacher');
    await page.getByRole('button', { name: 'Xem lại danh sách' }).click();
    await sound();
    expect(await page.getByRole('button', { name: 'Lưu 5 dòng tốt' }).count()).toBe(1);
    expect(await names()).toBe(0);
    await page.fill('#e5', 'Tẩn Mý Sơn 0987654321');
    await page.locator('label', { hasText: 'Nguyễn Thị An' }).click();
    await page.getByRole('button', { name: 'Kiểm tra lại' }).first().click();
    await page.getByRole('button', { name: 'Lưu 7 dòng tốt' }).click();
    expect(await flash()).toContain('Đã thêm 7 người vào danh sách.');
    expect(await names()).toBe(7);
  });

  it('finds both sessions waiting, and takes attendance twice: everybody, and then one exception', async () => {
    await page.goto('/my-sessions');
    await sound();
    await page.getByRole('link', { name: /^Điểm danh ?: Kỹ năng bảo vệ trẻ em, buổi 1/ }).click();
    await page.getByRole('button', { name: 'Tất cả 7 người có mặt' }).click();
    expect(await flash()).toMatch(/\b7 người/);
    await page.goto('/activities/TH-2026-001/sessions/2/attendance');
    await page.getByRole('button', { name: 'Tất cả 7 người có mặt' }).click();
    const first = page.locator('.person').first();
    await first.locator('label', { hasText: 'Vắng' }).click();
    await page.locator('.actions .btn-main').click();
    await sound();
    expect(await floorOf('2')).toContain('6/20');
    expect(await floorOf('1')).toContain('7/20');
  });

  it('adds a walk-in and those without a name, and sees the scoreboard move', async () => {
    await page.goto('/activities/TH-2026-001/sessions/2/attendance');
    await page.fill('#full_name', 'Sùng A Dơ');
    await page.getByRole('button', { name: 'Thêm và ghi có mặt' }).click();
    expect(await flash()).toContain('Đã thêm Sùng A Dơ và ghi có mặt.');
    await sound();
    await page.selectOption('#group', 'teacher');
    await page.fill('#count', '4');
    await page.getByRole('button', { name: 'Ghi số người' }).click();
    await sound();
    // At the second session there were seven by name and four besides; eight people came to either.
    expect(await floorOf('1')).toContain('11/20');
    await sound();
  });
});

describe('an organizer at a desk, from a gap to a roster', () => {
  beforeAll(async () => {
    const organizer = await field.world.member('organizer', field.places.get('D'));
    await context.close();
    context = await site.window({ locale: 'vi', width: 1280, dark: false, cookie: organizer.cookie });
    page = await context.newPage();
  });

  it('sees what an indicator lacks, and plans for it', async () => {
    await page.goto('/plans/P/planner?unit=C');
    await page.getByRole('link', { name: '2 Chỉ tiêu 2' }).click();
    expect(at()).toBe('/plans/P/planner/2');
    await sound();
    await page.getByRole('link', { name: 'Mở lớp tập huấn' }).click();
    expect(await page.locator('#unit').inputValue()).toBe('Xã C (C)');
    await page.fill('#title', 'Lớp bổ sung');
    await page.fill('#capacity', '2');
    await page.fill('#s1_date', '15/12/2026');
    await page.getByRole('button', { name: 'Lưu và mở' }).click();
    expect(at()).toBe('/activities/TH-2026-002');
  });

  it('invites those who are known and not counted, straight onto its roster', async () => {
    await page.goto('/plans/P/planner/2?unit=C');
    // Six of 20 are trained, four more are needed for half of them; the new training has two places.
    const row = page.locator('tbody tr').first();
    expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toContain('6/20 4 2 2 chỗ trống 2 2');
    await row.getByRole('link').last().click();
    expect(at()).toBe('/plans/P/planner/2/invitations');
    await page.selectOption('#activity', 'TH-2026-002');
    await page.getByRole('button', { name: 'Thêm cả 2 dòng' }).click();
    expect(await flash()).toContain('Đã thêm 2 người vào danh sách của “Lớp bổ sung”.');
    await sound();
    await page.goto('/activities/TH-2026-002/roster');
    expect(await page.locator('main').innerText()).toContain('Sùng A Dơ');
  });
});
