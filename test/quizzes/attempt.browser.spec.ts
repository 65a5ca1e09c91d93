import type { Page } from 'playwright-core';
import { axeFindings, complaintsOf, overflowAt, Site, unsaid } from '../support/browser.js';
import { AttemptField, essay, QUIZ, single } from './attempt-field.js';
import { visitor, withHost } from './attempt-host.js';

let field: AttemptField;
let site: Site;
const quiz = { ...QUIZ, minutes: 30, items: ['a', 'b', 'e'].map((question) => ({ question, points: 1 })) };
const LOOK = { locale: 'vi', width: 360, dark: false } as const;

beforeAll(async () => {
  withHost();
  field = await AttemptField.create();
  field.bank = [single('a'), single('b'), essay('e')];
  site = await Site.open(field.field.world);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await site.close();
  await field.close();
});

/** An attempt of its own on a page. */
async function opened(who: string, javaScript: boolean): Promise<{ id: number; page: Page; complaints: string[] }> {
  visitor.holder = field.holder(who);
  const id = await field.attempts.begin(field.holder(who), quiz, 'Kiểm tra');
  const window = await site.window({ ...LOOK, javaScript });
  const page = await window.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`/host/${id}`);
  return { id, page, complaints };
}

const option = (page: Page, question: number, text: string) =>
  page.locator(`#q${question}`).getByLabel(text, { exact: true });
const said = (page: Page, question: number) => page.locator(`#q${question} [data-said]`);

describe('an attempt in a browser', () => {
  it('saves each answer at once, keeps what a broken network held back, and counts down', async () => {
    const { id, page, complaints } = await opened('p1', true);
    expect([await axeFindings(page), await unsaid(page), await overflowAt(page, 360)]).toEqual([[], [], 0]);
    expect(complaints).toEqual([]);
    await option(page, 1, 'đúng').check();
    await said(page, 1).getByText('Đã lưu', { exact: true }).waitFor();
    expect((await field.kept(id))[0]).toBe('{"kind":"single","choice":0}');
    expect(await page.locator('[data-clock]').innerText()).toMatch(/^Còn (30|29) phút$/);
    await site.cut(page.context(), true);
    await option(page, 2, 'sai').check();
    await said(page, 2).getByText('mạng yếu').waitFor();
    await option(page, 2, 'đúng').check();
    await site.cut(page.context(), false);
    await said(page, 2).getByText('Đã lưu', { exact: true }).waitFor();
    expect((await field.kept(id))[1]).toBe('{"kind":"single","choice":0}');
    await page.locator('#q3 textarea').fill('Làm việc ban đêm');
    await said(page, 3).getByText('Đã lưu', { exact: true }).waitFor();
    await page.reload();
    expect(await page.locator('#q3 textarea').inputValue()).toBe('Làm việc ban đêm');
    expect(await page.locator('input:checked').count()).toBe(2);
    AttemptField.at('2025-05-01T03:31:00.000Z');
    await option(page, 2, 'sai').check();
    await page.getByText('Hết giờ. Bấm “Nộp bài”').waitFor();
    await page.getByRole('button', { name: 'Nộp bài' }).click();
    await page.getByText('Chờ chấm').first().waitFor();
    expect(await page.locator('main').innerText()).toContain('các câu đã lưu trước đó được tính');
    expect([await axeFindings(page), await unsaid(page)]).toEqual([[], []]);
  });

  it('works by its buttons alone', async () => {
    AttemptField.at('2025-05-01T03:00:00.000Z');
    const { id, page } = await opened('p2', false);
    await option(page, 1, 'đúng').check();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu các câu trả lời.').waitFor();
    expect(await option(page, 1, 'đúng').isChecked()).toBe(true);
    await option(page, 2, 'gần đúng').check();
    await page.getByRole('button', { name: 'Nộp bài' }).click();
    await page.getByText('còn 1 câu chưa trả lời').waitFor();
    await page.getByRole('button', { name: 'Vẫn nộp bài, bỏ trống các câu còn lại' }).click();
    await page.getByText('Đạt: 50%, cần 50%.').waitFor();
    expect((await field.kept(id)).filter((each) => each !== null)).toHaveLength(2);
  });
});
