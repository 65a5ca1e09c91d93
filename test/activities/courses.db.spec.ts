import { setClock } from '../../src/config/clock.js';
import { CourseCompletions } from '../../src/activities/course-completions.js';
import { CourseRoster } from '../../src/activities/course-roster.js';
import { Recount } from '../../src/activities/recount.js';
import { RosterRemovals } from '../../src/activities/roster-removals.js';
import { DomainError } from '../../src/errors.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { coverageOf } from '../coverage/bring-in.js';
import { Field } from './field.js';

let field: Field;

beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,capacity\nK,P,course,Khóa học,D,3');
});
afterEach(async () => {
  setClock();
  await field.world.close();
});

const complete = (lines: string) => field.good('completions', `activity,person,group,organisation,date\n${lines}`);

async function refusals(kind: string, lines: string): Promise<string[]> {
  const report = await field.load(kind, lines);
  expect([report.saved, report.inserted]).toEqual([false, 0]);
  return report.rejected.map(({ line, column, reason }) => `${line} ${column} ${reason.key}`);
}

/** The ledger; what is kept must be what a fresh count gives. */
async function counted(): Promise<string[]> {
  expect(await field.world.get(Recount).check()).toEqual([]);
  return field.ledger();
}

/** The code of the place of each participation in the course. */
async function places(): Promise<string[]> {
  const rows = await field.world.database.rows<{ ref: string; code: string | null }>(
    `SELECT pe.ref, pl.code FROM participations p JOIN people pe ON pe.id = p.person_id
     LEFT JOIN places pl ON pl.id = p.place_id ORDER BY p.id`,
  );
  return rows.map(({ ref, code }) => `${ref} ${code}`);
}

const person = (ref: string): Promise<number> => field.id('people', 'ref', ref);

describe('completions.csv', () => {
  it('puts people on the roster and counts them as informed and trained, twice is once, another day moves them', async () => {
    const lines = 'K,p1,teacher,,2025-03-10\nK,p6,household,h1,2025-08-01';
    expect(await complete(lines)).toEqual([2, 0, 0]);
    const both = [
      ...['K h1 household informed 2025-08-01 C', 'K h1 household trained 2025-08-01 C'],
      ...['K p1 teacher informed 2025-03-10 A', 'K p1 teacher trained 2025-03-10 A'],
    ];
    expect(await counted()).toEqual(both);
    expect(await complete(lines)).toEqual([0, 0, 2]);
    expect(await complete('K,p6,household,,2025-08-01')).toEqual([0, 0, 1]);
    // After the reform p1's commune is N: the place follows the day.
    expect(await complete('K,p1,teacher,,2025-09-01')).toEqual([0, 1, 0]);
    expect((await counted()).slice(2)).toEqual([
      'K p1 teacher informed 2025-09-01 N',
      'K p1 teacher trained 2025-09-01 N',
    ]);
    const { first_date } =
      (await field.world.database.row<{ first_date: string }>('SELECT first_date FROM activities')) ?? {};
    expect(first_date).toBe('2025-08-01');
  });

  it('refuses what it cannot say, with the column and the reason', async () => {
    await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Lớp,D');
    await field.good('participations', 'activity,person,group,organisation\nK,p3,household,h2');
    expect(
      await refusals(
        'completions',
        `activity,person,group,organisation,date
         T,p1,teacher,,2025-03-10
         X,p1,teacher,,2025-03-10
         K,p1,teacher,,2999-01-01
         K,nobody,teacher,,2025-03-10
         K,p6,household,,2025-03-10
         K,p3,household,h1,2025-03-10
         K,p1,nothing,,2025-03-10
         K,p5,teacher,,2025-03-10`,
      ),
    ).toEqual([
      '2 activity activities.completions_of_course_only',
      '3 activity activities.unknown_activity',
      '4 date activities.day_ahead',
      '5 person activities.unknown_person',
      '6 organisation activities.organisation_needed',
      '7 organisation activities.completion_for_another',
      '8 group activities.unknown_group',
      // N was A and B then: which of the two p5 lived in, nobody has said.
      '9 unit activities.ambiguous_home',
    ]);
    await field.good('participations', 'activity,person,group\nK,p5,teacher');
    expect(await refusals('completions', 'activity,person,group,date\nK,p5,teacher,2025-03-10')).toEqual([
      '2 date activities.completion_ambiguous',
    ]);
  });

  it('brings everything into an empty installation, also of places that have ended since', async () => {
    await field.good('participations', 'activity,person,group,unit\nK,p1,teacher,B\nK,p2,teacher,');
    await complete('K,p1,teacher,,2025-03-10\nK,p3,teacher,,2025-08-01');
    const before = await counted();
    expect(before).toContain('K p1 teacher trained 2025-03-10 B');
    const files = [];
    for (const kind of ['activities', 'participations', 'completions']) files.push([kind, await field.exported(kind)]);
    await field.world.close();
    field = await Field.create();
    for (const [kind = '', text = ''] of files) await field.good(kind, text);
    expect(await counted()).toEqual(before);
    for (const [kind = '', text = ''] of files) expect((await field.good(kind, text)).slice(0, 2)).toEqual([0, 0]);
  });
});

