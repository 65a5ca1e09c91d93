import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Activity } from '../../src/activities/activities.entities.js';
import { FileRegistry } from '../../src/interchange/registry.js';
import { PlanFile } from '../../src/plans/plan-file.js';
import { Plans } from '../../src/plans/plans.js';
import { ReportedValues } from '../../src/plans/reported-values.js';
import { World } from '../support/world.js';
import { examplePlan, importPlan, layTerritory, onlyFault, realPlan, rowsOf } from './plans-cast.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
  await layTerritory(world);
});
afterAll(() => world.close());

const file = (): PlanFile => world.get(PlanFile);

async function exported(): Promise<{ name: string; text: string }[]> {
  const documents: { name: string; text: string }[] = [];
  for await (const document of file().export()) documents.push(document);
  return documents;
}

describe('the real plan', () => {
  it('is a kind of document that the registry knows', () => {
    expect(world.get(FileRegistry).document('plan')).toBe(file());
  });

  it('comes in whole, once, and goes out as it came', async () => {
    expect(await importPlan(world, realPlan())).toMatchObject({
      kind: 'plan',
      rows: 1,
      inserted: 1,
      rejected: [],
      saved: true,
    });
    const all = (): Promise<unknown> =>
      Promise.all(['plans', 'indicators', 'agency_tasks', 'reporting_dates'].map((table) => rowsOf(world, table)));
    const before = await all();
    expect(await importPlan(world, realPlan())).toMatchObject({ rows: 1, unchanged: 1, updated: 0, saved: true });
    expect(await all()).toEqual(before);
    const [plan] = await exported();
    expect(plan?.name).toBe('plan');
    expect(JSON.parse(plan?.text ?? '')).toEqual(realPlan());
  });

  it('keeps decimals exactly and finds its own unit on its first day', async () => {
    const targets = await world.database.rows<{ code: string; target: string | null }>(
      "SELECT code, target FROM indicators WHERE code IN ('1.1', '2.1', '4.2') ORDER BY code",
    );
    expect(targets.map(({ target }) => target)).toEqual(['5.3', '90', null]);
    const plan = await world.get(Plans).byCode('TD-CLD-2021');
    expect((await world.get(Plans).ownUnit(plan)).name).toBe('Huyện Tam Đường');
  });

  it('is read from a file, also with a byte order mark', async () => {
    const path = join(world.settings.dataDir, 'plan.json');
    writeFileSync(path, `\ufeff${JSON.stringify(realPlan())}`);
    expect(await file().import(path)).toMatchObject({ unchanged: 1, saved: true });
  });
});

describe('a second import', () => {
  it('changes in place by codes, keeps values and the ids of what stays', async () => {
    const plan = await world.get(Plans).byCode('TD-CLD-2021');
    const entered = { date: '2024-11-30', value: '5.1', numerator: null, denominator: null, source: 'Khảo sát hộ' };
    await world.get(ReportedValues).enter(plan, '1.1', entered);
    const ids = await world.database.rows('SELECT id, code FROM indicators ORDER BY code');
    const changed = realPlan();
    changed.objectives[0].indicators[0].target = 5;
    changed.objectives[1].indicators[3].groups = ['cooperative', 'enterprise'];
    changed.objectives[1].indicators[0].trainings_inform = false;
    changed.tasks.reverse();
    changed.agencies[1].tasks = ['NV6'];
    changed.reporting.pop();
    expect(await importPlan(world, changed)).toMatchObject({ updated: 1, saved: true });
    expect(await world.database.rows('SELECT id, code FROM indicators ORDER BY code')).toEqual(ids);
    expect(JSON.parse((await exported())[0]?.text ?? '')).toEqual(changed);
    expect(await world.get(ReportedValues).current(plan.id)).toHaveLength(1);
    expect(await importPlan(world, realPlan())).toMatchObject({ updated: 1, saved: true });
  });

  it('moves an indicator to another objective and drops one that nothing hangs from', async () => {
    const changed = realPlan();
    changed.objectives[2].indicators.push(changed.objectives[1].indicators.pop());
    changed.objectives[3].indicators.pop();
    expect(await importPlan(world, changed)).toMatchObject({ updated: 1 });
    expect(JSON.parse((await exported())[0]?.text ?? '')).toEqual(changed);
    expect(await importPlan(world, realPlan())).toMatchObject({ updated: 1 });
    expect(JSON.parse((await exported())[0]?.text ?? '')).toEqual(realPlan());
  });

  it('refuses to lose an indicator with values and an agency with activities', async () => {
    const { id } = await world.get(Plans).byCode('TD-CLD-2021');
    const activity = { code: 'A1', plan_id: id, kind: 'campaign', title: 'Truyền thông', unit_code: '106' } as const;
    await world.database.transaction(() =>
      world.database.insert(Activity, [{ ...activity, agency_code: 'GDDT', status: 'done', version: 1 }]),
    );
    const lost = realPlan();
    lost.objectives[0].indicators.shift();
    expect(onlyFault(await importPlan(world, lost))).toMatchObject({
      at: 'objectives',
      says: 'plan.indicator_has_values',
    });
    const counted = realPlan();
    Object.assign(counted.objectives[0].indicators[0], { measure: 'informed', groups: ['child'], comparator: 'gte' });
    expect(onlyFault(await importPlan(world, counted)).says).toBe('plan.measure_has_values');
    const left = realPlan();
    left.agencies.splice(1, 1);
    expect(onlyFault(await importPlan(world, left))).toMatchObject({
      at: 'agencies',
      says: 'plan.agency_has_activities',
    });
    expect(JSON.parse((await exported())[0]?.text ?? '')).toEqual(realPlan());
  });

  it('checks without saving when asked to', async () => {
    const changed = { ...realPlan(), title: 'Tên khác' };
    const report = await file().importText(JSON.stringify(changed), { dryRun: true });
    expect(report).toMatchObject({ updated: 1, saved: false, rejected: [] });
    expect((await world.get(Plans).byCode('TD-CLD-2021')).title_en).toContain('child labour');
  });
});

describe('several plans', () => {
  it('goes out as plan.json and plan-CODE.json', async () => {
    expect(await importPlan(world, examplePlan())).toMatchObject({ inserted: 1 });
    const documents = await exported();
    expect(documents.map(({ name }) => name)).toEqual(['plan', 'plan-P']);
    expect(await file().importText(documents[1]?.text ?? '')).toMatchObject({ unchanged: 1 });
  });

  it('takes a title as a plain text, and gives it back as one', async () => {
    const plan = { ...examplePlan(), code: 'Q', title: 'Kế hoạch một tên' };
    expect(await importPlan(world, plan)).toMatchObject({ inserted: 1 });
    const text = (await exported()).find(({ name }) => name === 'plan-Q')?.text ?? '';
    expect(JSON.parse(text).title).toBe('Kế hoạch một tên');
  });

  it('writes plans whose codes differ in signs or case only into files of their own', async () => {
    const codes = ['Q/B', 'Q:B', 'Q_B', 'q_b'];
    for (const code of codes) await importPlan(world, { ...examplePlan(), code });
    const written = (await exported()).filter(({ text }) => codes.includes(JSON.parse(text).code as string));
    expect(written).toHaveLength(codes.length);
    expect(new Set(written.map(({ name }) => name.toLowerCase())).size).toBe(codes.length);
  });
});
