import { CourseRoom } from './course-room.js';

let room: CourseRoom;
let an: string;
beforeEach(async () => {
  room = await CourseRoom.create();
  an = await room.school.signedIn('an@example.vn');
});
afterEach(() => room.close());

const get = (path: string, cookie = an) => room.school.request().get(path).set('Cookie', cookie);
const press = (path: string, act: string, cookie = an) =>
  room.school.form(`/learning/K/${path}/progress`, { act }, cookie);
const send = (path: string, body: object, cookie = an) =>
  room.school.request().post(`/learning/K/${path}/progress`).set('Cookie', cookie).send(body);
const progress = async (): Promise<string[]> => {
  const rows = await room.rows<{ lesson_key: string; done_at: string | null }>(
    'SELECT lesson_key, done_at FROM lesson_progress ORDER BY lesson_key',
  );
  return rows.map(({ lesson_key, done_at }) => `${lesson_key}${done_at === null ? '' : ' done'}`);
};
const completions = () =>
  room.rows<{ n: number }>('SELECT COUNT(*) AS n FROM completions').then(([row]) => Number(row?.n));

describe('learning a course', () => {
  it('goes from my courses by buttons to the end, and counts once', async () => {
    expect((await get('/learning').expect(200)).text).toContain('Đã xong 0 trong 2 bài bắt buộc (0%)');
    expect((await get('/learning/K').expect(200)).text).toContain('Chưa học');
    expect((await get('/learning/K/a').expect(200)).text).toContain('Bài a');
    expect(await progress()).toEqual([]);
    expect((await press('a', 'read').expect(303)).headers.location).toBe('/learning/K/b');
    expect((await get('/learning').expect(200)).text).toContain('href="/learning/K/b"');
    expect(await completions()).toBe(0);
    expect((await press('b', 'read').expect(303)).headers.location).toBe('/learning/K');
    await press('b', 'read').expect(303);
    expect(await completions()).toBe(1);
    expect((await get('/learning').expect(200)).text).toContain('Hoàn thành ngày 01/09/2025');
    expect(await room.school.field.ledger()).toHaveLength(2);
    const events = await room.rows("SELECT id FROM events WHERE kind = 'enrolment.completed'");
    expect(events).toHaveLength(1);
  });

  it('is completed once by two who save the last lessons at once', async () => {
    await Promise.all([press('a', 'read'), press('b', 'read'), press('b', 'read')]);
    expect([await completions(), await progress()]).toEqual([1, ['a done', 'b done']]);
  });

  it('is for whoever is enrolled, and not there for anybody else', async () => {
    const other = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    for (const path of ['/learning/K', '/learning/K/a', '/learning/K/media/x.pdf']) await get(path, other).expect(404);
    await press('a', 'read', other).expect(404);
    await get('/learning/K/nichts').expect(404);
    await get('/learning/P').expect(404);
    await press('a', 'score').expect(422);
    expect(await progress()).toEqual([]);
    expect((await send('a', { act: 'read' }, '').expect(401)).body).toEqual({ detail: 'Cần vào học trước.' });
  });

  it('keeps the version that was begun, and all that was done when somebody is moved', async () => {
    await press('a', 'read').expect(303);
    await room.draft();
    await room.lesson('c');
    await room.publish();
    expect((await get('/learning').expect(200)).text).toContain('1 trong 2');
    const { text } = await room.trainer.get('/enrolments/K').expect(200);
    expect(text).toContain('Chuyển sang phiên bản 2');
    const [row] = await room.rows<{ id: number }>('SELECT id FROM enrolments');
    await room.trainer.post('/enrolments/K/moves', { learner: String(row?.id) }).expect(303);
    expect((await get('/learning').expect(200)).text).toContain('1 trong 3');
    expect(await progress()).toEqual(['a done']);
    for (const key of ['b', 'c']) await press(key, 'read').expect(303);
    expect(await completions()).toBe(1);
  });

  it('measures a film without a script by the server’s clock, and says what is missing', async () => {
    await film();
    await press('phim', 'finished').expect(303);
    await press('phim', 'begun').expect(303);
    room.school.wait(1);
    expect((await press('phim', 'finished').expect(303)).headers.location).toBe('/learning/K/phim?not_yet=1');
    expect((await get('/learning/K/phim?not_yet=1').expect(200)).text).toContain('Đã xem 60%, cần 90%');
    room.school.wait(1);
    expect((await press('phim', 'finished').expect(303)).headers.location).toBe('/learning/K');
  });

  it('takes from a script no more than can have been played, and the same again changes nothing', async () => {
    await film();
    const played = { act: 'played', pieces: [[0, 100]], position: 99.5 };
    expect((await send('phim', played).expect(200)).body).toMatchObject({ percent: 0, done: false });
    room.school.wait(0.5);
    const first = (await send('phim', played).expect(200)).body as object;
    expect(first).toMatchObject({ percent: 65, done: false, said: 'Đã xem 65%, cần 90%.' });
    expect((await send('phim', played).expect(200)).body).toEqual(first);
    room.school.wait(1);
    expect((await send('phim', played).expect(200)).body).toMatchObject({ percent: 100, done: true });
    expect((await send('phim', { act: 'played', pieces: 'x' }).expect(200)).body).toMatchObject({ percent: 100 });
    expect((await get('/learning/K/phim').expect(200)).text).toContain('data-position="99"');
  });
});

/** A second version with a film of 100 seconds; An has not begun. */
async function film(): Promise<void> {
  await room.draft();
  const { database } = room.school.field.world;
  await room.lesson('phim', { kind: 'link', url: 'https://example.vn', markdown: '' });
  await room.publish();
  await database.transaction(async () => {
    const body = JSON.stringify({ kind: 'video', media: 'phim.mp4', captions: [], markdown: '' });
    const rule = JSON.stringify({ kind: 'watched', percent: 90 });
    const sql = "UPDATE course_lessons SET kind = 'video', body = ?, rule = ? WHERE lesson_key = 'phim'";
    await database.execute(sql, [body, rule]);
    await database.execute(
      `INSERT INTO course_media (activity_id, name, sha256, bytes, media_type, kind, seconds, added_at)
       VALUES (?, 'phim.mp4', ?, 9, 'video/mp4', 'video', 100, '2025-01-01T00:00:00.000Z')`,
      [room.id, 'a'.repeat(64)],
    );
  });
}
