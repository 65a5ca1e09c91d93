import { Recount } from '../../src/activities/recount.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import type { PlanDocument } from '../../src/plans/plan-document.js';
import { PlanEditor } from '../../src/plans/plan-editor.js';
import { Field } from '../activities/field.js';
import { interleave } from '../support/interleave.js';

let field: Field;
beforeEach(async () => {
  field = await Field.create();
  await change(withIndicator(true));
  await field.good(
    'activities',
    'code,plan,kind,title,unit\nOLD,P,campaign,t,D\nNEW,P,campaign,t,D\nLATE,P,campaign,t,D',
  );
  await field.good('sessions', 'activity,number,date\nOLD,1,2020-06-01\nNEW,1,2025-03-01\nLATE,1,2025-04-01');
  await field.good('participations', 'activity,person,group\nOLD,p1,teacher\nNEW,p1,teacher\nLATE,p2,teacher');
  await field.good('attendance', 'activity,session,person,status\nNEW,1,p1,present');
});
afterEach(() => field.world.close());

const change = (edit: (document: PlanDocument) => PlanDocument): Promise<unknown> =>
  field.world.get(PlanEditor).change('P', () => true, edit);

const withIndicator =
  (trainings_inform: boolean) =>
  (document: PlanDocument): PlanDocument => {
    const of = { comparator: 'gte', target: '90', unit: 'percent', due: '2025-12-31', highlight: null } as const;
    const title = { vi: 'Giáo viên', en: 'Teachers' };
    const what = { code: 'I', title, measure: 'informed', trainings_inform, ...of } as const;
    return { ...document, objectives: [{ code: 'O', title, indicators: [{ ...what, groups: ['teacher'] }] }] };
  };

const attends = (activity: string, person: string): Promise<unknown> =>
  field.world.get(RowsRunner).run('attendance', [{ activity, session: 1, person, status: 'present' }]);

/** Work in a transaction that is not told of rows which are newer than what it sees, as on MySQL. */
function untold(work: () => Promise<unknown>): Promise<void> {
  const { database } = field.world;
  const tell = async (how: 'ON' | 'OFF'): Promise<void> => {
    if (database.engine === 'mariadb') await database.rows(`SET SESSION innodb_snapshot_isolation = ${how}`);
  };
  return database.transaction(async () => {
    await tell('OFF');
    await work();
    await database.flush();
    await tell('ON');
  });
}

describe('a plan that changes while somebody records', () => {
  it('counts without trainings whoever was recorded by somebody who saw the plan before', async () => {
    const { database } = field.world;
    let changed: Promise<unknown> = Promise.resolve();
    await untold(async () => {
      await database.rows('SELECT id FROM indicators');
      changed = outside(() => change(withIndicator(false)));
      // On SQLite it waits for its turn.
      if (database.engine === 'mariadb') await changed;
      await attends('LATE', 'p2');
    });
    await changed;
    expect(await field.world.get(Recount).check()).toEqual([]);
    const rows = await database.rows("SELECT id FROM first_reaches WHERE measure = 'outreach'");
    expect(rows).toHaveLength(2);
  });

  it('counts in its new period what was recorded while its change waited', async () => {
    const { database } = field.world;
    await interleave(
      database,
      () => attends('OLD', 'p1'),
      () => untold(() => change((document) => ({ ...document, start: '2020-01-01' }))),
    );
    expect(await field.world.get(Recount).check()).toEqual([]);
    const rows = await database.rows("SELECT id FROM qualifications WHERE previous_date = '2020-06-01'");
    expect(rows).toHaveLength(1);
  });
});

/** Runs work as another request would: outside the transaction that is running here. */
const outside = (() => {
  const queue: (() => void)[] = [];
  setInterval(() => queue.shift()?.(), 1).unref();
  return (work: () => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => queue.push(() => void work().then(resolve, reject)));
})();
