import { setClock, today } from '../../src/config/clock.js';
import { Recount } from '../../src/activities/recount.js';
import { RosterRemovals } from '../../src/activities/roster-removals.js';
import { TestResults } from '../../src/activities/test-results.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { TestClass } from './class.js';

const DAY = '2025-05-20';
let lesson: TestClass;

beforeEach(async () => {
  setClock(() => new Date(`${DAY}T03:00:00Z`));
  lesson = await TestClass.create('n1,Lò Văn An,A,1980\nn2,Lò Văn An,A,1980\nn3,Mào Văn Ba,B,1980', [
    'n1,teacher',
    'n3,teacher',
  ]);
  await lesson.field.good('attendance', 'activity,session,person,status\nT,1,n1,present\nT,1,n3,present');
  await lesson.set();
});
afterEach(async () => {
  setClock();
  await lesson.close();
});

const terms = (test: boolean) =>
  lesson.field.good(
    'activities',
    `code,plan,kind,title,unit,status,test\nT,P,training,Lớp bảo vệ trẻ em,D,running,${test}`,
  );

const roster = (line: string) => lesson.field.good('participations', `activity,person,group\nT,${line}`);

/** Who passed, on which day, and whether that follows from an attempt. */
async function passed(): Promise<string[]> {
  const rows = await lesson.world.database.rows<{ ref: string; passed_on: string; from_attempt: number }>(
    'SELECT p.ref, t.passed_on, t.from_attempt FROM test_results t JOIN people p ON p.id = t.person_id',
  );
  return rows.map(({ ref, passed_on, from_attempt }) => `${ref} ${passed_on} ${from_attempt}`).sort();
}

async function trained(): Promise<string[]> {
  expect(await lesson.world.get(Recount).check()).toEqual([]);
  const lines = (await lesson.field.ledger()).filter((line) => line.includes('trained'));
  return lines.map((line) => line.split(' ').slice(1, 5).join(' '));
}

const eventsOf = async (kind: string): Promise<number> => {
  const rows = await lesson.world.database.rows('SELECT id FROM events WHERE kind = ?', [kind]);
  return rows.length;
};

describe('who passed the test of a training', () => {
  it('is known whether the paper or the requirement came first, and told once', async () => {
    await lesson.paper('after', 'n1', 4);
    expect(await passed()).toEqual([]);
    await terms(true);
    expect(await passed()).toEqual([`n1 ${DAY} 1`]);
    expect(await trained()).toEqual([`n1 teacher trained ${DAY}`]);
    await lesson.world.get(Recount).recount();
    await terms(true);
    expect(await eventsOf('test.passed')).toBe(1);
    await terms(false);
    expect(await passed()).toEqual([]);
    await terms(true);
    expect(await passed()).toEqual([`n1 ${DAY} 1`]);
  });

  it('is put right by counting anew where it was lost', async () => {
    await terms(true);
    await lesson.paper('after', 'n1', 4);
    const { database } = lesson.world;
    await database.transaction(() => database.execute('DELETE FROM test_results'));
    await lesson.world.get(Recount).recount();
    expect(await passed()).toEqual([`n1 ${DAY} 1`]);
    expect(await trained()).toEqual([`n1 teacher trained ${DAY}`]);
  });

  it('comes back with who leaves the roster and comes back in another group', async () => {
    await terms(true);
    await lesson.paper('after', 'n1', 4);
    await lesson.world.get(RosterRemovals).removeByRef('T', 'n1', 'teacher');
    expect(await passed()).toEqual([]);
    await roster('n1,parent');
    expect(await passed()).toEqual([`n1 ${DAY} 1`]);
    await lesson.field.good('attendance', 'activity,session,person,status\nT,1,n1,present');
    expect(await trained()).toEqual([`n1 parent trained ${DAY}`]);
  });

  it('holds of who is put on the roster afterwards, and of whom a merge brings there', async () => {
    await roster('n2,teacher');
    await terms(true);
    await lesson.paper('after', 'n2', 4);
    await lesson.world.get(RosterRemovals).removeByRef('T', 'n2', 'teacher');
    expect(await passed()).toEqual([]);
    const merges = lesson.world.get(PersonMerges);
    const { id } = await merges.merge('n2', 'n1', null);
    expect(await passed()).toEqual([`n1 ${DAY} 1`]);
    expect(await trained()).toEqual([`n1 teacher trained ${DAY}`]);
    await merges.undo(id);
    expect(await passed()).toEqual([]);
  });

  it('is taken back with the paper from which it came, and stays where it was entered', async () => {
    await terms(true);
    await lesson.field.good('test_results', `activity,person,date\nT,n1,${today()}`);
    await lesson.paper('after', 'n1', 1);
    expect(await passed()).toEqual([`n1 ${DAY} 0`]);
    await lesson.paper('after', 'n1', 4, 1);
    expect(await passed()).toEqual([`n1 ${DAY} 0`, `n1 ${DAY} 1`]);
    expect(await lesson.field.exported('test_results')).toBe(`activity,person,date\nT,n1,${DAY}\n`);
    await lesson.paper('after', 'n1', 1, 4);
    expect(await passed()).toEqual([`n1 ${DAY} 0`]);
    await lesson.paper('after', 'n3', 4);
    expect(await passed()).toEqual([`n1 ${DAY} 0`, `n3 ${DAY} 1`]);
    // What an export says of it is nothing new.
    expect(await lesson.field.good('test_results', `activity,person,date\nT,n3,${DAY}`)).toEqual([0, 0, 1]);
    const [training, n3] = [await lesson.field.id('activities', 'code', 'T'), await lesson.id('n3')];
    await expect(lesson.world.get(TestResults).withdraw(training, n3)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await trained()).toEqual([`n1 teacher trained ${DAY}`, `n3 teacher trained ${DAY}`]);
  });

  it('passed on the day of the paper, whenever it was typed in', async () => {
    await terms(true);
    setClock(() => new Date('2026-01-05T03:00:00Z'));
    const later = await lesson.world.member('trainer');
    const { text } = await later.get('/knowledge/T/answers/after').expect(200);
    expect(text).toContain('value="20/05/2025"');
    await later.post('/knowledge/T/answers/after', await lesson.typed('n1', 4)).expect(303);
    expect(await passed()).toEqual([`n1 ${DAY} 1`]);
    expect(await trained()).toEqual([`n1 teacher trained ${DAY}`]);
    const typed = await lesson.typed('n3', 4);
    const { text: ahead } = await later.post('/knowledge/T/answers/after', { ...typed, day: '6/1/2026' }).expect(422);
    expect(ahead).toContain('ngày này chưa đến');
    expect(ahead).toContain('value="6/1/2026"');
    await later.post('/knowledge/T/answers/after', { ...typed, day: '21/5/2025' }).expect(303);
    expect(await passed()).toEqual([`n1 ${DAY} 1`, 'n3 2025-05-21 1']);
    await later.post('/knowledge/T/answers/after', { day: '22/5/2025', day_for_all: 'yes' }).expect(303);
    expect(await passed()).toEqual(['n1 2025-05-22 1', 'n3 2025-05-22 1']);
    expect(await trained()).toEqual(['n1 teacher trained 2025-05-22', 'n3 teacher trained 2025-05-22']);
  });
});
