import { KeptBoards } from '../../src/plans/kept-boards.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { Indicator, IndicatorGroup, Objective } from '../../src/plans/plans.entities.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

let field: Field;
let member: Member;
beforeAll(async () => {
  field = await Field.create();
  member = await field.world.member('administrator');
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,campaign,t,D\nL,P,training,l,D');
  await field.good('sessions', 'activity,number,date\nT,1,2025-03-01\nL,1,2025-03-02');
  await field.good('participations', 'activity,person,group\nT,p1,teacher\nT,p2,teacher\nL,p2,teacher');
  await indicators();
});
afterAll(() => field.world.close());

/** Two indicators of teachers that are counted, and one whose values are entered. */
async function indicators(): Promise<void> {
  const { database } = field.world;
  const plan_id = await field.id('plans', 'code', 'P');
  const titles = { title_vi: 'm', title_en: 'm' };
  await database.transaction(async () => {
    const objective_id = await database.insertOne(Objective, { plan_id, code: 'O', ...titles, position: 0 });
    for (const measure of ['informed', 'trained', 'rate']) {
      const promise = { comparator: 'gte', target: '90', unit: 'percent', due: '2025-12-31', trainings_inform: 1 };
      const about = { plan_id, objective_id, code: measure, measure, ...titles, position: 0 };
      const indicator_id = await database.insertOne(Indicator, { ...about, ...promise });
      if (measure !== 'rate') {
        await database.insert(IndicatorGroup, [{ indicator_id, group_code: 'teacher', position: 0 }]);
      }
    }
  });
}

const VALUES = '/plans/P/indicators/rate/values';
const enter = (value: string) =>
  member.post(VALUES, { date: '31/03/2025', value, numerator: '', denominator: '', source: 'Báo cáo' }).expect(303);
async function withdraw(): Promise<void> {
  const { text } = await member.get(VALUES).expect(200);
  await member.post(/action="([^"]+\/withdrawal)"/.exec(text)?.[1] ?? '').expect(303);
}

/** The part of the page that is the plan's own, without what changes with every session. */
async function board(address = '/plans/P?to=2025-06-15', who = member): Promise<string> {
  const { text, status } = await who.get(address);
  expect(status).toBe(200);
  return /<main[^]*<\/main>/.exec(text)?.[0] ?? '';
}
/** How often a board was made anew while something was done. */
async function madeBy(work: () => Promise<unknown>): Promise<number> {
  const boards = field.world.get(KeptBoards) as unknown as { keep: (...args: unknown[]) => void };
  const spy = jest.spyOn(boards, 'keep');
  await work();
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

describe('a scoreboard that is kept', () => {
  it('is made once, and is the same page for as long as nothing changes', async () => {
    const first = await board();
    expect(await madeBy(async () => expect(await board()).toBe(first))).toBe(0);
  });

  const CHANGES: [string, () => Promise<unknown>][] = [
    ['an attendance', () => field.good('attendance', 'activity,session,person,status\nT,1,p1,present')],
    ['its correction', () => field.good('attendance', 'activity,session,person,status\nT,1,p1,absent')],
    ['a mark of somebody on the way', () => field.good('attendance', 'activity,session,person,status\nL,1,p2,absent')],
    ['a headcount', () => field.good('headcounts', 'activity,session,unit,group,count\nT,1,C,teacher,12')],
    ['a baseline', () => field.good('baselines', 'unit,group,year,value\nC,teacher,2025,44')],
    ['a place', () => field.good('units', 'code,name,level,parent\nNEW,Xã mới,commune,D')],
    ['a group', () => field.good('groups', 'code,name,counts\nnew,Nhóm mới,persons')],
    ['a session that is moved', () => field.good('sessions', 'activity,number,date\nT,1,2025-03-04')],
    ['two records found to be one person', () => field.world.get(PersonMerges).merge('p1', 'p2', 'the same person')],
    ['an objective', () => member.post('/plans/P/objectives', { code: 'O2', title_vi: 'Mục tiêu' }).expect(303)],
    ['a value that is entered', () => enter('5')],
    ['its correction', () => enter('6')],
    ['its withdrawal', withdraw],
  ];
  it.each(CHANGES)('is made anew after %s', async (_, change) => {
    await board();
    await change();
    expect(await madeBy(() => board())).toBe(1);
    expect(await madeBy(() => board())).toBe(0);
  });

  it('shows what was changed', async () => {
    const before = await board();
    await field.good('attendance', 'activity,session,person,status\nT,1,p2,present');
    const after = await board();
    expect(after).not.toBe(before);
    await field.good('attendance', 'activity,session,person,status\nT,1,p2,absent');
    expect(await board()).toBe(before);
  });

  it('is another for other days, places, languages and rights', async () => {
    await board();
    const commune = await field.world.member('organizer', field.places.get('C') ?? null);
    const others = [
      () => board('/plans/P?to=2025-07-15'),
      () => board('/plans/P?to=2025-06-15&unit=C'),
      () => board('/plans/P?to=2025-06-15', commune),
    ];
    for (const other of others) expect(await madeBy(other)).toBe(1);
    expect(await board('/plans/P?to=2025-06-15', commune)).not.toBe(await board());
  });

  it('is not kept where the days asked for cannot be used', async () => {
    expect(await madeBy(() => member.get('/plans/P?to=nonsense').expect(422))).toBe(0);
  });
});
