import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { AutomaticIssuing } from '../../src/certificates/automatic-issuing.js';
import type { LessonBody } from '../../src/courses/course-content.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import { coverageOf } from '../coverage/bring-in.js';
import { hostileZip } from '../files/hostile-zip.js';
import { samplePackage } from '../packages/sample-packages.js';
import { QUIZ, single } from '../quizzes/attempt-field.js';
import { axeFindings, complaintsOf, freePort, overflowAt, Site } from '../support/browser.js';
import { ROOT } from '../support/command.js';
import { CourseRoom } from './course-room.js';

jest.setTimeout(240_000);

const film = readFileSync(join(ROOT, 'test', 'fixtures', 'media', 'film.mp4'));
/** One page with nothing on it. */
const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
const quiz: LessonBody = { kind: 'quiz', quiz: QUIZ, markdown: '' };
const pack = (media: string): LessonBody => ({ kind: 'package', media, markdown: '' });

let room: CourseRoom;
let site: Site;
let phone: BrowserContext;
let page: Page;

// A course of two texts and what each walk adds to it; An learns on a telephone.
beforeEach(async () => {
  const port = await freePort();
  room = await CourseRoom.create({ PUBLIC_URL: `http://127.0.0.1:${port}` });
  const { world } = room.school.field;
  await world.get(QuestionBank).take('P', [single('a'), single('b')]);
  await indicators();
  await room.draft();
  await room.media('to-roi.pdf', PDF);
  await room.lesson('file', { kind: 'file', media: 'to-roi.pdf', markdown: '' });
  site = await Site.open(world, port);
});
afterEach(async () => {
  await site.close();
  await room.close();
});

async function open(javaScript: boolean): Promise<void> {
  await room.publish();
  const cookie = await room.school.signedIn('an@example.vn');
  phone = await site.window({ locale: 'vi', width: 360, dark: false, cookie, javaScript });
  // Whole browsers at work beside this one take their time.
  phone.setDefaultTimeout(60_000);
  page = await phone.newPage();
}

/** The plan wants parents to be informed and trained. */
async function indicators(): Promise<void> {
  const { database } = room.school.field.world;
  const [plan] = await room.rows<{ id: number }>("SELECT id FROM plans WHERE code = 'P'");
  await database.transaction(async () => {
    const objective =
      "INSERT INTO objectives (plan_id, code, title_vi, title_en, position) VALUES (?, 'O', 'M', 'O', 0)";
    await database.execute(objective, [plan?.id ?? 0]);
    const objective_id = await room.school.field.id('objectives', 'code', 'O');
    for (const [position, measure] of ['informed', 'trained'].entries()) {
      await database.execute(
        `INSERT INTO indicators (plan_id, objective_id, code, measure, trainings_inform, position, due, title_vi, title_en,
           unit, target, comparator)
         VALUES (?, ?, ?, ?, 1, ?, '2025-12-31', 'Cha mẹ', 'Parents', 'percent', '50', 'gte')`,
        [plan?.id ?? 0, objective_id, `1.${position}`, measure, position],
      );
      const id = await room.school.field.id('indicators', 'code', `1.${position}`);
      const group = "INSERT INTO indicator_groups (indicator_id, group_code, position) VALUES (?, 'parent', 0)";
      await database.execute(group, [id]);
    }
  });
}

/** How many parents are informed, and trained. */
async function covered(): Promise<number[]> {
  const rows = await coverageOf(room.school.field.world, 'P', { as_of: '2025-12-31', unit: 'D' });
  return rows.filter(({ group, unit }) => group === 'parent' && unit === 'D').map(({ floor }) => floor);
}

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const at = (key: string): Promise<void> => page.waitForURL(`**/learning/K/${key}`);

/** Leaves a page with a frame: what the mouse presses right after the page has moved may still be the frame, so no mouse here. */
const leave = (role: 'button' | 'link', name: string): Promise<void> =>
  page.getByRole(role, { name, exact: true }).dispatchEvent('click');

async function texts(): Promise<void> {
  await page.goto('/learning');
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  await at('a');
  await press('Đã đọc đến hết, sang bài tiếp theo');
  await at('b');
  await press('Đã đọc đến hết, sang bài tiếp theo');
  await at('file');
}

