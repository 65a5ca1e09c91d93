import fc from 'fast-check';
import { AttendanceSheet } from '../../src/activities/attendance-sheet.js';
import { RosterRemovals } from '../../src/activities/roster-removals.js';
import { Corrections } from '../../src/activities/corrections.js';
import { BEST_FIRST } from '../../src/activities/qualification.js';
import { Recount } from '../../src/activities/recount.js';
import { RosterDesk } from '../../src/activities/roster-desk.js';
import { DomainError } from '../../src/errors.js';
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
  | { do: 'merge'; from: string; into: string }
  | { do: 'everybody'; pick: number }
  | { do: 'sheet'; pick: number; status: (typeof BEST_FIRST)[number]; asSeen: boolean }
  | { do: 'undo'; pick: number }
  | { do: 'add'; at: number; person: string; group: string };

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
  { weight: 3, arbitrary: fc.record({ do: fc.constant('everybody' as const), pick: fc.nat(1000) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sheet' as const),
      pick: fc.nat(1000),
      status: fc.constantFrom(...BEST_FIRST),
      asSeen: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('undo' as const), pick: fc.nat(1000) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('add' as const), at, person, group: fc.constantFrom('teacher', 'parent') }),
  },
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
  if (each.do === 'everybody' || each.do === 'sheet' || each.do === 'undo' || each.do === 'add') return byPage(each);
  if (each.do === 'unroster') return unroster(each.pick);
  if (each.do === 'unmark') return unmark(each.pick);
  return each.do === 'merge' && field.mergeAnew(each.from, each.into);
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
  if (one) await field.world.get(RosterRemovals).removeByRef(one.code, one.ref, one.group_code);
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

type ByPage = Extract<Step, { do: 'everybody' | 'sheet' | 'undo' | 'add' }>;

/** What pages do: attendance of a whole session, of one person as they saw it or not, taking it back, adding to a roster. */
async function byPage(each: ByPage): Promise<boolean> {
  try {
    return await pressed(each);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

async function pressed(each: ByPage): Promise<boolean> {
  const { database } = field.world;
  if (each.do === 'add') {
    const id = await field.id('people', 'ref', each.person);
    return (await field.world.get(RosterDesk).add(`E${each.at}`, id, { group: each.group })).added > 0;
  }
  const sheet = field.world.get(AttendanceSheet);
  if (each.do === 'undo') {
    const events = await database.rows<{ id: number; detail: string }>(
      "SELECT id, detail FROM events WHERE kind = 'attendance.recorded' ORDER BY id DESC LIMIT 3",
    );
    const event = events[each.pick % events.length];
    const { activity, session } = JSON.parse(event?.detail ?? '{}') as { activity: string; session: number };
    return event !== undefined && (await sheet.undo(activity, session, event.id)) > 0;
  }
  const rows = await database.rows<{ code: string; number: number; person_id: number; status: string | null }>(
    `SELECT a.code, s.number, COALESCE(pe.merged_into_id, pe.id) AS person_id, t.status FROM participations p
     JOIN activities a ON a.id = p.activity_id JOIN sessions s ON s.activity_id = a.id JOIN people pe ON pe.id = p.person_id
     LEFT JOIN attendance t ON t.session_id = s.id AND t.person_id = p.person_id ORDER BY p.id, s.id`,
  );
  const open = each.do === 'everybody' ? rows.filter(({ status }) => status === null) : rows;
  const one = open[each.pick % open.length];
  if (!one) return false;
  if (each.do === 'everybody') return (await sheet.everybody(one.code, one.number)).changes.length > 0;
  const seen = each.asSeen ? (BEST_FIRST.find((status) => status === one.status) ?? null) : null;
  const decision = { person_id: one.person_id, seen, status: each.status };
  return (await sheet.record(one.code, one.number, [decision])).changes.length > 0;
}

/** An activity with a session and somebody on its roster, so that the first steps have something to work on. */
function beginning(at: number): Step[] {
  return [
    { do: 'activity', at, kind: 'training', min: 60, status: 'open' },
    { do: 'session', at, number: 1, day: 29, makesUp: 0, status: 'planned' },
    { do: 'roster', at, person: at === 1 ? 'p1' : 'p2', group: 'teacher', unit: '' },
  ];
}

describe('corrections in any order', () => {
  const runs = process.env.LANTOA_TEST_ENGINE === 'mariadb' ? 5 : 25;

  it(
    'leave what a fresh import of the outcome gives',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
          await field.empty();
          await fresh.empty();
          for (const at of [1, 2]) for (const each of beginning(at)) await take(each);
          for (const each of steps) await take(each);
          expect(await field.world.get(Recount).check()).toEqual([]);
          for (const kind of KINDS) await fresh.good(kind, await field.exported(kind));
          expect(await fresh.ledger()).toEqual(await field.ledger());
        }),
        { numRuns: runs },
      );
      // Steps that are all refused would prove nothing. Of few runs some kind may be missing.
      const kinds = [
        'activity',
        'session',
        'roster',
        'mark',
        'unroster',
        'unmark',
        'merge',
        'everybody',
        'sheet',
        'undo',
        'add',
      ];
      if (runs >= 25) expect(kinds.filter((kind) => !effects.has(kind))).toEqual([]);
      expect([...effects.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(10 * runs);
    },
    runs * 20_000,
  );
});