describe('a course', () => {
  it('has no sessions, attendance or headcounts, and does not become something that has', async () => {
    expect(await refusals('sessions', 'activity,number,date\nK,1,2025-03-10')).toEqual([
      '2 activity activities.course_has_no_sessions',
    ]);
    expect(await refusals('attendance', 'activity,session,person,status\nK,1,p1,present')).toEqual([
      '2 activity activities.course_has_no_sessions',
    ]);
    expect(await refusals('headcounts', 'activity,session,unit,group,count\nK,1,C,parent,5')).toEqual([
      '2 activity activities.course_has_no_sessions',
    ]);
    await complete('K,p1,teacher,,2025-03-10');
    const kinds = 'code,plan,kind,title,unit\n';
    expect(await refusals('activities', `${kinds}K,P,training,Khóa học,D`)).toEqual([
      '2 kind activities.kind_has_completions',
    ]);
    await field.good('activities', `${kinds}S,P,campaign,Đợt,D`);
    await field.good('sessions', 'activity,number,date\nS,1,2025-03-10');
    expect(await refusals('activities', `${kinds}S,P,course,Đợt,D`)).toEqual(['2 kind activities.kind_has_sessions']);
  });

  it('places whoever has not completed it where they lived when they were recorded', async () => {
    setClock(() => new Date('2025-06-30T18:00:00Z'));
    await field.good('participations', 'activity,person,group\nK,p2,teacher');
    setClock(() => new Date('2025-06-30T16:59:00Z'));
    await field.good('participations', 'activity,person,group\nK,p1,teacher');
    setClock();
    // 18:00 in UTC is the next day in Viet Nam, and the first of the reform.
    expect(await places()).toEqual(['p2 N', 'p1 A']);
    await complete('K,p1,teacher,,2025-07-02\nK,p2,teacher,,2025-05-02');
    expect(await places()).toEqual(['p2 A', 'p1 N']);
    expect(
      await field.world.get(CourseCompletions).withdraw(await field.id('activities', 'code', 'K'), await person('p1')),
    ).toBe(true);
    expect(await places()).toEqual(['p2 A', 'p1 A']);
    expect(await counted()).toHaveLength(2);
  });

  it('does not exist as a draft or cancelled', async () => {
    await complete('K,p1,teacher,,2025-03-10');
    for (const status of ['draft', 'cancelled']) {
      await field.good('activities', `code,plan,kind,title,unit,status\nK,P,course,Khóa học,D,${status}`);
      expect(await counted()).toEqual([]);
    }
  });

  it('counts records that were merged once, on the earlier day, and each by itself again', async () => {
    await complete('K,p1,teacher,,2025-09-01\nK,p3,teacher,,2025-03-10');
    const apart = await counted();
    const merges = field.world.get(PersonMerges);
    const { id } = await merges.merge('p3', 'p1', null);
    // The first recorded participation, read with the day on which the person completed.
    expect(await counted()).toEqual(['K p1 teacher informed 2025-03-10 A', 'K p1 teacher trained 2025-03-10 A']);
    expect(await field.exported('completions')).toContain('K,p1,teacher,,2025-03-10');
    expect(await complete('K,p1,teacher,,2025-09-01\nK,p3,teacher,,2025-03-10')).toEqual([0, 0, 2]);
    await merges.undo(id);
    expect(await counted()).toEqual(apart);
  });

  it('counts with a hall as one: a teacher who sits there and learns online is one trained teacher', async () => {
    const { database } = field.world;
    const { id: plan_id } = (await database.row<{ id: number }>('SELECT id FROM plans')) ?? { id: 0 };
    await database.transaction(() => indicators(plan_id));
    await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Lớp,D');
    await field.good('sessions', 'activity,number,date\nT,1,2025-05-20');
    await field.good('participations', 'activity,person,group\nT,p1,teacher');
    const floors = async (): Promise<number[]> =>
      (await coverageOf(field.world, 'P', { as_of: '2025-12-31', unit: 'D' }))
        .filter(({ group, unit }) => group === 'teacher' && unit === 'D')
        .map(({ floor }) => floor);
    expect(await floors()).toEqual([0, 0, 0]);
    await field.good('attendance', 'activity,session,person,status\nT,1,p1,present');
    expect(await floors()).toEqual([1, 0, 1]);
    await complete('K,p1,teacher,,2025-03-10');
    // Trainings may inform nobody by the indicator; courses do all the same.
    expect(await floors()).toEqual([1, 1, 1]);
  });
});