/** Answers the quiz right, and goes on from its lesson to the next. */
async function answer(): Promise<void> {
  await press('Bắt đầu làm bài');
  for (const each of await page.getByLabel('đúng', { exact: true }).all()) await each.check();
  await press('Nộp bài');
  await page.getByText('100%').first().waitFor();
  await page.getByRole('link', { name: 'Về bài học' }).click();
  await page.getByText('Đã xong').first().waitFor();
}

/** The frame in which the program of a package runs. */
async function program(): Promise<Frame> {
  for (let tries = 0; tries < 50; tries += 1) {
    for (const frame of page.frames()) {
      const isIt = frame.url().includes('index.html') && (await frame.$('#found:not(:empty)').catch(() => null));
      if (isIt) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error('no program runs');
}

it('is learnt to its end with packages of SCORM 1.2 and 2004', async () => {
  await room.media('goi12.zip', hostileZip(samplePackage('1.2')));
  await room.media('goi2004.zip', hostileZip(samplePackage('2004')));
  await room.lesson('thi', quiz, { kind: 'score', percent: 80 });
  await room.lesson('cu', pack('goi12.zip'), { kind: 'score', percent: 80 });
  await room.lesson('moi', pack('goi2004.zip'), { kind: 'completed' });
  await open(true);
  const complaints = complaintsOf(page);
  expect(await covered()).toEqual([0, 0]);
  await texts();
  await leave('button', 'Sang bài tiếp theo');
  await at('thi');
  await answer();
  await page.getByRole('link', { name: 'Bài sau' }).click();
  await at('cu');
  await (await program()).click('#work');
  await page.locator('output', { hasText: 'Đã lưu. Đã xong' }).waitFor();
  expect([await axeFindings(page), await overflowAt(page, 360)]).toEqual([[], 0]);
  expect(await covered()).toEqual([0, 0]);
  await leave('link', 'Bài sau');
  await at('moi');
  await (await program()).click('#work');
  await page.locator('output', { hasText: 'Đã lưu. Đã xong' }).waitFor();
  expect(await covered()).toEqual([1, 1]);
  await leave('link', 'Bài sau');
  await page.getByText('Hoàn thành ngày 01/09/2025').waitFor();
  await page.goto('/learning/K/cu');
  expect(await (await program()).textContent('#found')).toContain('trang-2|đã xem 3 rồi đóng|xin chào');
  expect(complaints).toEqual([]);
});

it('is learnt to its certificate without a script, and counts once with the hall', async () => {
  const { field } = room.school;
  await room.media('phim.mp4', film);
  const video: LessonBody = { kind: 'video', media: 'phim.mp4', captions: [], markdown: '' };
  await room.lesson('phim', video, { kind: 'watched', percent: 90 });
  await room.lesson('trang', { kind: 'link', url: 'https://example.vn/luat', markdown: '' });
  await room.lesson('thi', quiz, { kind: 'score', percent: 80 });
  await field.world.get(AutomaticIssuing).set('K', true);
  await open(false);
  await texts();
  await leave('button', 'Sang bài tiếp theo');
  await at('phim');
  await press('Bắt đầu xem');
  await press('Đã xem xong');
  await page.getByText('Đã xem 0%, cần 90%').waitFor();
  room.school.wait(1);
  await press('Đã xem xong');
  await at('trang');
  await press('Sang bài tiếp theo');
  await at('thi');
  expect(await covered()).toEqual([0, 0]);
  await answer();
  expect(await covered()).toEqual([1, 1]);
  await page.goto('/learning');
  await page.getByText('Hoàn thành ngày 01/09/2025').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Tải giấy (PDF)' }).click();
  expect(readFileSync(await (await download).path(), 'latin1').slice(0, 5)).toBe('%PDF-');
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Lớp,C');
  await field.good('sessions', 'activity,number,date\nT,1,2025-08-20');
  await field.good('participations', 'activity,person,group\nT,an,parent');
  await field.good('attendance', 'activity,session,person,status\nT,1,an,present');
  expect(await field.ledger()).toHaveLength(4);
  expect(await covered()).toEqual([1, 1]);
});
