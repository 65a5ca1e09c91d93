import { Agency } from '../../src/plans/plans.entities.js';
import { Field } from './field.js';

let field: Field;
beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Lớp,C\nH,P,campaign,Đợt,D');
  await field.good('sessions', 'activity,number,date\nT,1,2025-06-30\nH,1,2025-06-01');
  await field.good('participations', 'activity,person,group\nT,p1,teacher');
});
afterAll(() => field.world.close());

/** The reasons of a file of faulty rows: `line column key`. Nothing of it may be saved. */
async function reasons(kind: string, lines: string): Promise<string[]> {
  const report = await field.load(kind, lines);
  expect([report.saved, report.inserted, report.updated]).toEqual([false, 0, 0]);
  return report.rejected.map(({ line, column, reason }) => `${line} ${column} ${reason.key}`);
}

describe('faulty rows', () => {
  it('of activities', async () => {
    const { database } = field.world;
    const code = 'code,plan,kind,title,unit,agency,min_attendance,trainer';
    expect(
      await reasons(
        'activities',
        `${code}
         X1,Q,training,t,C,,,
         X2,P,festival,t,C,,,
         X3,P,training,t,Z,,,
         X4,P,training,t,C,,101,
         X5,P,training,t,C,,33.333,
         X6,P,training,t,C,,,nobody
         T,P,training,t,C,,,
         T,P,training,t,C,,,`,
      ),
    ).toEqual([
      '2 plan activities.unknown_plan',
      '3 kind row.not_one_of',
      '4 unit activities.unknown_unit',
      '5 min_attendance row.too_large',
      '6 min_attendance row.too_many_places',
      '7 trainer row.not_email',
      '9 code row.twice',
    ]);
    const plan_id = await field.id('plans', 'code', 'P');
    const titles = { title_vi: 'Giáo dục', title_en: 'Education', role: null, position: 1 };
    await database.transaction(() => database.insert(Agency, [{ plan_id, code: 'GDDT', ...titles }]));
    const agencies = `${code}\nX7,P,training,t,C,GDDT,,\nX8,P,training,t,C,YTE,,`;
    expect(await reasons('activities', agencies)).toEqual(['3 agency activities.unknown_agency']);
  });

  it('of sessions', async () => {
    expect(
      await reasons(
        'sessions',
        `activity,number,date,start,end,makes_up
         Z,1,2025-06-01,,,
         T,2,2025-02-30,,,
         T,0,2025-06-01,,,
         T,3,2025-06-01,10:00,9h30,
         T,4,2025-06-01,,,9
         T,5,2025-06-01,,,5
         T,6,2025-06-01,,,7
         T,7,2025-06-01,,,6
         T,8,2025-06-01,,,4
         T,9x,2025-06-01,,,
         T,10,2025-06-01,,,2
         T,11,2025-06-01,,,3
         T,12,2025-06-01,,,11`,
      ),
    ).toEqual([
      '2 activity activities.unknown_activity',
      '3 date row.no_such_day',
      '4 number row.too_small',
      '5 end activities.end_before_start',
      '6 makes_up activities.makes_up_missing',
      '7 makes_up activities.makes_up_circle',
      '8 makes_up activities.makes_up_circle',
      '9 makes_up activities.makes_up_circle',
      '10 makes_up activities.makes_up_refused',
      '11 number row.not_integer',
      '12 makes_up activities.makes_up_refused',
      '13 makes_up activities.makes_up_refused',
      '14 makes_up activities.makes_up_refused',
    ]);
  });

  it('of participations', async () => {
    expect(
      await reasons(
        'participations',
        `activity,person,group,organisation,unit
         Z,p2,teacher,,
         T,nobody,teacher,,
         T,p2,plumber,,
         T,p2,teacher,h1,
         T,p2,household,,
         T,p4,household,h9,
         T,p2,cooperative,h1,
         T,p4,teacher,,N
         T,p3,teacher,,Z
         T,p5,teacher,,
         T,p6,teacher,,
         T,p6,teacher,,`,
      ),
    ).toEqual([
      '2 activity activities.unknown_activity',
      '3 person activities.unknown_person',
      '4 group activities.unknown_group',
      '5 organisation activities.organisation_not_wanted',
      '6 organisation activities.organisation_needed',
      '7 organisation activities.unknown_organisation',
      '8 organisation activities.organisation_of_other_group',
      '9 unit activities.unit_not_on_day',
      '10 unit activities.unknown_unit',
      '11 unit activities.ambiguous_home',
      '13 activity, person, group row.twice',
    ]);
  });

  it('asks which place is meant, by name, where a home was several', async () => {
    const report = await field.load('participations', 'activity,person,group\nT,p5,teacher');
    expect(report.rejected[0]?.reason.params).toEqual({
      unit: 'N',
      date: '2025-06-30',
      candidates: 'Xã A (A), Xã B (B)',
    });
  });

  it('of attendance', async () => {
    expect(
      await reasons(
        'attendance',
        `activity,session,person,status
         Z,1,p1,present
         T,7,p1,present
         T,1,p2,present
         T,1,nobody,present
         T,1,p1,there
         T,1,p1,present
         T,1,p1,late`,
      ),
    ).toEqual([
      '2 activity activities.unknown_activity',
      '3 session activities.unknown_session',
      '4 person activities.not_on_roster',
      '5 person activities.not_on_roster',
      '6 status row.not_one_of',
      '8 activity, session, person row.twice',
    ]);
  });

  it('of headcounts', async () => {
    expect(
      await reasons(
        'headcounts',
        `activity,session,unit,group,count,method
         Z,1,C,child,3,
         H,2,C,child,3,
         H,1,N,child,3,
         H,1,C,plumber,3,
         H,1,C,child,-3,
         H,1,C,child,3.5,
         H,1,C,child,3,guessed`,
      ),
    ).toEqual([
      '2 activity activities.unknown_activity',
      '3 session activities.unknown_session',
      '4 unit activities.unit_not_on_day',
      '5 group activities.unknown_group',
      '6 count row.too_small',
      '7 count row.not_integer',
      '8 method row.not_one_of',
    ]);
  });

  it('leaves the good ones where asked to', async () => {
    const rows = 'activity,session,person,status\nT,1,p1,late\nT,1,p2,present\nT,1,p1,absent';
    const report = await field.load('attendance', rows, { partial: true });
    expect([report.saved, report.inserted, report.faulty_rows]).toEqual([true, 1, 2]);
    expect(await field.ledger()).toContain('T p1 teacher informed 2025-06-30 A');
  });
});

describe('loading again', () => {
  it('leaves alone what the file has no column for, and clears what is empty', async () => {
    await field.good('activities', 'code,plan,kind,title,unit,min_attendance,status\nK,P,training,t,C,66.67 %,done');
    await field.good('activities', 'code,plan,kind,title,unit\nK,P,training,tên mới,C');
    const read = (): Promise<object | undefined> =>
      field.world.database.row('SELECT title, min_attendance, status FROM activities WHERE code = ?', ['K']);
    expect(await read()).toEqual({ title: 'tên mới', min_attendance: 6667, status: 'done' });
    expect(await field.good('activities', 'code,plan,kind,title,unit,min_attendance\nK,P,training,t,C,')).toEqual([
      0, 1, 0,
    ]);
    expect(await read()).toEqual({ title: 't', min_attendance: null, status: 'done' });
    expect(await field.exported('activities')).toContain('K,P,training,t,C,,,,,done');
  });

  it('keeps a trainer who has no account yet: accounts are in no file', async () => {
    await field.good('activities', 'code,plan,kind,title,unit,trainer\nL,P,training,t,C,Lan@example.vn');
    expect(await field.exported('activities')).toContain('L,P,training,t,C,,,,lan@example.vn,open');
  });
});
