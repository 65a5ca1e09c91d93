import { CoverageService } from '../../src/coverage/coverage.service.js';
import { FigureRecords } from '../../src/coverage/figure-records.js';
import type { CoverageIndicator, CoverageScope } from '../../src/coverage/scope.js';
import { StillPossible } from '../../src/coverage/still-possible.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { Field } from '../activities/field.js';

const TRAINED: CoverageIndicator = {
  ...{ code: 'I', measure: 'trained', groups: ['teacher'], trainings_inform: true },
  ...{ comparator: 'gte', target: '90' },
};

let field: Field;
let scope: CoverageScope;
beforeAll(async () => {
  field = await Field.create();
  const trainings = 'IN,P,training,t,D,100,\nOVER,P,training,t,D,100,\nTEST,P,training,t,D,100,true';
  await field.good('activities', `code,plan,kind,title,unit,min_attendance,test\n${trainings}`);
  await field.good(
    'sessions',
    `activity,number,date\nIN,1,2025-12-10\nIN,2,2025-12-31\nOVER,1,2025-12-10\nOVER,2,2025-12-20\nOVER,3,2026-01-10\nTEST,1,2025-12-10`,
  );
  await field.good('participations', 'activity,person,group\nIN,p1,teacher\nOVER,p2,teacher\nTEST,p3,teacher');
  await field.good(
    'attendance',
    'activity,session,person,status\nIN,1,p1,present\nOVER,1,p2,present\nTEST,1,p3,present',
  );
  const territory = await field.world.get(TerritoryStore).territory();
  const unit = territory.placeById(field.places.get('D') ?? 0);
  if (!unit) throw new Error('there is no D');
  const days = { start: '2021-01-01', end: '2025-12-31' };
  scope = { plan_id: await field.id('plans', 'code', 'P'), code: 'P', unit, ...days, indicators: [TRAINED] };
});
afterAll(() => field.world.close());

async function asOf(day: string): Promise<{ onTheWay: number | undefined; reasons: string[] }> {
  const count = await field.world.get(CoverageService).count(scope, { as_of: day });
  const { notCounted, activities } = await field.world.get(FigureRecords).read(count, TRAINED, 'teacher', () => true);
  return {
    onTheWay: (await field.world.get(StillPossible).of(count)).get('I'),
    reasons: notCounted.map(({ activity_id, reason }) => `${activities.get(activity_id)?.code} ${reason}`).sort(),
  };
}

describe('who is on the way to be trained', () => {
  it('can get there by the last day of the plan: sessions and tests after it are too late', async () => {
    expect(await asOf('2025-12-15')).toEqual({
      onTheWay: 2,
      reasons: ['IN possible', 'OVER after_end', 'TEST possible'],
    });
    expect(await asOf('2025-12-31')).toEqual({
      onTheWay: 2,
      reasons: ['IN possible', 'OVER no_longer', 'TEST possible'],
    });
    const { onTheWay, reasons } = await asOf('2026-01-05');
    expect([onTheWay ?? 0, reasons]).toEqual([0, ['IN no_longer', 'OVER no_longer', 'TEST after_end']]);
  });
});
