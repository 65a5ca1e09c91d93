import { TestDesk } from '../../src/knowledge/test-desk.js';
import { QuestionBank } from '../../src/quizzes/question-bank.js';
import { CourseRoom } from '../learning/course-room.js';
import { BANK } from './class.js';

let room: CourseRoom;
let an: string;
beforeAll(async () => {
  room = await CourseRoom.create();
  const { world } = room.school.field;
  await world.get(QuestionBank).take('P', BANK);
  const test = { title: 'Trước và sau', pass_mark: 50, minutes: null, shows_score: true, draws: [] };
  await world.get(TestDesk).set('K', 0, { ...test, refs: ['q1', 'q3'] });
  an = await room.school.signedIn('an@example.vn');
});
afterAll(() => room.close());

const course = async (): Promise<string> =>
  (await room.school.request().get('/learning/K').set('Cookie', an).expect(200)).text;
const open = (cookie = an) => room.school.form('/learning/K/knowledge', {}, cookie);

describe('the test of a course', () => {
  it('is not there while it is closed', async () => {
    expect(await course()).not.toContain('/learning/K/knowledge');
    await open().expect(404);
    expect(await room.rows('SELECT id FROM knowledge_codes')).toEqual([]);
  });

  it('is answered by whoever learns it, without a paper, and is in the report as any other', async () => {
    await room.trainer.post('/knowledge/K/opening', { moment: 'before', state: 'open' }).expect(303);
    expect(await course()).toContain('action="/learning/K/knowledge"');
    const { headers } = await open().expect(303);
    expect((await open().expect(303)).headers.location).toBe(headers.location);
    expect(await room.rows('SELECT id FROM knowledge_codes')).toHaveLength(1);
    const own = headers.location ?? '';
    await room.school.form(`${own}/before/beginning`, {}).expect(303);
    await room.school.form(`${own}/before/submission`, { q1: '1', q2: 'true' }).expect(303);
    expect(await room.rows('SELECT part, state, score FROM attempts')).toEqual([
      { part: 'before', state: 'marked', score: 10_000 },
    ]);
    // It is another thing than the lessons of the course.
    expect(await course()).toContain('0 trong 2');
  });

  it('is for nobody who is not enrolled, nor signed in', async () => {
    const be = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
    await open(be).expect(404);
    expect((await open('').expect(303)).headers.location).toContain('/learning/sign-in');
  });
});
