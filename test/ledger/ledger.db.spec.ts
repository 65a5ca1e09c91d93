import { Ledger } from '../../src/activities/ledger.js';
import { Recount } from '../../src/activities/recount.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { InvalidFields } from '../../src/errors.js';
import { LedgerStamps } from '../../src/ledger/ledger-stamps.js';
import { Indicator, Plan } from '../../src/plans/plans.entities.js';
import { Bus } from '../../src/events/domain-events.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

let field: Field;
let member: Member;
beforeAll(async () => {
  field = await Field.create();
  member = await field.world.member('administrator');
});
afterAll(() => field.world.close());
beforeEach(() => field.empty());
afterEach(async () => expect(await field.world.get(Recount).check()).toEqual([]));

const rows = <T>(sql: string): Promise<T[]> => field.world.database.rows<T>(sql);
const firsts = async (): Promise<string[]> => {
  const found = await rows<Record<string, string>>(
    `SELECT f.measure, pe.ref, a.code, f.date FROM first_reaches f JOIN people pe ON pe.id = f.subject_id
     JOIN activities a ON a.id = f.activity_id ORDER BY f.measure, pe.ref`,
  );
  return found.map(({ measure, ref, code, date }) => `${measure} ${ref} ${code} ${date}`);
};
const planId = (): Promise<number> => field.id('plans', 'code', 'P');

/** Campaigns of one session each, with these people on the roster. */
async function campaigns(days: Record<string, string>, people: string[]): Promise<void> {
  const codes = Object.keys(days);
  await field.good('activities', ['code,plan,kind,title,unit', ...codes.map((c) => `${c},P,campaign,t,D`)].join('\n'));
  await field.good('sessions', ['activity,number,date', ...codes.map((c) => `${c},1,${days[c]}`)].join('\n'));
  const roster = codes.flatMap((code) => people.map((person) => `${code},${person},teacher`));
  await field.good('participations', ['activity,person,group', ...roster].join('\n'));
}

const mark = (code: string, people: string[], status = 'present'): Promise<unknown> =>
  field.good(
    'attendance',
    ['activity,session,person,status', ...people.map((p) => `${code},1,${p},${status}`)].join('\n'),
  );

describe('the first reach', () => {
  it('is the earliest, not the first recorded; taking it back leaves the next one', async () => {
    await campaigns({ LATE: '2025-05-01', EARLY: '2025-03-01' }, ['p1']);
    await mark('LATE', ['p1']);
    expect(await firsts()).toEqual(['informed p1 LATE 2025-05-01']);
    await mark('EARLY', ['p1']);
    expect(await firsts()).toEqual(['informed p1 EARLY 2025-03-01']);
    await mark('EARLY', ['p1'], 'absent');
    expect(await firsts()).toEqual(['informed p1 LATE 2025-05-01']);
    await mark('LATE', ['p1'], 'absent');
    expect(await firsts()).toEqual([]);
    expect(await rows('SELECT firsts, attendances FROM span_counts WHERE firsts <> 0 OR attendances <> 0')).toEqual([]);
  });

  it('is right where several write about one person at once', async () => {
    const codes = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'];
    await campaigns(Object.fromEntries(codes.map((code, n) => [code, `2025-03-0${9 - n}`])), ['p1', 'p2', 'p6']);
    const post = (activity: string, status: string) =>
      member.api('post', '/api/v1/attendance').send({
        rows: ['p1', 'p2', 'p6'].map((person) => ({ activity, session: 1, person, status })),
      });
    const first = await Promise.all(codes.map((code) => post(code, 'present')));
    expect(first.map(({ status }) => status)).toEqual(codes.map(() => 200));
    expect((await firsts()).map((line) => line.split(' ').slice(1).join(' '))).toEqual(
      ['p1', 'p2', 'p6'].map((person) => `${person} A6 2025-03-04`),
    );
    const second = await Promise.all(codes.slice(2).map((code) => post(code, 'absent')));
    expect(second.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await firsts()).map((line) => line.split(' ').slice(1).join(' '))).toEqual(
      ['p1', 'p2', 'p6'].map((person) => `${person} A2 2025-03-08`),
    );
  });
});

describe('what waits to be counted', () => {
  it('is counted at the end also where a nested part counted it and failed', async () => {
    await campaigns({ A1: '2025-03-01' }, ['p1', 'p2']);
    await mark('A1', ['p1', 'p2']);
    const id = await field.id('activities', 'code', 'A1');
    await field.world.database.transaction(async () => {
      await field.world.database.execute('UPDATE attendance SET status = ?', ['absent']);
      field.world.get(Ledger).touch([id]);
      const faulty = field.world
        .get(RowsRunner)
        .run('attendance', [{ activity: 'A1', session: 1, person: 'nobody', status: 'present' }]);
      await expect(faulty).rejects.toThrow(InvalidFields);
    });
    expect(await firsts()).toEqual([]);
  });
});

