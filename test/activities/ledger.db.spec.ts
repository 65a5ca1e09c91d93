import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Corrections } from '../../src/activities/corrections.js';
import { Recount } from '../../src/activities/recount.js';
import { Bus } from '../../src/events/domain-events.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { Field } from './field.js';

const example = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/worked-example', `${file}.csv`), 'utf8');

let field: Field;
beforeEach(async () => {
  field = await Field.create();
});
afterEach(() => field.world.close());

async function loadExample(): Promise<void> {
  for (const kind of ['activities', 'sessions', 'participations', 'attendance', 'headcounts']) {
    await field.good(kind, example(kind));
  }
}

const EXAMPLE = [
  'E1 p1 teacher informed 2025-03-10 A',
  'E1 p2 teacher informed 2025-03-10 A',
  'E1 p3 teacher informed 2025-03-10 B',
  'E2 p1 teacher informed 2025-05-20 A',
  'E2 p3 teacher informed 2025-05-20 B',
  'E3 p1 teacher informed 2025-09-01 N',
  'E3 p1 teacher trained 2025-09-04 N',
  'E3 p4 teacher informed 2025-09-01 N',
  'E4 p5 teacher informed 2025-12-20 N',
];

describe('the ledger of qualifications', () => {
  it('holds the worked example, and the second loading changes nothing', async () => {
    await loadExample();
    expect(await field.ledger()).toEqual(EXAMPLE);
    for (const kind of ['activities', 'sessions', 'participations', 'attendance', 'headcounts']) {
      const [inserted, updated] = await field.good(kind, example(kind));
      expect([kind, inserted, updated]).toEqual([kind, 0, 0]);
    }
    expect(await field.world.get(Recount).check()).toEqual([]);
  });

  it('counts late entry by its date, and an absence corrected later as if it had never been', async () => {
    await loadExample();
    await field.good('attendance', 'activity,session,person,status\nE3,3,p4,present\nE3,4,p4,late');
    expect(await field.ledger()).toContain('E3 p4 teacher trained 2025-09-04 N');
    await field.good('attendance', 'activity,session,person,status\nE3,1,p4,absent');
    const now = await field.ledger();
    expect(now).toContain('E3 p4 teacher informed 2025-09-02 N');
    expect(now).not.toContain('E3 p4 teacher trained 2025-09-04 N');
  });

  it('takes a make-up of a make-up for the session itself', async () => {
    await field.good('activities', 'code,plan,kind,title,unit,min_attendance\nT,P,training,t,C,100%');
    await field.good(
      'sessions',
      `activity,number,date,makes_up,status
       T,4,2025-09-20,3,
       T,3,2025-09-10,1,cancelled
       T,1,2025-09-01,,cancelled
       T,2,2025-09-02,,`,
    );
    await field.good('participations', 'activity,person,group\nT,p6,teacher');
    await field.good('attendance', 'activity,session,person,status\nT,4,p6,present');
    expect(await field.ledger()).toEqual(['T p6 teacher informed 2025-09-20 C']);
    await field.good('attendance', 'activity,session,person,status\nT,2,p6,late');
    expect(await field.ledger()).toEqual(['T p6 teacher informed 2025-09-02 C', 'T p6 teacher trained 2025-09-20 C']);
  });

  it('forgets drafts and cancelled activities, and finds them again', async () => {
    await loadExample();
    const corrections = field.world.get(Corrections);
    await corrections.changeActivity('E3', 1, { status: 'cancelled' });
    expect(await field.ledger()).toEqual(EXAMPLE.filter((row) => !row.startsWith('E3')));
    await corrections.changeActivity('E3', 2, { status: 'running' });
    expect(await field.ledger()).toEqual(EXAMPLE);
    await corrections.changeActivity('E3', 3, { min_attendance: 4000 });
    expect(await field.ledger()).toContain('E3 p4 teacher trained 2025-09-02 N');
  });

  it('lets records merged into one be one participation, and parts them again', async () => {
    await loadExample();
    await field.good('participations', 'activity,person,group\nE3,p3,teacher');
    await field.good('attendance', 'activity,session,person,status\nE3,3,p3,present\nE3,4,p3,present');
    const before = await field.ledger();
    await merge('p4', 'p3');
    // p4 was recorded first: sessions 1 and 2 of one record, 3 and 4 of the other.
    expect((await field.ledger()).filter((row) => row.startsWith('E3 p3'))).toEqual([
      'E3 p3 teacher informed 2025-09-01 N',
      'E3 p3 teacher trained 2025-09-04 N',
    ]);
    expect((await field.exported('participations')).match(/E3,p3/g)).toHaveLength(1);
    expect(await field.exported('attendance')).toContain('E3,3,p3,present');
    await merge('p4', null);
    expect(await field.ledger()).toEqual(before);
  });

  it('counts an organisation by whoever came for it', async () => {
    await field.good('activities', 'code,plan,kind,title,unit\nH,P,campaign,h,C');
    await field.good('sessions', 'activity,number,date\nH,1,01/03/2025');
    await field.good('participations', 'activity,person,group,organisation\nH,p1,household,h2\nH,p2,household,h2');
    await field.good('attendance', 'activity,session,person,status\nH,1,p1,present\nH,1,p2,late');
    const row = 'H h2 household informed 2025-03-01 B';
    expect(await field.ledger()).toEqual([row, row]);
  });

  it('finds and mends what does not belong', async () => {
    await loadExample();
    const { database } = field.world;
    await database.transaction(async () => {
      await database.execute("UPDATE qualifications SET date = '2020-01-01' WHERE measure = 'trained'");
      await database.execute('DELETE FROM qualifications WHERE date = ?', ['2025-12-20']);
    });
    const found = await field.world.get(Recount).check();
    expect(found.map(({ of, activity }) => `${of} ${activity}`)).toEqual([
      'qualification E3',
      'qualification E4',
      // What was derived of them is kept no less, and compared with them as they are.
      ...['first_reach P', 'first_reach P'],
      // Of two places a day, its month, its year, and all days.
      ...Array.from({ length: 8 }, () => 'span_count P'),
    ]);
    expect(await field.world.get(Recount).recount()).toBeGreaterThan(2);
    expect(await field.ledger()).toEqual(EXAMPLE);
    expect(await field.world.get(Recount).check()).toEqual([]);
  });

  it('counts every session that people mark at the same moment', async () => {
    await field.good('activities', 'code,plan,kind,title,unit,min_attendance\nT,P,training,t,C,100');
    const numbers = [1, 2, 3, 4];
    await field.good('sessions', `activity,number,date\n${numbers.map((n) => `T,${n},2025-09-0${n}`).join('\n')}`);
    await field.good('participations', 'activity,person,group\nT,p6,teacher');
    const runner = field.world.get(RowsRunner);
    const mark = (session: number): Promise<unknown> =>
      runner.run('attendance', [{ activity: 'T', session, person: 'p6', status: 'present' }]);
    await Promise.all(numbers.map(mark));
    expect(await field.ledger()).toEqual(['T p6 teacher informed 2025-09-01 C', 'T p6 teacher trained 2025-09-04 C']);
  });

  it('writes nothing when a transaction fails', async () => {
    await loadExample();
    const { database } = field.world;
    await expect(
      database.transaction(async () => {
        await field.world.get(Corrections).changeActivity('E1', 1, { status: 'draft' });
        throw new Error('afterwards');
      }),
    ).rejects.toThrow('afterwards');
    expect(await field.ledger()).toEqual(EXAMPLE);
  });
});

async function merge(from: string, into: string | null): Promise<void> {
  const { database } = field.world;
  const id = await field.id('people', 'ref', from);
  const target = into === null ? null : await field.id('people', 'ref', into);
  await database.transaction(async () => {
    await database.execute('UPDATE people SET merged_into_id = ? WHERE id = ?', [target, id]);
    await field.world.get(Bus).tell('people.merged', { person_ids: [id, await field.id('people', 'ref', 'p3')] });
  });
}
