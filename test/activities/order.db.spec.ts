import fc from 'fast-check';
import { Corrections } from '../../src/activities/corrections.js';
import { Recount } from '../../src/activities/recount.js';
import type { Database } from '../../src/database/database.js';
import { Bus } from '../../src/events/domain-events.js';
import { Field } from './field.js';

const KINDS = ['activities', 'sessions', 'participations', 'attendance', 'headcounts'] as const;
const HEADERS = {
  activities: 'code,plan,kind,title,unit,min_attendance,status',
  sessions: 'activity,number,date,makes_up,status',
  participations: 'activity,person,group,organisation,unit',
  attendance: 'activity,session,person,status',
  headcounts: 'activity,session,unit,group,count,method,note',
};

/** Something that somebody does to the records. People of A, B and C only: their homes are never several. */
type Step =
  | { do: 'activity'; at: number; kind: string; min: number; status: string }
  | { do: 'session'; at: number; number: number; day: number; makesUp: number; status: string }
  | { do: 'roster'; at: number; person: string; group: string; unit: string }
  | { do: 'mark'; at: number; number: number; person: string; status: string }
  | { do: 'unroster'; at: number; person: string; group: string }
  | { do: 'unmark'; at: number; number: number; person: string }
  | { do: 'merge'; from: string; into: string };

const at = fc.integer({ min: 1, max: 2 });
const number = fc.integer({ min: 1, max: 4 });
const person = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p6');
const group = fc.constantFrom('teacher', 'parent', 'household');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('activity' as const),
    at,
    kind: fc.constantFrom('training', 'campaign'),
    min: fc.integer({ min: 0, max: 100 }),
    status: fc.constantFrom('open', 'done', 'cancelled'),
  }),
  fc.record({
    do: fc.constant('session' as const),
    at,
    number,
    // Around the day of the reform.
    day: fc.integer({ min: 28, max: 33 }),
    makesUp: fc.integer({ min: 0, max: 3 }),
    status: fc.constantFrom('planned', 'held', 'cancelled'),
  }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('roster' as const), at, person, group, unit: fc.constantFrom('', '', 'C') }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('mark' as const),
      at,
      number,
      person,
      status: fc.constantFrom('present', 'late', 'excused', 'absent'),
    }),
  },
  fc.record({ do: fc.constant('unroster' as const), at, person, group }),
  fc.record({ do: fc.constant('unmark' as const), at, number, person }),
  fc.record({
    do: fc.constant('merge' as const),
    from: fc.constantFrom('p2', 'p4'),
    into: fc.constantFrom('', 'p1', 'p3'),
  }),
);

let field: Field;
let fresh: Field;
beforeAll(async () => {
  field = await Field.create();
  fresh = await Field.create();
});
afterAll(async () => {
  await field.world.close();
  await fresh.world.close();
});

const ALL = ['qualifications', 'headcounts', 'attendance', 'participations', 'sessions', 'activities'];
const empty = (database: Database): Promise<void> =>
  database.transaction(async () => {
    for (const table of ALL) await database.execute(`DELETE FROM ${table}`);
    await database.execute('UPDATE people SET merged_into_id = NULL');
  });

const day = (value: number): string => (value <= 30 ? `2025-06-${value}` : `2025-07-0${value - 30}`);

function rowOf(each: Step): [(typeof KINDS)[number], string] | null {
  if (each.do === 'activity') return ['activities', `E${each.at},P,${each.kind},t,C,${each.min},${each.status}`];
  if (each.do === 'session') {
    const makesUp = each.makesUp === 0 || each.makesUp >= each.number ? '' : each.makesUp;
    return ['sessions', `E${each.at},${each.number},${day(each.day)},${makesUp},${each.status}`];
  }
  if (each.do === 'roster') {
    const organisation = each.group === 'household' ? 'h1' : '';
    return ['participations', `E${each.at},${each.person},${each.group},${organisation},${each.unit}`];
  }
  if (each.do === 'mark') return ['attendance', `E${each.at},${each.number},${each.person},${each.status}`];
  return null;
}

/** Does one thing; what is refused (no such session, not on the roster) changes nothing. */
async function take(each: Step): Promise<void> {
  const corrections = field.world.get(Corrections);
  const row = rowOf(each);
  if (row) {
    await field.load(row[0], `${HEADERS[row[0]]}\n${row[1]}`);
    return;
  }
  try {
    if (each.do === 'unroster') await corrections.removeParticipation(`E${each.at}`, each.person, each.group);
    if (each.do === 'unmark') await corrections.removeMark(`E${each.at}`, each.number, each.person);
    if (each.do === 'merge') await merge(each.from, each.into);
  } catch (error) {
    if ((error as { kind?: string }).kind !== 'not_found') throw error;
  }
}

async function merge(from: string, into: string): Promise<void> {
  const { database } = field.world;
  const id = await field.id('people', 'ref', from);
  const target = into === '' ? null : await field.id('people', 'ref', into);
  const before = await database.row<{ merged_into_id: number | null }>(
    'SELECT merged_into_id FROM people WHERE id = ?',
    [id],
  );
  await database.transaction(async () => {
    await database.execute('UPDATE people SET merged_into_id = ? WHERE id = ?', [target, id]);
    const person_ids = [id, target, before?.merged_into_id ?? null].filter((each) => each !== null);
    await field.world.get(Bus).tell('people.merged', { person_ids });
  });
}

describe('corrections in any order', () => {
  const runs = process.env.LANTOA_TEST_ENGINE === 'mariadb' ? 5 : 25;

  it(
    'leave what a fresh import of the outcome gives',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
          await empty(field.world.database);
          await empty(fresh.world.database);
          for (const number of [1, 2])
            await take({ do: 'activity', at: number, kind: 'training', min: 60, status: 'open' });
          for (const each of steps) await take(each);
          expect(await field.world.get(Recount).check()).toEqual([]);
          for (const kind of KINDS) await fresh.good(kind, await field.exported(kind));
          expect(await fresh.ledger()).toEqual(await field.ledger());
        }),
        { numRuns: runs },
      );
    },
    runs * 20_000,
  );
});
