import { Corrections } from '../../src/activities/corrections.js';
import { Recount } from '../../src/activities/recount.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { Field } from './field.js';

let field: Field;
beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nE,P,campaign,e,A');
});
afterEach(() => field.world.close());

const corrections = (): Corrections => field.world.get(Corrections);
const present = 'activity,session,person,status';

async function placeOf(ref: string): Promise<string | undefined> {
  const row = await field.world.database.row<{ code: string }>(
    `SELECT pl.code FROM participations p JOIN people pe ON pe.id = p.person_id JOIN places pl ON pl.id = p.place_id
     WHERE pe.ref = ?`,
    [ref],
  );
  return row?.code;
}

describe('the place of a participation', () => {
  it('is the home on the first date, not on a later one', async () => {
    await field.good('sessions', 'activity,number,date\nE,2,2025-07-10\nE,1,2025-06-20');
    await field.good('participations', 'activity,person,group\nE,p1,teacher\nE,p6,teacher');
    expect([await placeOf('p1'), await placeOf('p6')]).toEqual(['A', 'C']);
    const place = await field.world.database.row<{ code: string }>(
      'SELECT pl.code FROM activities a JOIN places pl ON pl.id = a.place_id',
    );
    expect(place?.code).toBe('A');
  });

  it('stays as it was written down when the person moves house', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    const rows = 'activity,person,group\nE,p1,teacher';
    await field.good('participations', rows);
    await field.world.database.transaction(() =>
      field.world.database.execute("UPDATE people SET unit_code = 'C' WHERE ref = 'p1'"),
    );
    expect(await field.good('participations', rows)).toEqual([0, 0, 1]);
    expect(await placeOf('p1')).toBe('A');
    expect(await field.good('participations', 'activity,person,group,unit\nE,p1,teacher,C')).toEqual([0, 1, 0]);
    expect(await placeOf('p1')).toBe('C');
    // Said again in other words: nothing changes.
    expect(await field.good('participations', await field.exported('participations'))).toEqual([0, 0, 1]);
  });

  it('is the plan’s own unit also after its end', async () => {
    const { database } = field.world;
    await database.transaction(async () => {
      await database.execute("UPDATE places SET valid_to = '2025-06-30' WHERE code = 'D'");
      await field.world.get(TerritoryStore).changed(['D']);
    });
    await field.good('sessions', 'activity,number,date\nE,1,2025-08-01');
    await field.good('participations', 'activity,person,group,unit\nE,p1,teacher,D');
    await field.good('headcounts', 'activity,session,unit,group,count\nE,1,D,child,5');
    expect(await placeOf('p1')).toBe('D');
    expect(await field.exported('participations')).toContain('E,p1,teacher,,D');
  });

  it('is that of the organisation, and follows when another one is written', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    await field.good('participations', 'activity,person,group,organisation\nE,p1,household,h1');
    expect(await placeOf('p1')).toBe('C');
    expect(await field.good('participations', 'activity,person,group,organisation\nE,p1,household,h2')).toEqual([
      0, 1, 0,
    ]);
    expect(await placeOf('p1')).toBe('B');
  });
});

describe('when sessions change', () => {
  it('moves people across the reform and back', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    await field.good('participations', 'activity,person,group\nE,p1,teacher\nE,p3,teacher');
    await field.good('attendance', `${present}\nE,1,p1,present\nE,1,p3,present`);
    const before = ['E p1 teacher informed 2025-06-20 A', 'E p3 teacher informed 2025-06-20 B'];
    expect(await field.ledger()).toEqual(before);
    await corrections().changeSession('E', 1, { date: '2025-07-20' });
    expect(await field.ledger()).toEqual(['E p1 teacher informed 2025-07-20 N', 'E p3 teacher informed 2025-07-20 N']);
    await corrections().changeSession('E', 1, { date: '2025-06-20' });
    expect(await field.ledger()).toEqual(before);
  });

  it('refuses a move that leaves somebody without one place, and changes nothing', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-07-20');
    await field.good('participations', 'activity,person,group\nE,p5,teacher');
    await field.good('attendance', `${present}\nE,1,p5,present`);
    const before = await field.ledger();
    await expect(corrections().changeSession('E', 1, { date: '2025-06-20' })).rejects.toMatchObject({
      key: 'activities.roster_ambiguous',
      params: { activity: 'E', unit: 'N', date: '2025-06-20', candidates: 'Xã A (A), Xã B (B)' },
    });
    const report = await field.load('sessions', 'activity,number,date\nE,1,2025-06-20');
    expect([report.saved, report.refusal?.key]).toEqual([false, 'activities.roster_ambiguous']);
    expect(await field.ledger()).toEqual(before);
  });

  it('lets a headcount follow its people across the reform, and refuses where they came from several places', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    await field.good('headcounts', 'activity,session,unit,group,count\nE,1,A,child,30');
    await corrections().changeSession('E', 1, { date: '2025-07-20' });
    const kept = await field.world.database.rows(
      'SELECT h.unit_code, h.count, p.valid_from FROM headcounts h JOIN places p ON p.id = h.place_id',
    );
    expect(kept).toEqual([{ unit_code: 'N', count: 30, valid_from: '2025-07-01' }]);
    expect(await field.world.get(Recount).check()).toEqual([]);
    await expect(corrections().changeSession('E', 1, { date: '2025-06-20' })).rejects.toMatchObject({
      key: 'activities.headcount_without_place',
    });
    await corrections().removeHeadcount('E', 1, 'N', 'child');
    await corrections().changeSession('E', 1, { date: '2025-06-20' });
  });

  it('refuses to let two headcounts of one session become one', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    await field.good('headcounts', 'activity,session,unit,group,count\nE,1,A,child,30\nE,1,B,child,20');
    await expect(corrections().changeSession('E', 1, { date: '2025-07-20' })).rejects.toMatchObject({
      key: 'activities.headcounts_meet',
    });
  });

  it('finds the places of a roster that was there before any session', async () => {
    await field.good('participations', 'activity,person,group\nE,p1,teacher\nE,p5,teacher');
    expect(await placeOf('p1')).toBeUndefined();
    await field.good('sessions', 'activity,number,date\nE,1,2025-08-01');
    expect([await placeOf('p1'), await placeOf('p5')]).toEqual(['N', 'N']);
  });

  it('takes the first session that is not cancelled', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20\nE,2,2025-07-20');
    await field.good('participations', 'activity,person,group\nE,p1,teacher');
    await corrections().changeSession('E', 1, { status: 'cancelled' });
    expect(await placeOf('p1')).toBe('N');
    await field.good('sessions', 'activity,number,date,status\nE,3,2025-06-25,planned');
    expect(await placeOf('p1')).toBe('A');
    expect(await field.world.get(Recount).check()).toEqual([]);
  });
});

describe('when the territory changes', () => {
  it('counts everybody at the place that the code now means', async () => {
    const { database } = field.world;
    await field.good('sessions', 'activity,number,date\nE,1,2025-07-01');
    await field.good('participations', 'activity,person,group\nE,p1,teacher');
    await field.good('attendance', `${present}\nE,1,p1,present`);
    expect(await field.ledger()).toEqual(['E p1 teacher informed 2025-07-01 N']);
    await database.transaction(async () => {
      await database.execute("UPDATE places SET valid_to = '2025-07-31' WHERE code = 'A'");
      await field.world.get(TerritoryStore).changed(['A']);
    });
    expect(await field.ledger()).toEqual(['E p1 teacher informed 2025-07-01 A']);
  });
});
