import fc from 'fast-check';
import { Corrections } from '../../src/activities/corrections.js';
import { Recount } from '../../src/activities/recount.js';
import type { Database } from '../../src/database/database.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Field } from './field.js';

const KINDS = ['activities', 'sessions', 'participations', 'attendance', 'headcounts'] as const;
const HEADERS = {
  activities: 'code,plan,kind,title,unit,min_attendance,status',
  sessions: 'activity,number,date,makes_up,status',
  participations: 'activity,person,group,organisation,unit',
  attendance: 'activity,session,person,status',
  headcounts: 'activity,session,unit,group,count,method,note',
};

/** Something that somebody does to the records; `pick` is one of those that are there. People of A, B and C only: their homes are never several. */
type Step =
  | { do: 'activity'; at: number; kind: string; min: number; status: string }
  | { do: 'session'; at: number; number: number; day: number; makesUp: number; status: string }
  | { do: 'roster'; at: number; person: string; group: string; unit: string }
  | { do: 'mark'; pick: number; status: string }
  | { do: 'unroster'; pick: number }
  | { do: 'unmark'; pick: number }
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
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('session' as const),
      at,
      number,
      // Around the day of the reform.
      day: fc.integer({ min: 28, max: 33 }),
      makesUp: fc.integer({ min: 0, max: 3 }),
      status: fc.constantFrom('planned', 'held', 'cancelled'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('roster' as const), at, person, group, unit: fc.constantFrom('', '', 'C') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('mark' as const),
      pick: fc.nat(1000),
      status: fc.constantFrom('present', 'late', 'excused', 'absent'),
    }),
  },
  fc.record({ do: fc.constant('unroster' as const), pick: fc.nat(1000) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmark' as const), pick: fc.nat(1000) }) },
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

const ALL = ['person_merges', 'qualifications', 'headcounts', 'attendance', 'participations', 'sessions', 'activities'];
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
  return null;
}

/** How often each kind of step changed something. */
const effects = new Map<string, number>();

/** Does one thing; what is refused (no such session, not on the roster) changes nothing. */
async function take(each: Step): Promise<void> {
  if (await hasEffect(each)) effects.set(each.do, (effects.get(each.do) ?? 0) + 1);
}

async function hasEffect(each: Step): Promise<boolean> {
  const row = each.do === 'mark' ? await markOf(each.pick, each.status) : rowOf(each);
  if (row) {
    const { saved, inserted, updated } = await field.load(row[0], `${HEADERS[row[0]]}\n${row[1]}`);
    return saved && inserted + updated > 0;
  }
  if (each.do === 'unroster') return unroster(each.pick);
  if (each.do === 'unmark') return unmark(each.pick);
  return each.do === 'merge' && merge(each.from, each.into);
}

/** Somebody on a roster at a session of the same activity. */
async function markOf(pick: number, status: string): Promise<[(typeof KINDS)[number], string] | null> {
  const rows = await field.world.database.rows<{ code: string; number: number; ref: string }>(
    `SELECT a.code, s.number, pe.ref FROM participations p JOIN activities a ON a.id = p.activity_id
     JOIN sessions s ON s.activity_id = a.id JOIN people pe ON pe.id = p.person_id ORDER BY p.id, s.id`,
  );
  const one = rows[pick % rows.length];
  return one ? ['attendance', `${one.code},${one.number},${one.ref},${status}`] : null;
}

async function unroster(pick: number): Promise<boolean> {
  const rows = await field.world.database.rows<{ code: string; ref: string; group_code: string }>(
    `SELECT a.code, pe.ref, p.group_code FROM participations p JOIN activities a ON a.id = p.activity_id
     JOIN people pe ON pe.id = p.person_id ORDER BY p.id`,
  );
  const one = rows[pick % rows.length];
  if (one) await field.world.get(Corrections).removeParticipation(one.code, one.ref, one.group_code);
  return one !== undefined;
}

async function unmark(pick: number): Promise<boolean> {
  const rows = await field.world.database.rows<{ code: string; number: number; ref: string }>(
    `SELECT a.code, s.number, pe.ref FROM attendance t JOIN sessions s ON s.id = t.session_id
     JOIN activities a ON a.id = s.activity_id JOIN people pe ON pe.id = t.person_id ORDER BY t.id`,
  );
  const one = rows[pick % rows.length];
  if (one) await field.world.get(Corrections).removeMark(one.code, one.number, one.ref);
  return one !== undefined;
}

/** Parts the record from whom it is merged into, and merges it into another one. @returns whether anything came of it */
async function merge(from: string, into: string): Promise<boolean> {
  const merges = field.world.get(PersonMerges);
  const merged = await field.world.database.row<{ id: number }>(
    'SELECT m.id FROM person_merges m JOIN people pe ON pe.id = m.from_id WHERE pe.ref = ? AND m.undone_at IS NULL',
    [from],
  );
  if (merged) await merges.undo(merged.id);
  if (into === '') return merged !== undefined;
  await merges.merge(from, into, null);
  return true;
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
      // Steps that are all refused would prove nothing.
      const kinds = ['activity', 'session', 'roster', 'mark', 'unroster', 'unmark', 'merge'];
      expect(kinds.filter((kind) => !effects.has(kind))).toEqual([]);
      expect([...effects.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(10 * runs);
    },
    runs * 20_000,
  );
});