async function indicators(plan_id: number): Promise<void> {
  const { database } = field.world;
  const words = { title_vi: 'Giáo viên', title_en: 'Teachers', unit: 'percent', target: '50', comparator: 'gte' };
  await database.execute(
    "INSERT INTO objectives (plan_id, code, title_vi, title_en, position) VALUES (?, 'O', 'M', 'O', 0)",
    [plan_id],
  );
  const objective_id = await field.id('objectives', 'code', 'O');
  for (const [position, [measure, trainings_inform]] of (
    [
      ['informed', 1],
      ['informed', 0],
      ['trained', 1],
    ] as const
  ).entries()) {
    const row = {
      plan_id,
      objective_id,
      code: `1.${position}`,
      measure,
      trainings_inform,
      position,
      due: '2025-12-31',
      ...words,
    };
    await insertIndicator(row);
  }
}

async function insertIndicator(row: Record<string, string | number>): Promise<void> {
  const { database } = field.world;
  const columns = Object.keys(row);
  await database.execute(
    `INSERT INTO indicators (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    Object.values(row),
  );
  const id = await field.id('indicators', 'code', String(row.code));
  await database.execute("INSERT INTO indicator_groups (indicator_id, group_code, position) VALUES (?, 'teacher', 0)", [
    id,
  ]);
}

describe('the services for whatever teaches', () => {
  it('complete in every group once, never later by themselves, and take it back', async () => {
    await field.good('participations', 'activity,person,group\nK,p1,teacher\nK,p1,parent');
    const completions = field.world.get(CourseCompletions);
    const [course, p1] = [await field.id('activities', 'code', 'K'), await person('p1')];
    expect(await completions.complete(course, p1, '2025-03-10')).toBe(2);
    const first = await counted();
    expect(first).toHaveLength(4);
    expect(await completions.complete(course, p1, '2025-03-10')).toBe(0);
    expect(await completions.complete(course, p1, '2025-04-10')).toBe(0);
    expect(await counted()).toEqual(first);
    expect(await completions.complete(course, p1, '2025-02-10')).toBe(2);
    expect((await counted())[0]).toBe('K p1 parent informed 2025-02-10 A');
    await expect(completions.complete(course, await person('p2'), '2025-03-10')).rejects.toThrow(DomainError);
    await expect(completions.complete(course, p1, '2999-03-10')).rejects.toThrow(DomainError);
    expect(await completions.withdraw(course, p1)).toBe(true);
    expect(await completions.withdraw(course, p1)).toBe(false);
    expect(await counted()).toEqual([]);
    const kinds = await field.world.database.rows<{ kind: string }>(
      "SELECT kind FROM events WHERE kind LIKE 'completion.%' ORDER BY id",
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...['completion.recorded', 'completion.recorded', 'completion.withdrawn'],
    ]);
  });

  it('enrol by the rules of every roster, once, and take nobody off who has completed', async () => {
    const roster = field.world.get(CourseRoster);
    const course = await field.id('activities', 'code', 'K');
    const who = async (ref: string, group_code: string, organisation: string | null = null) => ({
      person_id: await person(ref),
      group_code,
      organisation_id: organisation === null ? null : await field.id('organisations', 'ref', organisation),
    });
    const people = [
      await who('p1', 'teacher'),
      await who('p6', 'household', 'h1'),
      await who('p2', 'teacher'),
      await who('p3', 'teacher'),
    ];
    expect(await roster.add(course, people)).toEqual({ added: 3, waiting: 1 });
    expect(await roster.add(course, people.slice(0, 3))).toEqual({ added: 0, waiting: 0 });
    await expect(roster.add(course, [await who('p1', 'household')])).rejects.toThrow();
    await expect(roster.add(course, [{ ...(await who('p1', 'parent')), person_id: 999_999 }])).rejects.toThrow();
    await field.world.get(CourseCompletions).complete(course, await person('p1'), '2025-03-10');
    await expect(roster.remove(course, [await who('p1', 'teacher')])).rejects.toThrow(DomainError);
    await roster.remove(course, [await who('p2', 'teacher'), await who('p2', 'parent')]);
    expect((await places()).map((each) => each.split(' ')[0])).toEqual(['p1', 'p6']);
  });

  it('forget with a line of the roster what was completed, and know it again when it is put back', async () => {
    await complete('K,p1,teacher,,2025-03-10\nK,p1,parent,,2025-03-12');
    const before = await counted();
    const removals = field.world.get(RosterRemovals);
    const event = await removals.removeByRef('K', 'p1', 'teacher');
    expect(await counted()).toEqual(before.filter((line) => line.includes('parent')));
    await removals.undo('K', event);
    expect(await counted()).toEqual(before);
  });
});
