import { ActivityRecords } from '../../src/activities/activity-records.js';
import { Recount } from '../../src/activities/recount.js';
import { TestResults } from '../../src/activities/test-results.js';
import { DomainError } from '../../src/errors.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Field } from './field.js';

let field: Field;

beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,test\nT,P,training,Lớp,D,true');
  await field.good('sessions', 'activity,number,date\nT,1,2025-03-10\nT,2,2025-03-11');
  await field.good('participations', 'activity,person,group\nT,p1,teacher\nT,p2,teacher\nT,p3,teacher');
  await field.good(
    'attendance',
    'activity,session,person,status\nT,1,p1,present\nT,2,p1,present\nT,1,p2,present\nT,2,p2,late\nT,1,p3,present',
  );
});
afterEach(() => field.world.close());

const pass = (lines: string) => field.good('test_results', `activity,person,date\n${lines}`);

async function trained(): Promise<string[]> {
  expect(await field.world.get(Recount).check()).toEqual([]);
  return (await field.ledger()).filter((line) => line.includes('trained'));
}

describe('a training that requires its test', () => {
  it('trains on the day of the later of the two, and of those who passed alone', async () => {
    expect(await trained()).toEqual([]);
    expect(await pass('T,p1,2025-02-01\nT,p2,2025-04-01\nT,p3,2025-03-11')).toEqual([3, 0, 0]);
    const both = ['T p1 teacher trained 2025-03-11 A', 'T p2 teacher trained 2025-04-01 A'];
    expect(await trained()).toEqual(both);
    expect(await pass('T,p2,2025-04-01')).toEqual([0, 0, 1]);
    expect(await pass('T,p2,2025-04-02')).toEqual([0, 1, 0]);
    expect(await trained()).toEqual([both[0], 'T p2 teacher trained 2025-04-02 A']);
    // Not required any more, it is not looked at; a file that says nothing of it leaves it as it is.
    await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Lớp 2,D');
    expect(await trained()).toHaveLength(2);
    await field.good('activities', 'code,plan,kind,title,unit,test\nT,P,training,Lớp,D,');
    expect(await trained()).toEqual([both[0], 'T p2 teacher trained 2025-03-11 A']);
  });

  it('says who lacks nothing but the test, as long as it takes', async () => {
    await pass('T,p1,2025-03-12');
    const { standings } = await field.world.get(ActivityRecords).whole('T', false);
    const of = async (ref: string) => standings.get(await field.id('people', 'ref', ref));
    expect(await of('p1')).toMatchObject({ state: 'reached' });
    expect(await of('p1')).not.toHaveProperty('lacks_test');
    expect(await of('p2')).toMatchObject({ state: 'possible', lacks_test: true, satisfied: 2, needed: 2 });
    expect(await of('p3')).toMatchObject({ state: 'no_longer' });
  });

  it('refuses the test of what is no training, of days to come and of others than those on the roster', async () => {
    await field.good('activities', 'code,plan,kind,title,unit\nK,P,course,Khóa,D\nS,P,campaign,Đợt,D');
    const report = await field.load(
      'test_results',
      'activity,person,date\nK,p1,2025-03-10\nS,p1,2025-03-10\nT,p1,2999-01-01\nT,p6,2025-03-10',
    );
    expect(report.rejected.map(({ line, column, reason }) => `${line} ${column} ${reason.key}`)).toEqual([
      '2 activity activities.test_of_training_only',
      '3 activity activities.test_of_training_only',
      '4 date activities.day_ahead',
      '5 person activities.not_on_roster',
    ]);
    const kinds = await field.load('activities', 'code,plan,kind,title,unit,test\nS,P,campaign,Đợt,D,true');
    expect(kinds.rejected.map(({ reason }) => reason.key)).toEqual(['activities.test_of_training_only']);
    await pass('T,p1,2025-03-10');
    const other = await field.load('activities', 'code,plan,kind,title,unit\nT,P,campaign,Lớp,D');
    expect(other.rejected.map(({ reason }) => reason.key)).toEqual(['activities.kind_has_tests']);
  });

  it('takes the earlier day of records that were merged, and comes out of an export as it went in', async () => {
    await pass('T,p1,2025-05-01\nT,p2,2025-04-01');
    const apart = await trained();
    const merges = field.world.get(PersonMerges);
    const { id } = await merges.merge('p2', 'p1', null);
    expect(await trained()).toEqual(['T p1 teacher trained 2025-04-01 A']);
    expect(await field.exported('test_results')).toBe('activity,person,date\nT,p1,2025-04-01\n');
    expect(await pass('T,p1,2025-04-01')).toEqual([0, 0, 1]);
    await merges.undo(id);
    expect(await trained()).toEqual(apart);
    const kinds = ['activities', 'sessions', 'participations', 'test_results', 'attendance'];
    const files: string[] = [];
    for (const kind of kinds) files.push(await field.exported(kind));
    await field.world.close();
    field = await Field.create();
    for (const [at, kind] of kinds.entries()) await field.good(kind, files[at] ?? '');
    expect(await trained()).toEqual(apart);
  });

  it('takes back what was entered, once', async () => {
    const results = field.world.get(TestResults);
    const [training, p1] = [await field.id('activities', 'code', 'T'), await field.id('people', 'ref', 'p1')];
    await pass('T,p1,2025-04-12');
    expect(await trained()).toEqual(['T p1 teacher trained 2025-04-12 A']);
    expect(await results.withdraw(training, p1)).toBe(true);
    expect(await results.withdraw(training, p1)).toBe(false);
    expect(await trained()).toEqual([]);
    await field.good('activities', 'code,plan,kind,title,unit\nS,P,campaign,Đợt,D');
    await expect(results.withdraw(await field.id('activities', 'code', 'S'), p1)).rejects.toThrow(DomainError);
  });
});
