import fc from 'fast-check';
import { Recount } from '../../src/activities/recount.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

const PEOPLE = ['p1', 'p2', 'p3', 'p4', 'p6'];
/** Of different days and places: a mark of any of them may move where somebody is counted first. */
const CAMPAIGNS: Record<string, string> = { M1: '2025-03-01', M2: '2025-03-01', M3: '2025-04-01', M4: '2025-08-01' };
const CODES = Object.keys(CAMPAIGNS);

let field: Field;
let writers: Member[];
beforeAll(async () => {
  field = await Field.create();
  writers = await Promise.all([1, 2, 3].map(() => field.world.member('administrator')));
});
afterAll(() => field.world.close());

async function begin(): Promise<void> {
  await field.empty();
  await field.good('activities', ['code,plan,kind,title,unit', ...CODES.map((c) => `${c},P,campaign,t,D`)].join('\n'));
  await field.good('sessions', ['activity,number,date', ...CODES.map((c) => `${c},1,${CAMPAIGNS[c]}`)].join('\n'));
  const roster = CODES.flatMap((code) => PEOPLE.map((person) => `${code},${person},teacher`));
  await field.good('participations', ['activity,person,group', ...roster].join('\n'));
}

type Act =
  { marks: [activity: string, person: string, there: boolean][] } | { heads: [activity: string, count: number] };

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      marks: fc.uniqueArray(fc.tuple(fc.constantFrom(...CODES), fc.constantFrom(...PEOPLE), fc.boolean()), {
        minLength: 1,
        maxLength: 6,
        selector: ([activity, person]) => `${activity} ${person}`,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ heads: fc.tuple(fc.constantFrom(...CODES), fc.integer({ min: 1, max: 9 })) }) },
);

/** What somebody sends; of two who write the same one may have to send it again. */
async function send(writer: Member, one: Act): Promise<void> {
  const path = 'marks' in one ? 'attendance' : 'headcounts';
  const rows =
    'marks' in one
      ? one.marks.map(([activity, person, there]) => {
          const status = there ? 'present' : 'absent';
          return { activity, session: 1, person, status };
        })
      : [{ activity: one.heads[0], session: 1, unit: 'C', group: 'teacher', count: one.heads[1] }];
  const answer = await writer.api('post', `/api/v1/${path}`).send({ rows });
  expect(answer.status).toBe(200);
}

/** Where everybody is counted first, straight from who is marked: what must be left, whatever came in which order. */
async function expected(): Promise<string[]> {
  const rows = await field.world.database.rows<{ subject_id: number; code: string }>(
    `SELECT COALESCE(pe.merged_into_id, pe.id) AS subject_id, a.code FROM attendance t
     JOIN sessions s ON s.id = t.session_id JOIN activities a ON a.id = s.activity_id JOIN people pe ON pe.id = t.person_id
     JOIN participations p ON p.activity_id = a.id AND p.person_id = t.person_id
     WHERE t.status = 'present' ORDER BY s.date, p.id`,
  );
  const firsts = new Map<number, string>();
  for (const { subject_id, code } of rows) if (!firsts.has(subject_id)) firsts.set(subject_id, code);
  return [...firsts].map(([subject, code]) => `${subject} ${code}`).sort();
}

async function kept(): Promise<string[]> {
  const rows = await field.world.database.rows<{ subject_id: number; code: string }>(
    'SELECT f.subject_id, a.code FROM first_reaches f JOIN activities a ON a.id = f.activity_id',
  );
  return rows.map(({ subject_id, code }) => `${subject_id} ${code}`).sort();
}

describe('several who write at once, of the same people, in any order', () => {
  it('leave the ledger that a recount gives, and everybody where they were reached first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 5 }),
        async (rounds) => {
          await begin();
          for (const [n, acts] of rounds.entries()) {
            const sent = acts.map((one, at) => send(writers[at] as Member, one));
            if (n === 1)
              sent.push(
                field.world
                  .get(PersonMerges)
                  .merge('p3', 'p4', 'the same person')
                  .then(() => undefined),
              );
            await Promise.all(sent);
            expect(await field.world.get(Recount).check()).toEqual([]);
          }
          expect(await kept()).toEqual(await expected());
        },
      ),
      { numRuns: 8, interruptAfterTimeLimit: 40_000 },
    );
  }, 60_000);
});
