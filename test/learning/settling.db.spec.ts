import { CourseEditing } from '../../src/courses/course-editing.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import { essay, QUIZ } from '../quizzes/attempt-field.js';
import { CourseRoom } from './course-room.js';

const DAY = 24 * 60;

let room: CourseRoom;
let an: string;
beforeEach(async () => {
  room = await CourseRoom.create();
  an = await room.school.signedIn('an@example.vn');
});
afterEach(() => room.close());

const form = (path: string, body: object, cookie = an) =>
  room.school.form(`/learning/K/${path}`, body, cookie).expect(303);
const read = (lesson: string, cookie = an) => form(`${lesson}/progress`, { act: 'read' }, cookie);
const shown = async (path = '/learning/K'): Promise<string> =>
  (await room.school.request().get(path).set('Cookie', an).expect(200)).text;
const trainer = () => room.school.field.world.member('trainer', room.school.field.places.get('C'));
const enrolment = async (): Promise<number> =>
  (await room.rows<{ id: number }>('SELECT id FROM enrolments ORDER BY id'))[0]?.id ?? 0;
const move = async () =>
  (await trainer()).post('/enrolments/K/moves', { learner: String(await enrolment()) }).expect(303);
const completions = async (): Promise<string[]> =>
  (await room.rows<{ date: string }>('SELECT date FROM completions')).map(({ date }) => date);

async function without(key: string): Promise<void> {
  await room.draft();
  await room.school.field.world.get(CourseEditing).removeLesson(await room.at(), key);
  await room.publish();
}

describe('a course whose lessons are all done', () => {
  it('is completed by a move to a version without the rest, on the day of the last lesson', async () => {
    await read('a');
    room.school.wait(DAY);
    an = await room.school.signedIn('an@example.vn');
    await without('b');
    await move();
    expect(await completions()).toEqual(['2025-09-01']);
    expect(await shown()).toContain('Hoàn thành ngày 01/09/2025');
    const [event] = await room.rows<{ door: string }>("SELECT door FROM events WHERE kind = 'enrolment.completed'");
    expect(event?.door).toBe('page');
  });

  it('is completed where two who did half of it each are found to be one person', async () => {
    await room.enrol('be');
    const be = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    await read('a');
    await read('b', be);
    expect(await completions()).toEqual([]);
    await room.school.field.world.get(PersonMerges).merge('be', 'an', null);
    expect(await completions()).toEqual(['2025-09-01']);
    expect(await shown()).toContain('Hoàn thành ngày 01/09/2025');
    expect((await room.school.field.ledger()).filter((line) => line.includes(' an '))).toHaveLength(2);
  });
});

describe('marks that come while nobody can be told', () => {
  let attempt: string;
  const mark = async (): Promise<void> => {
    const marker = await trainer();
    const marks = (await marker.get(`/quizzes/marking/${attempt}`).expect(200)).text;
    const field = /name="(points[^"]*)"/.exec(marks)?.[1] ?? '';
    await marker.post(`/quizzes/marking/${attempt}`, { [field]: '9' }).expect(303);
  };
  const progress = async () => {
    const sql = "SELECT score, is_waiting, done_at FROM lesson_progress WHERE lesson_key = 'thi'";
    const [row] = await room.rows<{ score: number | null; is_waiting: number; done_at: string | null }>(sql);
    return row && [row.score, row.is_waiting, row.done_at?.slice(0, 10) ?? null];
  };

  /** An has read all but the quiz, and what was written there waits. */
  beforeEach(async () => {
    await room.school.field.world.get(QuestionBank).take('P', [essay('e')]);
    await room.draft();
    const quiz = { ...QUIZ, items: [{ question: 'e', points: 10 }] };
    await room.lesson('thi', { kind: 'quiz', quiz, markdown: '' }, { kind: 'score', percent: 80 });
    await room.publish();
    for (const key of ['a', 'b']) await read(key);
    attempt = (await form('thi/attempts', {})).headers.location?.split('/').at(-1) ?? '';
    await form(`thi/attempts/${attempt}/submission`, { q1: 'Em bé đi làm đêm' });
    expect(await progress()).toEqual([null, 1, null]);
    room.school.wait(DAY);
    an = await room.school.signedIn('an@example.vn');
  });

  it('are learnt when somebody who was taken out is enrolled again', async () => {
    await (await trainer()).post(`/enrolments/K/learners/${await enrolment()}/withdrawal`).expect(303);
    await mark();
    expect(await progress()).toEqual([null, 1, null]);
    const body = { person: await room.school.id('an'), group: 'parent' };
    await (await trainer()).post('/enrolments/K/additions', body).expect(303);
    expect([await progress(), await completions()]).toEqual([[9000, 0, '2025-09-01'], ['2025-09-01']]);
    expect(await shown('/learning/K/thi')).toContain('90%');
  });

  it('are learnt when somebody comes to a version that has the lesson again', async () => {
    await without('thi');
    // As somebody who is in a version that lacks the lesson.
    await room.school.field.world.database.transaction(() =>
      room.school.field.world.database.execute('UPDATE enrolments SET version_number = 1'),
    );
    await mark();
    expect(await progress()).toEqual([null, 1, null]);
    // A lesson of the same name would get a key of its own: with its own it comes back from a file.
    await room.replace([...(await room.content(2)), ...(await room.content(1)).filter(({ key }) => key === 'thi')]);
    await room.publish();
    await move();
    expect([await progress(), await completions()]).toEqual([[9000, 0, '2025-09-01'], ['2025-09-01']]);
  });
});
