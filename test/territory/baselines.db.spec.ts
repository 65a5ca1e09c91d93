import { Database } from '../../src/database/database.js';
import { BaselineStore } from '../../src/territory/baseline.store.js';
import { type BaselineRow } from '../../src/territory/territory.entities.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { Plan } from '../../src/plans/plans.entities.js';
import { World } from '../support/world.js';
import { exported, importLines, importReal, placeId, reasons } from './district.js';

const HEADER = 'unit,group,year,value,source';
let world: World;
beforeEach(async () => {
  world = await World.create();
  await importReal(world, 'units');
  await importReal(world, 'successions');
});
afterEach(() => world.close());

const baselines = (...rows: string[]) => importLines(world, 'baselines', [HEADER, ...rows]);

async function baselineOf(code: string, group: string, day: string): Promise<number | null> {
  const territory = await world.get(TerritoryStore).territory();
  const place = territory.placeAt(code, day);
  if (!place) throw new Error(`no ${code}`);
  return (await world.get(BaselineStore).baselines()).baseline(territory.view(day), place, group).value;
}

async function planOf(code: string): Promise<void> {
  const database = world.get(Database);
  const place_id = await placeId(world, code, '2021-01-01');
  await database.transaction(async () => {
    await database.insert(Plan, [
      {
        code: 'TD',
        title_vi: 'x',
        title_en: 'x',
        unit_code: code,
        place_id,
        legal_basis: '[]',
        start: '2021-01-01',
        end: '2030-12-31',
        version: 1,
      },
    ]);
  });
}

describe('baselines.csv', () => {
  it('gives each figure to the place that had the code on 1 January, and follows the merger', async () => {
    const report = await baselines(
      '03400,teacher,2025,40,Báo cáo 1',
      '03405,teacher,2025,30,Báo cáo 1',
      '03406,teacher,2025,20,Báo cáo 1',
    );
    expect(report).toMatchObject({ inserted: 3, saved: true });
    expect(await baselineOf('03405', 'teacher', '2025-06-30')).toBe(30);
    expect(await baselineOf('03405', 'teacher', '2025-07-01')).toBe(90);
  });

  it('changes nothing the second time, and keeps every version of a corrected figure', async () => {
    await baselines('03400,teacher,2025,40,Báo cáo 1');
    expect(await baselines('03400,teacher,2025,40,Báo cáo 1')).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await baselines('03400,teacher,2025,42,Báo cáo 2')).toMatchObject({ updated: 1 });
    expect(await baselines('03400,teacher,2025,42,Báo cáo 3')).toMatchObject({ updated: 1 });
    const versions = await world.get(BaselineStore).versions('03400', 'teacher', 2025);
    expect(versions.map(({ value, source, current }) => [value, source, current])).toEqual([
      [42, 'Báo cáo 3', 1],
      [42, 'Báo cáo 2', 0],
      [40, 'Báo cáo 1', 0],
    ]);
    expect(await exported(world, 'baselines')).toEqual([HEADER, '03400,teacher,2025,42,Báo cáo 3']);
    expect(await baselineOf('03400', 'teacher', '2025-06-30')).toBe(42);
  });

  it('leaves the source alone where the file has no such column', async () => {
    await baselines('03400,teacher,2025,40,Báo cáo 1');
    expect(await importLines(world, 'baselines', ['unit,group,year,value', '03400,teacher,2025,41'])).toMatchObject({
      updated: 1,
    });
    expect(await exported(world, 'baselines')).toContain('03400,teacher,2025,41,Báo cáo 1');
  });

  it.each([
    ['a negative figure', '03400,teacher,2025,-1,x', '2 value row.too_small'],
    ['half a person', '03400,teacher,2025,1.5,x', '2 value row.not_integer'],
    ['a group that is none', '03400,teachers,2025,1,x', '2 group territory.unknown_group'],
    ['a code nobody ever had', '99999,teacher,2025,1,x', '2 unit territory.unknown_code'],
    ['a year in which the code meant nothing', '106,teacher,2026,1,x', '2 unit territory.no_place_in_year'],
    ['a year that is none', '03400,teacher,25,1,x', '2 year row.too_small'],
    ['no value', '03400,teacher,2025,,x', '2 value row.required'],
  ])('refuses %s', async (_, row, fault) => {
    expect(reasons(await baselines('03405,teacher,2025,30,x', row)).map((line) => line.replace(/^3/, '2'))).toEqual([
      fault,
    ]);
    expect(await exported(world, 'baselines')).toEqual([HEADER]);
  });

  it('takes a later year for the own unit of a plan after its end', async () => {
    await planOf('106');
    expect(await baselines('106,district_official,2026,70,x')).toMatchObject({ inserted: 1, saved: true });
    const database = world.get(Database);
    await expect(
      database.transaction(async () => {
        await database.delete(Plan, { code: 'TD' });
        await world.get(BaselineStore)['bus'].tell('plan.changed', { plan_id: 1 });
      }),
    ).rejects.toMatchObject({ key: 'territory.orphans' });
  });

  it('gives figures to another place when the territory is corrected', async () => {
    await baselines('03408,teacher,2025,12,x');
    const phuong = await placeId(world, '03408', '2025-07-01');
    const rows = () => world.get(Database).rows<BaselineRow>('SELECT place_id FROM baselines');
    expect(await rows()).toEqual([{ place_id: phuong }]);
    await importLines(world, 'units', [
      'code,name,level,parent,valid_from,valid_to',
      '03408,Xã Tân Phong,commune,106,,2025-06-30',
    ]);
    expect(await rows()).toEqual([{ place_id: await placeId(world, '03408', '2025-01-01') }]);
    expect(await baselineOf('03408', 'teacher', '2025-06-30')).toBe(12);
  });
});

describe('groups.csv', () => {
  it('knows the eight, adds others, renames them, and never changes what one counts', async () => {
    const eight = await exported(world, 'groups');
    expect(eight).toHaveLength(9);
    expect(await importLines(world, 'groups', eight)).toMatchObject({ unchanged: 8, saved: true });
    const HEAD = 'code,name,counts';
    expect(reasons(await importLines(world, 'groups', [HEAD, 'teacher,Giáo viên,organisations']))).toEqual([
      '2 counts territory.group_counts',
    ]);
    expect(await importLines(world, 'groups', [HEAD, 'health_worker,Y tế thôn,persons'])).toMatchObject({
      inserted: 1,
    });
    expect(await importLines(world, 'groups', [HEAD, 'health_worker,Nhân viên y tế,persons'])).toMatchObject({
      updated: 1,
    });
    expect(reasons(await importLines(world, 'groups', [HEAD, 'health_worker,x,organisations']))).toEqual([
      '2 counts territory.group_counts',
    ]);
    expect((await exported(world, 'groups')).at(-1)).toBe('health_worker,Nhân viên y tế,persons');
    expect(await baselines('03400,health_worker,2025,4,x')).toMatchObject({ inserted: 1 });
  });
});
