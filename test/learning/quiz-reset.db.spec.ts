import { QuestionBank } from '../../src/quizzes/question-bank.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { essay, QUIZ, single } from '../quizzes/attempt-field.js';
import { CourseRoom } from './course-room.js';

const LESSON = '/learning/K/thi';

let room: CourseRoom;
let an: string;
beforeEach(async () => {
  room = await CourseRoom.create();
  await room.school.field.world.get(QuestionBank).take('P', [single('a'), single('b'), essay('e')]);
  an = await room.school.signedIn('an@example.vn');
});
afterEach(() => room.close());

const form = (path: string, body: object = {}) => room.school.form(path, body, an);
const shown = async (path = LESSON): Promise<string> =>
  (await room.school.request().get(path).set('Cookie', an).expect(200)).text;
const begin = async (): Promise<string> => (await form(`${LESSON}/attempts`).expect(303)).headers.location ?? '';
const answer = async (answers: object): Promise<string> => {
  const attempt = await begin();
  await form(`${attempt}/submission`, { ...answers, sure: 'yes' }).expect(303);
  return attempt;
};
const RIGHT = { q1: '0', q2: '0' };
const WRONG = { q1: '1', q2: '1' };
const progress = async () => {
  const sql = "SELECT score, is_waiting, done_at FROM lesson_progress WHERE lesson_key = 'thi'";
  const [row] = await room.rows<{ score: number | null; is_waiting: number; done_at: string | null }>(sql);
  return row && [row.score, row.is_waiting, row.done_at === null ? 'open' : 'done'];
};
const completed = async (): Promise<boolean> => (await room.rows('SELECT id FROM completions')).length > 0;

/** A version with a quiz that is done at 80, and the text c, which An has not read. */
async function quiz(given: Partial<Quiz>): Promise<void> {
  await room.draft();
  await room.lesson('thi', { kind: 'quiz', quiz: { ...QUIZ, ...given }, markdown: '' }, { kind: 'score', percent: 80 });
  await room.lesson('c');
  await room.publish();
  for (const key of ['a', 'b']) await form(`/learning/K/${key}/progress`, { act: 'read' }).expect(303);
}

async function reset(): Promise<void> {
  const [row] = await room.rows<{ id: number }>('SELECT id FROM enrolments');
  room.school.wait(1);
  const body = { lesson: 'thi', reason: 'Làm hộ' };
  await room.trainer.post(`/enrolments/K/learners/${row?.id}/reset`, body).expect(303);
  room.school.wait(1);
}

describe('a quiz whose lesson was taken back', () => {
  it('is done again from the start, after the best score', async () => {
    await quiz({});
    const before = await answer(RIGHT);
    await form(`${LESSON}/attempts`).expect(409);
    await reset();
    expect(await progress()).toBeUndefined();
    expect(await shown()).toContain('Bắt đầu làm bài');
    await form('/learning/K/c/progress', { act: 'read' }).expect(303);
    expect(await completed()).toBe(false);
    const again = await answer(WRONG);
    expect([await progress(), await completed()]).toEqual([[0, 0, 'open'], false]);
    await answer(RIGHT);
    expect([await progress(), await completed()]).toEqual([[10_000, 0, 'done'], true]);
    // What was before stays to be seen, and says that it counts no more.
    expect(await shown()).toContain('trước khi xóa tiến độ, không tính');
    expect(await shown(before)).toContain('1 (trước khi xóa tiến độ, không tính)');
    expect(await shown(again)).toContain('Lượt 1 (trước khi xóa tiến độ, không tính)');
    expect(await room.rows("SELECT id FROM attempts WHERE part = 'thi'")).toHaveLength(3);
  });

  it('has all its attempts again, and shows no right answers before the end', async () => {
    await quiz({ attempts: 2, review: 'end' });
    for (let times = 0; times < 2; times += 1) await answer(WRONG);
    await form(`${LESSON}/attempts`).expect(409);
    await reset();
    expect(await shown()).toContain('Còn 2 lượt làm bài.');
    const first = await answer(WRONG);
    expect(await shown()).toContain('Còn 1 lượt làm bài.');
    expect(await shown(first)).toContain('Đáp án hiện khi đã đạt hoặc đã hết lượt.');
    await answer(WRONG);
    await form(`${LESSON}/attempts`).expect(409);
  });

  it('goes on where an attempt is open, and hears nothing of what waited', async () => {
    await quiz({ items: [{ question: 'e', points: 10 }] });
    const waiting = await answer({ q1: 'Em bé đi làm đêm' });
    const open = await begin();
    await reset();
    const id = waiting.split('/').at(-1) ?? '';
    const marks = (await room.trainer.get(`/quizzes/marking/${id}`).expect(200)).text;
    const field = /name="(points[^"]*)"/.exec(marks)?.[1] ?? '';
    await room.trainer.post(`/quizzes/marking/${id}`, { [field]: '10' }).expect(303);
    expect(await progress()).toBeUndefined();
    expect(await begin()).toBe(open);
    await form(`${open}/submission`, { q1: 'Em bé bỏ học' }).expect(303);
    expect(await progress()).toEqual([null, 1, 'open']);
  });
});
