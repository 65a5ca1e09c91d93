import { AttemptsSweep } from '../../src/quizzes/attempts-sweep.js';
import type { BankQuestion } from '../../src/quizzes/presentation.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { essay, QUIZ, single } from '../quizzes/attempt-field.js';
import { coloured } from '../support/pictures.js';
import { CourseRoom } from './course-room.js';

let room: CourseRoom;
let an: string;
beforeEach(async () => {
  room = await CourseRoom.create();
  const bank = room.school.field.world.get(QuestionBank);
  await bank.take('P', [single('a'), single('b'), essay('e'), withPicture()]);
  an = await room.school.signedIn('an@example.vn');
});
afterEach(() => room.close());

const LESSON = '/learning/K/thi';
const get = (path: string, cookie = an) => room.school.request().get(path).set('Cookie', cookie);
const form = (path: string, body: object = {}, cookie = an) => room.school.form(path, body, cookie);
const shown = async (path = LESSON): Promise<string> => (await get(path).expect(200)).text;
const begin = async (): Promise<string> => (await form(`${LESSON}/attempts`).expect(303)).headers.location ?? '';
const completions = async (): Promise<number> => (await room.rows('SELECT id FROM completions')).length;
const progress = async () => {
  const sql = "SELECT score, is_waiting, done_at FROM lesson_progress WHERE lesson_key = 'thi'";
  const [row] = await room.rows<{ score: number | null; is_waiting: number; done_at: string | null }>(sql);
  return row && [row.score, row.is_waiting, row.done_at === null ? 'open' : 'done'];
};

function withPicture(): BankQuestion {
  const { topic, question } = single('p');
  return { topic, question: { ...question, text: 'Em bé làm gì? ![Em bé](media/be.png)' } };
}

/** A version with a quiz that is done at 80; An has done all that comes before it. */
async function quiz(given: Partial<Quiz> = {}): Promise<void> {
  await room.draft();
  await room.lesson('thi', { kind: 'quiz', quiz: { ...QUIZ, ...given }, markdown: '' }, { kind: 'score', percent: 80 });
  await room.publish();
  for (const key of ['a', 'b']) await form(`/learning/K/${key}/progress`, { act: 'read' }).expect(303);
}

