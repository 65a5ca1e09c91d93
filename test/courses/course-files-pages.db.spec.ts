import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CourseStore } from '../../src/courses/course-store.js';
import { setClock } from '../../src/config/clock.js';
import { ImportSweep } from '../../src/imports/import-sweep.js';
import { Field } from '../activities/field.js';
import { importPlan } from '../plans/plans-cast.js';
import type { Member } from '../support/world.js';
import { confirmOf, type CourseParts, givenCourse, packed, sendZip, smallCourse, unpacked } from './brought-in.js';

const NEW = '/courses/new/import?plan=P';
let field: Field;
let trainer: Member;
beforeEach(async () => {
  field = await Field.create();
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(async () => {
  setClock();
  await field.world.close();
});

const send = (parts: CourseParts | Buffer, address = NEW, member = trainer) =>
  sendZip(field.world, member, address, Buffer.isBuffer(parts) ? parts : packed(parts), {
    unit: address.startsWith('/courses/new') ? 'Xã C (C)' : '',
  });
const waiting = (): string[] => readdirSync(join(field.world.settings.dataDir, 'incoming'));
const count = async (table: string): Promise<number> =>
  Number((await field.world.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))?.n);
const everything = async (): Promise<number[]> => {
  const tables = ['activities', 'courses', 'course_versions', 'course_lessons', 'course_media', 'questions', 'events'];
  return Promise.all(tables.map(count));
};
/** Sends a course and presses the second button. @returns where that leads */
async function bring(parts: CourseParts, address = NEW): Promise<string> {
  const { text } = await send(parts, address).expect(200);
  const draft = /name="draft" value="(\d+)"/.exec(text)?.[1];
  const { headers } = await trainer.post(confirmOf(text), draft === undefined ? {} : { draft }).expect(303);
  return String(headers.location).replace(/\?.*/, '');
}
const download = async (address: string): Promise<{ body: Buffer; name: string | undefined }> => {
  const { body, headers } = await trainer.get(address).responseType('blob').expect(200);
  expect(headers['content-type']).toBe('application/zip');
  return { body: body as Buffer, name: headers['content-disposition'] };
};

describe('a new course from a ZIP', () => {
  it('is looked at first, and made by the second press, once', async () => {
    const before = await everything();
    const { text } = await send(smallCourse()).expect(200);
    expect(await everything()).toEqual(before);
    for (const shown of ['Khóa học ngắn', 'KH-1', 'Xã C (C)', '30 phút', '1 phần, 2 bài học', '1 mới, 0 đổi nội dung'])
      expect(text).toContain(shown);
    const confirm = confirmOf(text);
    const [one, two] = await Promise.all([trainer.post(confirm), trainer.post(confirm)]);
    expect([one.status, two.status]).toContain(303);
    expect(await count('activities')).toBe((before[0] ?? 0) + 1);
    expect((await trainer.get('/courses/KH-1').expect(200)).text).toContain('Bản nháp (phiên bản 1)');
    expect(waiting()).toEqual([]);
    expect((await trainer.post(confirm).expect(404)).text).toContain('Tệp này đã được nhận');
  });

  it('keeps what was written since, where a process was killed before it put the file away', async () => {
    const confirm = confirmOf((await send(smallCourse()).expect(200)).text);
    const [path = ''] = waiting().map((name) => join(field.world.settings.dataDir, 'incoming', name));
    const file = readFileSync(path);
    await trainer.post(confirm).expect(303);
    await trainer.post('/courses/KH-1/draft/sections', { section_title: 'Mới', version: '2' }).expect(303);
    writeFileSync(path, file);
    expect((await trainer.post(confirm).expect(303)).headers.location).toMatch(/^\/courses\/KH-1\b/);
    expect((await trainer.get('/courses/KH-1/draft').expect(200)).text).toContain('Mới');
    expect(waiting()).toEqual([]);
  });

  it('gets the next code where another activity has the one of its files', async () => {
    await field.good('activities', 'code,plan,kind,title,unit\nKH-1,P,training,Lớp,C');
    const { text } = await send(smallCourse()).expect(200);
    expect(text).toContain('mã KH-1 ghi trong tệp đã có hoạt động khác dùng');
    const { headers } = await trainer.post(confirmOf(text)).expect(303);
    expect(headers.location).toMatch(/^\/courses\/KH-\d{4}-001/);
  });

  it('waits for whoever has sent it, for a day, one for each', async () => {
    const stranger = await field.world.member('organizer', field.places.get('D'));
    const confirm = confirmOf((await send(smallCourse()).expect(200)).text);
    await stranger.post(confirm).expect(404);
    expect(waiting()).toHaveLength(1);
    await send(smallCourse()).expect(200);
    expect(waiting()).toHaveLength(1);
    await trainer.post(confirm).expect(404);
    // What a process leaves that is killed while it reads one.
    mkdirSync(join(field.world.settings.dataDir, 'incoming', 'course-left'));
    setClock(() => new Date(Date.now() + 25 * 3_600_000));
    await field.world.get(ImportSweep).sweep();
    expect(waiting()).toEqual([]);
  });
});

describe('a new version from a ZIP', () => {
  beforeEach(async () => void (await bring(smallCourse())));
  const IMPORT = '/courses/KH-1/import';

  it('says what is different, with the title, and changes nothing where nothing is', async () => {
    const same = (await send(smallCourse(), IMPORT).expect(200)).text;
    expect(same).toContain('Tệp không có gì khác');
    expect(confirmOf(same)).toBe('');
    const other = { 'title: Khóa học ngắn': 'title: Khóa học dài', 'title: Bài một': 'title: Bài đầu', '30': '45' };
    const { text } = await send(smallCourse({ yml: other }), IMPORT).expect(200);
    for (const shown of ['hiện là “Khóa học ngắn”', 'hiện là 30 phút', 'sẽ thay cả bản nháp', 'Sửa: Bài đầu'])
      expect(text).toContain(shown);
    await trainer.post(confirmOf(text), { draft: /name="draft" value="(\d+)"/.exec(text)?.[1] ?? '' }).expect(303);
    const shown = (await trainer.get('/courses/KH-1').expect(200)).text;
    expect(shown).toContain('<h1>Khóa học dài</h1>');
  });

  it('does not take the place of a draft that somebody has changed since, and shows the difference anew', async () => {
    const { text } = await send(smallCourse({ yml: { 'title: Bài một': 'title: Bài đầu' } }), IMPORT).expect(200);
    const seen = { draft: /name="draft" value="(\d+)"/.exec(text)?.[1] ?? '' };
    await trainer.post('/courses/KH-1/draft/sections', { section_title: 'Mới', version: seen.draft }).expect(303);
    const again = (await trainer.post(confirmOf(text), seen).expect(409)).text;
    expect(again).toContain('Bản nháp vừa được sửa');
    expect(await field.world.database.rows("SELECT 1 AS one FROM course_sections WHERE title = 'Mới'")).toHaveLength(1);
    const next = { draft: /name="draft" value="(\d+)"/.exec(again)?.[1] ?? '' };
    await trainer.post(confirmOf(again), next).expect(303);
    expect(await field.world.database.rows("SELECT 1 AS one FROM course_sections WHERE title = 'Mới'")).toEqual([]);
  });

  it('tells of a changed question where it is asked', async () => {
    await bring(smallCourse({ yml: { 'code: KH-1': 'code: KH-2', 'title: Khóa học ngắn': 'title: Khóa khác' } }));
    const { text } = await send(smallCourse({ right: '18' }), IMPORT).expect(200);
    expect(text).toContain('0 mới, 1 đổi nội dung');
    expect(text).toMatch(/Đang dùng ở:.*Khóa khác: Kiểm tra/s);
    expect(text).toContain('href="/courses/KH-2/versions/1/lessons/kiem-tra"');
  });

  it('is of a course of the own territory', async () => {
    const stranger = await field.world.member('organizer', field.places.get('N'));
    await stranger.get(IMPORT).expect(404);
    await send(smallCourse(), IMPORT, stranger).expect(404);
    const viewer = await field.world.member('viewer', field.places.get('C'));
    await viewer.get(IMPORT).expect(403);
  });
});

describe('a version as a ZIP', () => {
  it('comes back into another plan by page, and out of there with the same files', async () => {
    const days = { start: '2025-01-01', end: '2030-12-31' };
    await importPlan(field.world, { code: 'Q', title: { vi: 'Q', en: 'Q' }, unit: 'D', ...days, objectives: [] });
    await bring(givenCourse('LDTE-GV'));
    const one = await download('/courses/LDTE-GV/versions/1.zip');
    expect(one.name).toContain('LDTE-GV-1.zip');
    const { text } = await send(one.body, '/courses/new/import?plan=Q').expect(200);
    const { headers } = await trainer.post(confirmOf(text)).expect(303);
    const code = String(headers.location).split('/')[2]?.replace(/\?.*/, '') ?? '';
    const two = await download(`/courses/${code}/versions/1.zip`);
    const [before, after] = [await unpacked(one.body), await unpacked(two.body)];
    after.set('course.yml', after.get('course.yml')?.replace(`code: ${code}`, 'code: LDTE-GV') ?? '');
    expect(after).toEqual(before);
    expect(before.size).toBeGreaterThan(8);
    expect(await count("questions q JOIN plans p ON p.id = q.plan_id WHERE p.code = 'Q'")).toBe(10);
    // The same files once more change nothing.
    expect((await send(two.body, `/courses/${code}/import`).expect(200)).text).toContain('Tệp không có gì khác');
    expect(await field.world.get(CourseStore).draft(await field.id('activities', 'code', code))).toMatchObject({
      number: 1,
    });
  });

  it('is for who may see the question bank', async () => {
    await bring(smallCourse());
    const viewer = await field.world.member('viewer', field.places.get('C'));
    expect((await viewer.get('/courses/KH-1/versions/1').expect(200)).text).not.toContain('versions/1.zip');
    await viewer.get('/courses/KH-1/versions/1.zip').expect(403);
    expect((await trainer.get('/courses/KH-1/versions/1').expect(200)).text).toContain('/courses/KH-1/versions/1.zip');
    await trainer.get('/courses/KH-1/versions/7.zip').expect(404);
  });

  it('is told why not where a lesson has no file yet', async () => {
    await bring(smallCourse());
    await trainer
      .post('/courses/KH-1/draft/lessons', { section: '1', title: 'Phim', kind: 'video', version: '2' })
      .expect(303);
    const { headers } = await trainer.get('/courses/KH-1/versions/1.zip').expect(303);
    expect((await trainer.get(String(headers.location)).expect(200)).text).toContain('“Phim” còn thiếu tệp');
  });
});
