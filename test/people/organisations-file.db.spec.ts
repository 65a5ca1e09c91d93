import type { Organisation } from '../../src/people/people.entities.js';
import type { World } from '../support/world.js';
import { districtWorld, enrol, exported, load, type Places, reasons, training } from './cast.js';

let world: World;
let places: Places;
beforeAll(async () => {
  ({ world, places } = await districtWorld());
});
afterAll(() => world.close());

const organisation = (ref: string): Promise<Organisation | undefined> =>
  world.database.row<Organisation>('SELECT * FROM organisations WHERE ref = ?', [ref]);

describe('organisations.csv', () => {
  it('brings in organisations of groups that count organisations, and once is enough', async () => {
    const lines = [
      'ref,name,group,unit,craft_village',
      'htx1,HTX Chè Bản Bo,cooperative,03405,có',
      'ho1,Hộ ông Páo,household,03405,',
    ];
    expect(await load(world, 'organisations', lines)).toMatchObject({ inserted: 2, saved: true });
    expect(await organisation('htx1')).toMatchObject({ sort_name: 'htx che ban bo', craft_village: 1, version: 1 });
    expect(await load(world, 'organisations', lines)).toMatchObject({ unchanged: 2 });
    const moved = ['ref,name,group,unit', 'htx1,HTX Chè Thèn Sin,cooperative,03394'];
    expect(await load(world, 'organisations', moved)).toMatchObject({ updated: 1 });
    expect(await organisation('htx1')).toMatchObject({ unit_code: '03394', craft_village: 1, version: 2 });
  });

  it('refuses groups that count people, that do not exist, and units that never were', async () => {
    const report = await load(world, 'organisations', [
      'ref,name,group,unit,craft_village',
      'x1,Trường,teacher,03405,',
      'x2,Trường,school,03405,',
      'x3,Trường,enterprise,3405,',
      'x4,Trường,enterprise,03405,maybe',
    ]);
    expect(report.saved).toBe(false);
    expect(reasons(report)).toEqual([
      '2 group organisations.group_of_persons',
      '3 group organisations.group_unknown',
      '4 unit people.unit_unknown_near',
      '5 craft_village row.not_bool',
    ]);
    expect(report.rejected[0]?.reason.params.allowed).toBe('enterprise, cooperative, household');
  });

  it('keeps the group of an organisation that somebody attended for', async () => {
    await load(world, 'people', ['ref,full_name,unit', 'p1,Lò Văn Páo,03405']);
    await load(world, 'organisations', ['ref,name,group,unit', 'dn1,Đá Bản Bo,enterprise,03405']);
    await load(world, 'organisations', ['ref,name,group,unit', 'dn1,Đá Bản Bo,household,03405']);
    expect(await organisation('dn1')).toMatchObject({ group_code: 'household' });
    const activity = await training(world, 'TH1', 'Tập huấn hộ', places.banBo);
    await enrol(world, activity, { ref: 'p1', group: 'household', place: places.banBo, organisation: 'dn1' });
    const report = await load(world, 'organisations', ['ref,name,group,unit', 'dn1,Đá Bản Bo,enterprise,03405']);
    expect(reasons(report)).toEqual(['2 group organisations.group_used']);
    const renamed = await load(world, 'organisations', ['ref,name,group,unit', 'dn1,Đá quý Bản Bo,household,03405']);
    expect(renamed).toMatchObject({ updated: 1, saved: true });
  });

  it('writes them out as they came in', async () => {
    const text = await exported(world, 'organisations');
    const fresh = await districtWorld();
    expect(await load(fresh.world, 'organisations', text.trim().split(/\r?\n/))).toMatchObject({ saved: true });
    expect(await exported(fresh.world, 'organisations')).toBe(text);
    await fresh.world.close();
  });
});