describe('the quiz of a lesson', () => {
  it('is begun, answered, handed in, and completes lesson and course', async () => {
    await quiz();
    expect(await shown()).toContain('Bắt đầu làm bài');
    expect(await progress()).toBeUndefined();
    const attempt = await begin();
    expect(await begin()).toBe(attempt);
    expect(await shown()).toContain('Làm tiếp');
    expect(await shown(attempt)).toContain('Câu a');
    await form(attempt, { q1: '0' }).expect(303);
    const script = form(attempt, { q2: '0', sequence: '5' }).set('Accept', 'application/json');
    expect((await script.expect(200)).body).toEqual({ left: null });
    expect(await progress()).toEqual([null, 0, 'open']);
    expect((await form(`${attempt}/submission`).expect(303)).headers.location).toBe(attempt);
    await form(`${attempt}/submission`, { q1: '1' }).expect(303);
    expect([await progress(), await completions()]).toEqual([[10_000, 0, 'done'], 1]);
    expect(await shown(attempt)).toContain('100%');
    expect(await shown()).toContain('Đã đạt điểm cao nhất.');
    await form(`${LESSON}/attempts`).expect(409);
  });

  it('says what was reached and what is left; a worse attempt takes nothing back', async () => {
    await quiz({ attempts: 3 });
    expect(await shown()).toContain('Còn 3 lượt làm bài.');
    await form(`${await begin()}/submission`, { q1: '0', q2: '1' }).expect(303);
    const html = await shown();
    for (const text of ['Điểm cao nhất 50, cần 80.', 'Còn 2 lượt làm bài.', 'Làm lại', '50%'])
      expect(html).toContain(text);
    await form(`${await begin()}/submission`, { q1: '1', q2: '1' }).expect(303);
    expect([await progress(), await completions()]).toEqual([[5000, 0, 'open'], 0]);
    await form(`${await begin()}/submission`, { q1: '1', q2: '1' }).expect(303);
    expect(await shown()).toContain('Đã hết lượt làm bài.');
    await form(`${LESSON}/attempts`).expect(409);
    expect([await progress(), await completions()]).toEqual([[5000, 0, 'open'], 0]);
  });

  it('waits for who marks, whose points complete lesson and course', async () => {
    await quiz({ items: [{ question: 'e', points: 10 }] });
    const attempt = await begin();
    await form(`${attempt}/submission`, { q1: 'Em bé đi làm đêm' }).expect(303);
    expect([await progress(), await completions()]).toEqual([[null, 1, 'open'], 0]);
    expect(await shown()).toContain('Bài làm đang chờ chấm, cần 80.');
    const id = attempt.split('/').at(-1) ?? '';
    const marks = (await room.trainer.get(`/quizzes/marking/${id}`).expect(200)).text;
    const field = /name="(points[^"]*)"/.exec(marks)?.[1] ?? '';
    await room.trainer.post(`/quizzes/marking/${id}`, { [field]: '8,5' }).expect(303);
    expect([await progress(), await completions()]).toEqual([[8500, 0, 'done'], 1]);
    expect(await shown()).toContain('85%');
  });

  it('waits for who marks also where nobody handed it in before the time was over', async () => {
    await quiz({ items: [{ question: 'e', points: 10 }], minutes: 10 });
    await form(await begin(), { q1: 'Em bé đi làm đêm' }).expect(303);
    room.school.wait(20);
    expect(await room.school.field.world.get(AttemptsSweep).sweep()).toBe(1);
    expect(await progress()).toEqual([null, 1, 'open']);
    expect(await shown()).toContain('Bài làm đang chờ chấm, cần 80.');
  });

  it('stops at the end of its time by the clock of the server, with what was saved', async () => {
    await quiz({ minutes: 10 });
    const attempt = await begin();
    await form(attempt, { q1: '0' }).expect(303);
    room.school.wait(9);
    await form(attempt, { q2: '0' }).expect(303);
    room.school.wait(20);
    expect((await form(`${attempt}/submission`, { q1: '1', q2: '1' }).expect(303)).headers.location).toContain('late');
    expect([await progress(), await completions()]).toEqual([[10_000, 0, 'done'], 1]);
  });

  it('is told to whoever brings other questions under its references', async () => {
    await quiz({
      items: [
        { question: 'a', points: 1 },
        { topic: 'Nhận biết', draw: 1, points: 1 },
      ],
    });
    const sent = await room.trainer.post('/quizzes/P/import', {
      pasted: '// [id:a]\nKhác {T}\n\n// [id:b]\nRút {T}\n\n// [id:e]\nNữa {T}',
    });
    const { text } = await room.trainer.get(String(sent.headers.location)).expect(200);
    const [, ofA = '', ofB = '', ofE = ''] = text.split(/<li>(?=<a href="\/quizzes\/P)/);
    expect([ofA, ofB].map((each) => each.match(/Khóa học: thi/g)?.length)).toEqual([1, 1]);
    expect(ofE).not.toContain('Khóa học:');
  });

  it('shows the pictures of the questions that somebody was asked, and no other of the bank', async () => {
    const { cookie, csrf } = room.trainer;
    const send = async (name: string) => {
      const sent = room.school.request().post('/quizzes/P/pictures').set('Cookie', cookie).field('_csrf', csrf);
      await sent.attach('file', await coloured(8, 8, 'png'), name).expect(303);
    };
    await send('be.png');
    await send('khac.png');
    await quiz({ items: [{ question: 'p', points: 1 }] });
    const [{ name = '' } = {}] = await room.rows<{ name: string }>('SELECT name FROM question_media ORDER BY id');
    await get(`/learning/K/pictures/${name}`).expect(404);
    const [, src = ''] = /<img src="([^"]+)" alt="Em bé"/.exec(await shown(await begin())) ?? [];
    expect(src).toMatch(/^\/learning\/K\/pictures\/be\.\w+$/);
    expect((await get(src).expect(200)).headers['content-type']).toMatch(/^image\//);
    const other = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    await get(src, other).expect(404);
    await room.enrol('binh');
    const binh = await room.school.signedIn('nha@example.vn', { person: await room.school.id('binh') });
    await get(src, binh).expect(404);
    await get(src.replace('be', 'khac')).expect(404);
  });

  it('is nobody else’s, and each attempt belongs to its lesson', async () => {
    await quiz();
    const attempt = await begin();
    await room.enrol('binh');
    const other = await room.school.signedIn('nha@example.vn', { person: await room.school.id('binh') });
    await get(attempt, other).expect(404);
    await form(attempt, { q1: '0' }, other).expect(404);
    await form(`${attempt}/submission`, {}, other).expect(404);
    await get(attempt.replace('/thi/', '/a/')).expect(404);
    await form('/learning/K/a/attempts').expect(404);
    await form(attempt, { q3: '0' }).expect(422);
    expect(await progress()).toEqual([null, 0, 'open']);
  });
});
