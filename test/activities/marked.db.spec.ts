import fc from 'fast-check';
import { Recount } from '../../src/activities/recount.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { statementsOf } from '../support/statements.js';
import { Field } from './field.js';

const PEOPLE = ['p1', 'p2', 'p3', 'p4', 'p6'];
const SESSIONS: [activity: string, session: number][] = [
  ['T', 1],
  ['T', 2],
  ['U', 1],
];

/** One mark, or a merge of one record into another ('': parted). */
type Step = { at: [string, number]; person: string; status: string } | { from: string; into: string };

const mark = fc.record({
  at: fc.constantFrom(...SESSIONS),
  person: fc.constantFrom(...PEOPLE),
  status: fc.constantFrom('present', 'late', 'excused', 'absent'),
});
const merge = fc
  .record({ from: fc.constantFrom(...PEOPLE.slice(3)), into: fc.constantFrom('', ...PEOPLE.slice(0, 3)) })
  .filter(({ from, into }) => from !== into);
const steps = fc.array<Step>(fc.oneof({ weight: 4, arbitrary: mark }, { weight: 1, arbitrary: merge }), {
  minLength: 4,
  maxLength: 12,
});

let field: Field;
beforeEach(async () => {
  field = await Field.create();
});
afterEach(() => field.world.close());

async function rosters(): Promise<void> {
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,t,D\nU,P,campaign,u,D');
  await field.good('sessions', 'activity,number,date\nT,1,2025-03-10\nT,2,2025-03-11\nU,1,2025-04-20');
  const rows = PEOPLE.flatMap((ref) => [`T,${ref},teacher`, `U,${ref},parent`]);
  await field.good('participations', `activity,person,group\n${rows.join('\n')}`);
}

async function take(step: Step): Promise<void> {
  if ('from' in step) {
    await field.mergeAnew(step.from, step.into);
  } else {
    const [activity, session] = step.at;
    await field.world.get(RowsRunner).run('attendance', [{ activity, session, ...step, at: undefined }]);
  }
}

describe('single marks', () => {
  it('count what a recount counts, also of people with several records', async () => {
    await fc.assert(
      fc
        .asyncProperty(steps, async (all) => {
          await rosters();
          for (const step of all) {
            await take(step);
            expect(await field.world.get(Recount).check()).toEqual([]);
          }
        })
        .afterEach(() => field.empty()),
      { numRuns: 25 },
    );
  });

  it('read of a roster only those who were marked, and two transactions of one activity both count', async () => {
    await rosters();
    const taken = statementsOf(field.world.database);
    await take({ at: ['T', 1], person: 'p1', status: 'present' });
    const read = taken().filter((sql) => /FROM (participations|sessions s JOIN attendance)/.test(sql));
    expect(read.filter((sql) => sql.includes('person_id IN'))).toHaveLength(2);
    await Promise.all([
      take({ at: ['T', 2], person: 'p1', status: 'present' }),
      take({ at: ['T', 2], person: 'p2', status: 'late' }),
    ]);
    expect(await field.ledger()).toEqual([
      'T p1 teacher informed 2025-03-10 A',
      'T p1 teacher trained 2025-03-11 A',
      'T p2 teacher informed 2025-03-11 A',
    ]);
  });

  it('are counted with their whole activity where its lock may be younger than what the transaction sees', async () => {
    await rosters();
    const days = Array.from({ length: 120 }, (_, n) => `L,${n + 1},2025-03-10`);
    await field.good('activities', 'code,plan,kind,title,unit\nL,P,training,l,D');
    await field.good('sessions', `activity,number,date\n${days.join('\n')}`);
    await field.good('participations', `activity,person,group\n${PEOPLE.map((ref) => `L,${ref},teacher`).join('\n')}`);
    // More rows than are taken at once; the last of them is of an activity that the first do not speak of.
    const rows = days.flatMap((_, n) =>
      PEOPLE.map((person) => ({ activity: 'L', session: n + 1, person, status: 'absent' })),
    );
    rows.push({ activity: 'T', session: 1, person: 'p1', status: 'present' });
    await field.world.get(RowsRunner).run('attendance', rows.slice(0, -1));
    const taken = statementsOf(field.world.database);
    await field.world.get(RowsRunner).run('attendance', rows);
    expect(taken().filter((sql) => /FROM participations p .* p\.person_id IN/s.test(sql))).toEqual([]);
    expect(await field.ledger()).toEqual(['T p1 teacher informed 2025-03-10 A']);
  });
});
