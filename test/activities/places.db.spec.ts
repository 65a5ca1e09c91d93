import { Corrections } from '../../src/activities/corrections.js';
import { Recount } from '../../src/activities/recount.js';
import { PersonMerges } from '../../src/people/person-merges.js';
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

/** Headcounts as they were written, and where they are: `A 30 at N`. */
async function headcounts(): Promise<string[]> {
  const rows = await field.world.database.rows<{ unit_code: string; count: number; code: string }>(
    'SELECT h.unit_code, h.count, p.code FROM headcounts h JOIN places p ON p.id = h.place_id ORDER BY h.id',
  );
  return rows.map(({ unit_code, count, code }) => `${unit_code} ${count} at ${code}`);
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
    await corrections().changeSession('E', 1, 1, { date: '2025-07-20' });
    expect(await field.ledger()).toEqual(['E p1 teacher informed 2025-07-20 N', 'E p3 teacher informed 2025-07-20 N']);
    await corrections().changeSession('E', 1, 2, { date: '2025-06-20' });
    expect(await field.ledger()).toEqual(before);
  });

  it('refuses a move that leaves somebody without one place, and changes nothing', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-07-20');
    await field.good('participations', 'activity,person,group\nE,p5,teacher');
    await field.good('attendance', `${present}\nE,1,p5,present`);
    const before = await field.ledger();
    await expect(corrections().changeSession('E', 1, 1, { date: '2025-06-20' })).rejects.toMatchObject({
      key: 'activities.roster_ambiguous',
      params: { activity: 'E', unit: 'N', date: '2025-06-20', candidates: 'Xã A (A), Xã B (B)' },
    });
    const report = await field.load('sessions', 'activity,number,date\nE,1,2025-06-20');
    expect([report.saved, report.refusal?.key]).toEqual([false, 'activities.roster_ambiguous']);
    expect(await field.ledger()).toEqual(before);
  });

  it('lets a headcount follow its people across the reform and back', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    const counted = 'activity,session,unit,group,count\nE,1,A,child,30\nE,1,B,child,20';
    await field.good('headcounts', counted);
    await corrections().changeSession('E', 1, 1, { date: '2025-07-20' });
    expect(await headcounts()).toEqual(['A 30 at N', 'B 20 at N']);
    expect(await field.world.get(Recount).check()).toEqual([]);
    await corrections().changeSession('E', 1, 2, { date: '2025-06-20' });
    expect(await headcounts()).toEqual(['A 30 at A', 'B 20 at B']);
    expect(await field.good('headcounts', counted)).toEqual([0, 0, 2]);
  });

  it('writes headcounts that have come to one place as one figure, and takes a new one for all of them', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    const header = 'activity,session,unit,group,count,method';
    await field.good('headcounts', `${header}\nE,1,A,child,30,counted\nE,1,B,child,20,estimated`);
    await corrections().changeSession('E', 1, 1, { date: '2025-07-20' });
    const written = await field.exported('headcounts');
    expect(written).toContain('E,1,N,child,50,estimated');
    expect(await field.good('headcounts', written)).toEqual([0, 0, 1]);
    expect(await headcounts()).toEqual(['A 30 at N', 'B 20 at N']);
    expect(await field.good('headcounts', `${header}\nE,1,N,child,49,counted`)).toEqual([0, 1, 0]);
    expect(await headcounts()).toEqual(['N 49 at N']);
    await corrections().removeHeadcount('E', 1, 'N', 'child');
    expect(await headcounts()).toEqual([]);
  });

  it('refuses to move a headcount to a day on which its people lived in several places', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-07-20');
    await field.good('headcounts', 'activity,session,unit,group,count\nE,1,N,child,30');
    await expect(corrections().changeSession('E', 1, 1, { date: '2025-06-20' })).rejects.toMatchObject({
      key: 'activities.headcount_without_place',
    });
    expect(await headcounts()).toEqual(['N 30 at N']);
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
    await corrections().changeSession('E', 1, 1, { status: 'cancelled' });
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

  it('leads a headcount to the successor also when the end is known before the succession', async () => {
    await field.good('units', 'code,name,level,parent,valid_from,valid_to\nX,Xã X,commune,D,,');
    await field.good('sessions', 'activity,number,date\nE,1,2025-07-10');
    await field.good('headcounts', 'activity,session,unit,group,count\nE,1,X,teacher,9\nE,1,C,teacher,5');
    await field.good(
      'units',
      `code,name,level,parent,valid_from,valid_to
       X,Xã X,commune,D,,2025-06-30
       C,Xã C,commune,D,,2025-06-30
       Y,Xã Y,commune,D,2025-07-01,
       Z,Xã Z,commune,D,2025-07-01,`,
    );
    expect(await headcounts()).toEqual(['X 9 at D', 'C 5 at D']);
    await field.good('successions', 'predecessor,successor,date\nX,Y,2025-07-01\nC,Z,2025-07-01');
    expect(await headcounts()).toEqual(['X 9 at Y', 'C 5 at Z']);
    expect(await field.exported('headcounts')).toContain('E,1,Y,teacher,9,counted');
  });

  it('keeps the place that was written down when others join the home later', async () => {
    await field.good(
      'units',
      'code,name,level,parent,valid_from,valid_to\nW,Xã W,commune,D,,\nV,Xã V,commune,D,2025-07-01,',
    );
    await field.good('units', 'code,name,level,parent,valid_from,valid_to\nC,Xã C,commune,D,,2025-06-30');
    await field.good('successions', 'predecessor,successor,date\nC,V,2025-07-01');
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    await field.good('people', 'ref,full_name,unit\np9,Lò Thị Chín,V');
    await field.good('participations', 'activity,person,group\nE,p9,teacher');
    expect(await placeOf('p9')).toBe('C');
    await field.good('units', 'code,name,level,parent,valid_from,valid_to\nW,Xã W,commune,D,,2026-02-28');
    await field.good('successions', 'predecessor,successor,date\nW,V,2026-03-01');
    expect(await placeOf('p9')).toBe('C');
    expect(await field.world.get(Recount).check()).toEqual([]);
    // Whoever is recorded now is asked.
    await field.good('people', 'ref,full_name,unit\np10,Lò Thị Mười,V');
    const asked = await field.load('participations', 'activity,person,group\nE,p10,teacher');
    expect(asked.rejected[0]?.reason.key).toBe('activities.ambiguous_home');
  });

  it('keeps what was recorded at the plan’s own unit when a later place with its code has ended too', async () => {
    await field.good(
      'units',
      `code,name,level,parent,valid_from,valid_to
       P0,Tỉnh,province,,,
       D,Huyện D,district,P0,,2025-06-30
       N,Xã N,commune,P0,2025-07-01,
       D,Xã D,commune,P0,2025-07-01,2025-12-31`,
    );
    await field.good('successions', 'predecessor,successor,date\nD,C,2026-01-01');
    await field.good('sessions', 'activity,number,date\nE,1,2026-02-01');
    await field.good('headcounts', 'activity,session,unit,group,count\nE,1,D,teacher,9');
    await field.good('participations', 'activity,person,group,unit\nE,p1,teacher,D');
    const own = field.places.get('D');
    const kept = async (): Promise<unknown[]> =>
      field.world.database.rows('SELECT place_id FROM headcounts UNION ALL SELECT place_id FROM participations');
    expect(await kept()).toEqual([{ place_id: own }, { place_id: own }]);
    expect(await field.world.get(Recount).check()).toEqual([]);
    await field.good('units', 'code,name,level,parent\nVN,Thôn,village,C');
    expect(await kept()).toEqual([{ place_id: own }, { place_id: own }]);
  });
});

describe('a person with several records', () => {
  it('is not put on one roster for two organisations after the merge', async () => {
    await field.good('sessions', 'activity,number,date\nE,1,2025-06-20');
    await field.good('participations', 'activity,person,group,organisation\nE,p1,household,h1');
    await field.world.get(PersonMerges).merge('p2', 'p1', null);
    const report = await field.load('participations', 'activity,person,group,organisation\nE,p2,household,h2');
    expect(report.rejected).toMatchObject([
      { line: 2, column: 'organisation', reason: { key: 'activities.merged_for_another' } },
    ]);
    expect(await field.good('participations', 'activity,person,group,organisation\nE,p2,household,h1')).toEqual([
      1, 0, 0,
    ]);
    const both = await field.load(
      'participations',
      'activity,person,group,organisation\nE,p1,household,h2\nE,p2,household,h2',
    );
    expect(both.rejected.map(({ line }) => line)).toEqual([2, 3]);
  });
});
