import { Recount } from '../../src/activities/recount.js';
import { RosterRemovals } from '../../src/activities/roster-removals.js';
import { CourseRoom } from './course-room.js';

const DAY = 24 * 60;

let room: CourseRoom;
let an: string;
beforeEach(async () => {
  room = await CourseRoom.create();
  an = await room.school.signedIn('an@example.vn');
});
afterEach(() => room.close());

const read = (lesson: string) => room.school.form(`/learning/K/${lesson}/progress`, { act: 'read' }, an).expect(303);
const shown = async (): Promise<string> =>
  (await room.school.request().get('/learning/K').set('Cookie', an).expect(200)).text;
const removals = () => room.school.field.world.get(RosterRemovals);
const later = async (): Promise<void> => {
  room.school.wait(DAY);
  an = await room.school.signedIn('an@example.vn');
};
const trainer = () => room.school.field.world.member('trainer', room.school.field.places.get('C'));
const takeBack = async () => (await trainer()).api('delete', '/api/v1/activities/K/completions/an');
const reset = async (lesson: string): Promise<void> => {
  const [row] = await room.rows<{ id: number }>('SELECT id FROM enrolments');
  const body = { lesson, reason: 'Học lại' };
  await (await trainer()).post(`/enrolments/K/learners/${row?.id}/reset`, body).expect(303);
};
const enrol = async (group: string): Promise<void> => {
  const body = { person: await room.school.id('an'), group };
  await (await trainer()).post('/enrolments/K/additions', body).expect(303);
};

/** What An is counted in and since when; what is kept must be what a fresh count gives. */
async function counted(): Promise<string[]> {
  expect(await room.school.field.world.get(Recount).check()).toEqual([]);
  const trained = (await room.school.field.ledger()).filter((line) => line.includes(' trained '));
  return trained.map((line) => line.replace('K an ', '').replace(' trained', ''));
}

describe('a course that somebody has done', () => {
  it('counts again on its day once they are back on the roster, in whichever group', async () => {
    for (const lesson of ['a', 'b']) await read(lesson);
    expect(await counted()).toEqual(['parent 2025-09-01 C']);
    await later();
    const removal = await removals().removeByRef('K', 'an', 'parent');
    expect([await counted(), (await shown()).includes('Hoàn thành ngày 01/09/2025')]).toEqual([[], true]);
    await enrol('teacher');
    expect(await counted()).toEqual(['teacher 2025-09-01 C']);
    await removals().undo('K', removal);
    expect(await counted()).toEqual(['parent 2025-09-01 C', 'teacher 2025-09-01 C']);
  });

  it('counts in a group that they come into later, by a file as well', async () => {
    for (const lesson of ['a', 'b']) await read(lesson);
    await later();
    await room.school.field.good('participations', 'activity,person,group\nK,an,teacher');
    expect(await counted()).toEqual(['parent 2025-09-01 C', 'teacher 2025-09-01 C']);
  });

  it('counts once they are on the roster, also where they were on none when they did it', async () => {
    await read('a');
    await removals().removeByRef('K', 'an', 'parent');
    await read('b');
    expect(await counted()).toEqual([]);
    await later();
    await enrol('parent');
    expect(await counted()).toEqual(['parent 2025-09-01 C']);
  });

  it('is not done once the staff took that back, until a lesson is done anew', async () => {
    for (const lesson of ['a', 'b']) await read(lesson);
    await later();
    expect((await takeBack()).status).toBe(200);
    expect(await counted()).toEqual([]);
    const html = await shown();
    expect(html).not.toContain('Hoàn thành ngày');
    expect(html).toContain('Ngày 02/09/2025 cán bộ đã bỏ ghi hoàn thành.');
    // Noted by somebody who knows better it is done again, whatever the lessons say.
    const noted = 'activity,person,group,date\nK,an,parent,2025-08-15';
    await room.school.field.good('completions', noted);
    expect([await counted(), (await shown()).includes('Hoàn thành ngày 15/08/2025')]).toEqual([
      ['parent 2025-08-15 C'],
      true,
    ]);
    expect((await takeBack()).status).toBe(200);
    expect(await shown()).not.toContain('Hoàn thành ngày');
    // Neither the same press again nor a line on the roster brings it back.
    await read('b');
    await enrol('teacher');
    expect(await counted()).toEqual([]);
    await reset('b');
    await later();
    await read('b');
    expect(await counted()).toEqual(['parent 2025-09-03 C', 'teacher 2025-09-03 C']);
    expect(await shown()).toContain('Hoàn thành ngày 03/09/2025');
  });
});
