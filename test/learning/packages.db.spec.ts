import fc from 'fast-check';
import { piecesOf } from '../../src/learning/package-states.js';
import { hostileZip } from '../files/hostile-zip.js';
import { samplePackage } from '../packages/sample-packages.js';
import { coloured } from '../support/pictures.js';
import { CourseRoom } from './course-room.js';

let room: CourseRoom;
let an: string;
/** The course has the packages `diem` (1.2, score 80) and `xong` (2004, completed), and nothing else that is needed. */
beforeEach(async () => {
  room = await CourseRoom.create();
  await room.draft();
  await room.media('diem.zip', hostileZip(samplePackage('1.2')));
  await room.media('xong.zip', hostileZip(samplePackage('2004')));
  await room.lesson('diem', { kind: 'package', media: 'diem.zip', markdown: '' }, { kind: 'score', percent: 80 });
  await room.lesson('xong', { kind: 'package', media: 'xong.zip', markdown: '' }, { kind: 'completed' });
  await room.publish();
  an = await room.school.signedIn('an@example.vn');
});
afterEach(() => room.close());

const post = (key: string, serial: number, cmi: object | string, cookie = an) => {
  const text = typeof cmi === 'string' ? cmi : JSON.stringify({ current: 'bai-1', items: { 'bai-1': cmi } });
  return room.school.form(`/learning/K/${key}/package`, { serial: String(serial), cmi: text }, cookie);
};
const page = async (key: string) =>
  (await room.school.request().get(`/learning/K/${key}`).set('Cookie', an).expect(200)).text;
const of12 = (status: string, raw?: string) => ({ core: { lesson_status: status, score: { raw } } });
const row = async (key: string) => {
  const [found] = await room.rows<Record<string, unknown>>(
    'SELECT score, package_status, package_serial, touched_at, done_at FROM lesson_progress WHERE lesson_key = ?',
    [key],
  );
  return found;
};