describe('the sessions with counted heads', () => {
  it('are measured again where somebody who was there is counted elsewhere by now', async () => {
    await campaigns({ HALL: '2025-05-01', AWAY: '2025-03-01' }, ['p1', 'p2']);
    await field.good('headcounts', 'activity,session,unit,group,count\nHALL,1,C,teacher,30');
    await mark('HALL', ['p1', 'p2']);
    const sizes = async () =>
      (
        await rows<Record<string, number | string>>(
          'SELECT p.code, g.heads, g.size FROM gatherings g JOIN places p ON p.id = g.place_id ORDER BY p.code',
        )
      ).map(({ code, heads, size }) => `${code} ${heads} ${size}`);
    expect(await sizes()).toEqual(['A 0 2', 'C 30 30']);
    await field.good('activities', 'code,plan,kind,title,unit\nB1,P,campaign,t,D');
    await field.good('sessions', 'activity,number,date\nB1,1,2025-02-01');
    await field.good('participations', 'activity,person,group,unit\nB1,p1,teacher,B');
    await mark('B1', ['p1']);
    expect(await sizes()).toEqual(['A 0 1', 'B 0 1', 'C 30 30']);
    const removed = await member.api('delete', '/api/v1/activities/HALL/sessions/1/headcounts/C/teacher');
    expect(removed.status).toBe(200);
    expect(await sizes()).toEqual([]);
  });
});

describe('the days of a plan', () => {
  it('move what is counted when they change, and what an indicator without trainings needs is kept when there is one', async () => {
    await campaigns({ OLD: '2020-06-01', NEW: '2025-03-01' }, ['p1']);
    await mark('OLD', ['p1']);
    await mark('NEW', ['p1']);
    expect(await firsts()).toEqual(['informed p1 NEW 2025-03-01']);
    const { database } = field.world;
    const plan_id = await planId();
    const change = async (sql: string): Promise<void> =>
      database.transaction(async () => {
        await database.execute(sql, [plan_id]);
        await field.world.get(Bus).tell('plan.changed', { plan_id });
      });
    const [plan] = await rows<{ start: string }>('SELECT start FROM plans');
    await change("UPDATE plans SET start = '2020-01-01' WHERE id = ?");
    expect(await firsts()).toEqual(['informed p1 OLD 2020-06-01']);
    await change(`UPDATE plans SET start = '${plan?.start}' WHERE id = ?`);
    expect(await firsts()).toEqual(['informed p1 NEW 2025-03-01']);
    const without = {
      code: 'W',
      measure: 'informed',
      comparator: 'gte',
      target: '1',
      unit: 'percent',
      due: '2025-12-31',
    };
    await database.transaction(async () => {
      await database.insert(Indicator, [
        { ...without, plan_id, objective_id: 1, trainings_inform: 0, title_vi: 'w', title_en: 'w', position: 9 },
      ]);
      await field.world.get(Bus).tell('plan.changed', { plan_id });
    });
    expect(await firsts()).toEqual(['informed p1 NEW 2025-03-01', 'outreach p1 NEW 2025-03-01']);
    await change("DELETE FROM indicators WHERE code = 'W' AND plan_id = ?");
    expect(await firsts()).toEqual(['informed p1 NEW 2025-03-01']);
  });
});

describe('an activity that turns out to belong to another plan', () => {
  it('takes along what it counted, and both plans know that something changed', async () => {
    const { database } = field.world;
    const [plan] = await rows<Plan>("SELECT * FROM plans WHERE code = 'P'");
    const other = await database.transaction(() =>
      database.insertOne(Plan, { ...plan, id: undefined, code: 'P2', version: 1 }),
    );
    await campaigns({ ONE: '2025-03-01' }, ['p1']);
    await mark('ONE', ['p1']);
    await field.good('headcounts', 'activity,session,unit,group,count\nONE,1,C,teacher,5');
    const stamps = field.world.get(LedgerStamps);
    const before = await Promise.all([plan?.id ?? 0, other].map((id) => stamps.value([id])));
    await field.good('activities', 'code,plan,kind,title,unit\nONE,P2,campaign,t,D');
    const owners = 'SELECT plan_id FROM first_reaches UNION SELECT plan_id FROM gatherings';
    expect((await rows<{ plan_id: number }>(owners)).map(({ plan_id }) => plan_id)).toEqual([other]);
    const after = await Promise.all([plan?.id ?? 0, other].map((id) => stamps.value([id])));
    for (const [at, value] of after.entries()) expect(value).toBeGreaterThan(before[at] ?? 0);
  });
});

describe('the stamp of a plan', () => {
  it('moves with every change, and is the same as long as nothing changed', async () => {
    const stamps = field.world.get(LedgerStamps);
    const plan = [await planId()];
    await campaigns({ ONE: '2025-03-01' }, ['p1']);
    const before = await stamps.value(plan);
    await mark('ONE', ['p1']);
    const after = await stamps.value(plan);
    expect(after).toBeGreaterThan(before);
    await mark('ONE', ['p1']);
    expect(await stamps.value(plan)).toBe(after);
    expect(await stamps.value([])).toBe(0);
  });
});
