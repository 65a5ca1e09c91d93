import { PersonMerges } from '../../src/people/person-merges.js';
import { CourseRoom } from './course-room.js';

let room: CourseRoom;
let an: string;
let be: string;
beforeEach(async () => {
  room = await CourseRoom.create();
  await room.enrol('be');
  an = await room.school.signedIn('an@example.vn');
  be = await room.school.signedIn('nha@example.vn', { person: await room.school.id('be') });
});
afterEach(() => room.close());

const read = (lesson: string, cookie: string) =>
  room.school.form(`/learning/K/${lesson}/progress`, { act: 'read' }, cookie).expect(303);
const shown = async (path = '/learning/K'): Promise<string> =>
  (await room.school.request().get(path).set('Cookie', an).expect(200)).text;
const merge = () => room.school.field.world.get(PersonMerges).merge('be', 'an', null);
const enrolment = async (ref: string): Promise<number> => {
  const sql = 'SELECT e.id FROM enrolments e JOIN people p ON p.id = e.person_id WHERE p.ref = ?';
  return (await room.rows<{ id: number }>(sql, [ref]))[0]?.id ?? 0;
};
const act = async (ref: string, name: string, body: Record<string, string> = {}) =>
  room.trainer.post(`/enrolments/K/learners/${await enrolment(ref)}/${name}`, body);
const columns = (...names: string[]) => room.rows(`SELECT ${names.join(', ')} FROM enrolments ORDER BY id`);

describe('a record that is enrolled in nothing', () => {
  it('tells on the own page of a completion that was noted for it', async () => {
    const { field } = room.school;
    await field.good('people', 'ref,full_name,unit\nan-2,Nguyễn Thị An,C');
    await field.good('completions', 'activity,person,group,date\nK,an-2,teacher,2025-08-15');
    expect(await shown()).not.toContain('Hoàn thành ngày');
    await field.world.get(PersonMerges).merge('an-2', 'an', null);
    expect(await shown()).toContain('Hoàn thành ngày 15/08/2025');
  });
});

describe('two records of one person who learns', () => {
  beforeEach(async () => {
    await read('a', an);
    room.school.wait(10);
    await read('b', be);
    // One lesson more, so that nothing is complete.
    await room.draft();
    await room.lesson('c');
    await room.publish();
    const learner = [await enrolment('an'), await enrolment('be')].map(String);
    await room.trainer.post('/enrolments/K/moves', { learner }).expect(303);
    await merge();
  });

  it('lose what was done in a lesson by whichever record, and only by a reset', async () => {
    expect(await shown()).toContain('2 trong 3');
    expect((await act('an', 'reset', { lesson: 'b', reason: 'Nhầm' })).status).toBe(303);
    expect(await shown()).toContain('1 trong 3');
    expect((await act('an', 'reset', { lesson: 'b', reason: 'Nhầm' })).status).toBe(404);
    expect(await room.rows('SELECT enrolment_id, lesson_key FROM progress_resets')).toEqual([
      { enrolment_id: await enrolment('be'), lesson_key: 'b' },
    ]);
  });

  it('leave and come back together, with all that was done', async () => {
    expect((await act('an', 'withdrawal')).status).toBe(303);
    await room.school.request().get('/learning/K').set('Cookie', an).expect(404);
    expect(await room.rows('SELECT id FROM participations')).toEqual([]);
    await room.enrol('an');
    expect(await shown()).toContain('2 trong 3');
    expect(await columns('withdrawn_at')).toEqual([{ withdrawn_at: null }, { withdrawn_at: null }]);
  });

  it('have one due date, one version, and are one of many', async () => {
    const learner = String(await enrolment('an'));
    const events = async (kind: string): Promise<number[]> => {
      const rows = await room.rows<{ detail: string }>('SELECT detail FROM events WHERE kind = ? ORDER BY id', [kind]);
      return rows.map(({ detail }) => (JSON.parse(detail) as { count: number }).count);
    };
    await room.trainer.post('/enrolments/K/due', { learner, due_on: '30/09/2025' }).expect(303);
    expect([await columns('due_on'), await events('enrolment.due_set')]).toEqual([
      [{ due_on: '2025-09-30' }, { due_on: '2025-09-30' }],
      [1],
    ]);
    await room.draft();
    await room.publish();
    await room.trainer.post('/enrolments/K/moves', { learner }).expect(303);
    expect([await columns('version_number'), await events('enrolment.moved')]).toEqual([
      [{ version_number: 3 }, { version_number: 3 }],
      [2, 1],
    ]);
  });
});

describe('two records of one person, of which one has completed the course', () => {
  it('have completed it, for the learner as for the staff, and are not taken out', async () => {
    await read('a', an);
    room.school.wait(10);
    for (const lesson of ['a', 'b']) await read(lesson, be);
    await merge();
    expect(await shown()).toContain('Hoàn thành ngày 01/09/2025');
    const { text } = await room.trainer.get('/enrolments/K?stand=done').expect(200);
    expect(text).toContain('Nguyễn Thị An');
    await act('an', 'withdrawal');
    expect(await columns('withdrawn_at')).toEqual([{ withdrawn_at: null }, { withdrawn_at: null }]);
    expect(await room.rows('SELECT id FROM participations')).toHaveLength(2);
  });
});