describe('a package in a lesson', () => {
  it('is shown where it was left, and says what is missing until it is done', async () => {
    expect(await page('diem')).toContain('data-save="/learning/K/diem/package"');
    expect(await row('diem')).toBeUndefined();
    const first = await post('diem', 1, of12('incomplete')).expect(200);
    expect(first.body).toEqual({ serial: 1, said: 'Chưa có điểm, cần 80.' });
    const low = await post('diem', 2, of12('failed', '79.5')).expect(200);
    expect(low.body).toEqual({ serial: 2, said: 'Điểm cao nhất 79,5, cần 80.' });
    expect((await post('diem', 3, of12('passed', '80')).expect(200)).body).toEqual({ serial: 3, said: 'Đã xong' });
    expect(await row('diem')).toMatchObject({ score: 8000, package_status: 'passed', package_serial: 3 });
    const html = await page('diem');
    expect(html).toContain('&quot;serial&quot;:3');
    expect(html).toContain('&quot;raw&quot;:&quot;80&quot;');
  });

  it('is shut once the learner is not enrolled any more', async () => {
    const [, folder = ''] = /(\/content\/[\w-]+\/)/.exec(await page('diem')) ?? [];
    const index = () => room.school.request().get(`${folder}index.html`);
    await index().expect(200);
    const [enrolment] = await room.rows<{ id: number }>('SELECT id FROM enrolments');
    await room.trainer.post(`/enrolments/K/learners/${enrolment?.id}/withdrawal`).expect(303);
    await index().expect(410);
  });

  it('is given to nobody as a file, and of the other files only what the own version shows', async () => {
    const file = (name: string) => room.school.request().get(`/learning/K/media/${name}`).set('Cookie', an);
    await page('diem');
    for (const path of ['diem.zip', 'diem.zip?save=1', 'none.jpg']) await file(path).expect(404);
    await room.draft();
    await room.media('nhap.jpg', await coloured());
    await room.lesson('anh', { kind: 'text', markdown: '![Lớp học](<media/nhap.jpg> "Lớp")' });
    for (const path of ['nhap.jpg', 'nhap.jpg?save=1']) await file(path).expect(404);
    await room.publish();
    await file('nhap.jpg').expect(200);
    await post('diem', 1, of12('incomplete')).expect(200);
    await room.draft();
    await room.media('sau.jpg', await coloured());
    await room.lesson('anh-2', { kind: 'text', markdown: '![Sau](media/sau.jpg)' });
    await room.publish();
    await file('sau.jpg').expect(404);
    await file('nhap.jpg').expect(200);
  });

  it('may show its own files and nothing else in the frame', async () => {
    const { headers } = await room.school.request().get('/learning/K/diem').set('Cookie', an).expect(200);
    const rules = headers['content-security-policy']?.split('; ').filter((rule) => rule.startsWith('frame-src')) ?? [];
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatch(/^frame-src http:\/\/[\w.:]+\/content\/[\w.-]+\/$/);
  });

  it('never takes back what it has said, and done stays done', async () => {
    await post('diem', 1, of12('passed', '90')).expect(200);
    const done = await row('diem');
    room.school.wait(5);
    expect((await post('diem', 2, of12('failed', '10')).expect(200)).body).toEqual({ serial: 2, said: 'Đã xong' });
    expect(await row('diem')).toMatchObject({ score: 9000, package_status: 'passed', done_at: done?.done_at });
    expect(await page('diem')).toContain('&quot;raw&quot;:&quot;10&quot;');
  });

  it('changes nothing when the same comes again, and refuses what is older', async () => {
    await post('diem', 5, of12('incomplete', '30')).expect(200);
    const before = await row('diem');
    room.school.wait(5);
    expect((await post('diem', 5, of12('incomplete', '30')).expect(200)).body).toMatchObject({ serial: 5 });
    expect((await post('diem', 5, of12('passed', '90')).expect(409)).body).toMatchObject({ serial: 5 });
    await post('diem', 4, of12('passed', '90')).expect(409);
    expect(await row('diem')).toEqual(before);
    await Promise.all([6, 6, 6].map((serial) => post('diem', serial, of12('incomplete', '40')).expect(200)));
    expect(await row('diem')).toMatchObject({ score: 4000, package_serial: 6 });
  });

  it('completes the course, once', async () => {
    for (const key of ['a', 'b'])
      await room.school.form(`/learning/K/${key}/progress`, { act: 'read' }, an).expect(303);
    await post('diem', 1, of12('passed', '100')).expect(200);
    const said = { completion_status: 'completed' };
    const saves = [1, 1, 2].map((serial) => post('xong', serial, said));
    for (const { status } of await Promise.all(saves)) expect([200, 409]).toContain(status);
    expect(await row('xong')).toMatchObject({ package_status: 'completed', score: null });
    expect(await room.rows('SELECT id FROM completions')).toHaveLength(1);
    expect(await room.rows("SELECT id FROM events WHERE kind = 'enrolment.completed'")).toHaveLength(1);
  });

  it('keeps a state of 256 kB in any letters', async () => {
    const empty = JSON.stringify({ current: 'bai-1', items: { 'bai-1': { suspend_data: '' } } });
    const most = 'ệ😀x'.repeat((256 * 1024 - Buffer.byteLength(empty)) / 8);
    const said = { suspend_data: most };
    await post('xong', 1, said).expect(200);
    const pieces = await room.rows<{ piece: string }>('SELECT piece FROM package_states ORDER BY position');
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.map(({ piece }) => piece).join('')).toBe(
      JSON.stringify({ current: 'bai-1', items: { 'bai-1': said } }),
    );
    await post('xong', 2, { suspend_data: `${most}12345678` }).expect(422);
    await post('xong', 2, { suspend_data: 'ít' }).expect(200);
    expect(await room.rows('SELECT id FROM package_states')).toHaveLength(1);
  });

  it('is for whoever is enrolled, in a lesson that is a package', async () => {
    const other = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    await post('diem', 1, of12('passed', '100'), other).expect(404);
    await post('a', 1, of12('passed', '100')).expect(404);
    await post('diem', 1, of12('passed', '100'), '').expect(303);
    for (const cmi of ['', '{', '[]', '{"items":1}']) await post('diem', 1, cmi).expect(422);
    for (const serial of [0, -1, 2_000_000_000]) await post('diem', serial, of12('passed')).expect(422);
    expect(await room.rows('SELECT id FROM package_states')).toEqual([]);
  });

  it('begins anew after a reset', async () => {
    await post('diem', 7, of12('failed', '10')).expect(200);
    const [enrolment] = await room.rows<{ id: number }>('SELECT id FROM enrolments');
    const body = { lesson: 'diem', reason: 'Máy dùng chung' };
    await room.trainer.post(`/enrolments/K/learners/${enrolment?.id}/reset`, body).expect(303);
    expect(await room.rows('SELECT id FROM package_states')).toEqual([]);
    expect(await page('diem')).toContain('&quot;state&quot;:null,&quot;serial&quot;:0');
    await post('diem', 1, of12('passed', '85')).expect(200);
  });
});

describe('the pieces of a state', () => {
  it('are the whole, and tear no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 9 }), (text, most) => {
        const pieces = piecesOf(text, most);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(most);
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
