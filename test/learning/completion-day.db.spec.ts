import { AttemptsSweep } from '../../src/quizzes/attempts-sweep.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { essay, QUIZ, single } from '../quizzes/attempt-field.js';
import { CourseRoom } from './course-room.js';

const DAY = 24 * 60;

let room: CourseRoom;
let an: string;
beforeEach(async () => {
  room = await CourseRoom.create();
  await room.school.field.world.get(QuestionBank).take('P', [single('a'), single('b'), essay('e')]);
});
afterEach(() => room.close());

const form = (path: string, body: object = {}) => room.school.form(`/learning/K/${path}`, body, an).expect(303);
const begin = async (): Promise<string> => (await form('thi/attempts')).headers.location?.split('/').at(-1) ?? '';
const read = (lesson: string) => form(`${lesson}/progress`, { act: 'read' });
/** The day of completion, as the learner is told and as it counts. */
const days = async (): Promise<(string | null)[]> => {
  const told = await room.rows<{ day: string | null }>('SELECT completed_on AS day FROM enrolments');
  const counted = await room.rows<{ day: string }>('SELECT date AS day FROM completions');
  return [...told, ...counted].map(({ day }) => day);
};

async function signIn(): Promise<void> {
  an = await room.school.signedIn('an@example.vn');
}

/** A version with a quiz that is done at 80, and more after it; An has read what comes before. */
async function quiz(given: Partial<Quiz>, ...after: string[]): Promise<void> {
  await room.draft();
  await room.lesson('thi', { kind: 'quiz', quiz: { ...QUIZ, ...given }, markdown: '' }, { kind: 'score', percent: 80 });
  for (const title of after) await room.lesson(title);
  await room.publish();
  await signIn();
  for (const key of ['a', 'b']) await read(key);
}

async function mark(attempt: string, points: string): Promise<void> {
  const { field: district } = room.school;
  const trainer = await district.world.member('trainer', district.places.get('C'));
  const marks = (await trainer.get(`/quizzes/marking/${attempt}`).expect(200)).text;
  const field = /name="(points[^"]*)"/.exec(marks)?.[1] ?? '';
  await trainer.post(`/quizzes/marking/${attempt}`, { [field]: points }).expect(303);
}

describe('the day on which a course is completed', () => {
  it('is that on which the time of the last attempt was over, however late that is found', async () => {
    room.school.wait(13 * 60 + 55);
    await quiz({ minutes: 10 });
    const attempt = await begin();
    await form(`thi/attempts/${attempt}`, { q1: '0', q2: '0' });
    // The time is over at five past midnight, in Viet Nam on 2 September.
    room.school.wait(3 * DAY);
    expect(await room.school.field.world.get(AttemptsSweep).sweep()).toBe(1);
    expect(await days()).toEqual(['2025-09-02', '2025-09-02']);
    expect((await room.school.field.ledger())[0]).toContain('2025-09-02');
  });

  it('is that on which the answers were handed in, whenever they are marked', async () => {
    await quiz({ items: [{ question: 'e', points: 10 }] });
    const attempt = await begin();
    await form(`thi/attempts/${attempt}/submission`, { q1: 'Em bé đi làm đêm' });
    room.school.wait(3 * DAY);
    await mark(attempt, '9');
    expect(await days()).toEqual(['2025-09-01', '2025-09-01']);
  });

  it('is that of the first attempt that was good enough, also where it is marked last', async () => {
    await quiz({ items: [{ question: 'e', points: 10 }] });
    const first = await begin();
    await form(`thi/attempts/${first}/submission`, { q1: 'Em bé đi làm đêm' });
    room.school.wait(DAY);
    await signIn();
    const second = await begin();
    await form(`thi/attempts/${second}/submission`, { q1: 'Em bé bỏ học' });
    room.school.wait(DAY);
    await mark(second, '8');
    expect(await days()).toEqual(['2025-09-02', '2025-09-02']);
    await mark(first, '9');
    expect(await days()).toEqual(['2025-09-01', '2025-09-01']);
  });

  it('is that of the lesson that was missing, whenever the others were done', async () => {
    await quiz({}, 'c');
    await form(`thi/attempts/${await begin()}/submission`, { q1: '0', q2: '0' });
    room.school.wait(DAY);
    await signIn();
    await read('c');
    expect(await days()).toEqual(['2025-09-02', '2025-09-02']);
  });
});
