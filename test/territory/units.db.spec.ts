import { TerritoryStore } from '../../src/territory/territory.store.js';
import { World } from '../support/world.js';
import { exported, importLines, importReal, placeId, reasons } from './district.js';

const HEADER = 'code,name,level,parent,valid_from,valid_to';
let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const units = (...rows: string[]) => importLines(world, 'units', [HEADER, ...rows]);

describe('units.csv of the real district', () => {
  it('comes in whole, changes nothing the second time, and goes out as it came', async () => {
    expect(await importReal(world, 'units')).toMatchObject({ rows: 21, inserted: 21, saved: true, rejected: [] });
    expect(await importReal(world, 'successions')).toMatchObject({ rows: 13, inserted: 13, saved: true });
    expect(await importReal(world, 'units')).toMatchObject({ inserted: 0, updated: 0, unchanged: 21 });
    expect(await importReal(world, 'successions')).toMatchObject({ inserted: 0, updated: 0, unchanged: 13 });
    const again = await exported(world, 'units');
    const successionsAgain = await exported(world, 'successions');
    expect(again).toContain('03390,Thị trấn Tam Đường,commune,106,,2025-06-30');
    expect(again).toContain('03390,Xã Bình Lư,commune,12,2025-07-01,');
    expect(successionsAgain[1]).toBe('03390,03390,2025-07-01,');
    const empty = await World.create();
    try {
      expect(await importLines(empty, 'units', again)).toMatchObject({ inserted: 21, saved: true });
      expect(await importLines(empty, 'successions', successionsAgain)).toMatchObject({ inserted: 13, saved: true });
      expect(await exported(empty, 'units')).toEqual(again);
      expect(await exported(empty, 'successions')).toEqual(successionsAgain);
    } finally {
      await empty.close();
    }
  });

  it('gives the tree before and after the reform of July 2025', async () => {
    await importReal(world, 'units');
    await importReal(world, 'successions');
    const territory = await world.get(TerritoryStore).territory();
    const below = (code: string, day: string) => {
      const place = territory.placeAt(code, day);
      return place ? territory.view(day).children(place).length : null;
    };
    expect(below('106', '2025-06-30')).toBe(13);
    expect(below('106', '2025-07-01')).toBeNull();
    expect(below('12', '2025-06-30')).toBe(1);
    expect(below('12', '2025-07-01')).toBe(6);
    const taLeng = territory.placeAt('03400', '2025-06-30');
    expect(taLeng && territory.view('2025-07-01').locate(taLeng)?.name).toBe('Xã Tả Lèng');
  });
});

describe('units.csv with faults', () => {
  it('takes a parent that stands below its children in the file', async () => {
    const report = await units('C1,Xã Một,commune,D,,', '6A,Lớp 6A,cohort,C1,,', 'D,Huyện,district,,,');
    expect(report).toMatchObject({ inserted: 3, saved: true });
  });

  it.each([
    [
      'an end before the beginning',
      ['D,Huyện,district,,2025-07-01,2025-06-30'],
      ['2 valid_to territory.days_reversed'],
    ],
    [
      'two places with one code at a time',
      ['D,Huyện,district,,,', 'D,Huyện khác,district,,2025-07-01,'],
      ['3 valid_from territory.overlap_open'],
    ],
    ['a parent that never was', ['C1,Xã Một,commune,D,,'], ['2 parent territory.parent_unknown']],
    [
      'a parent that was not there on the first day',
      ['D,Huyện,district,,,2025-06-30', 'C1,Xã Một,commune,D,2025-07-01,'],
      ['3 parent territory.parent_not_valid'],
    ],
    [
      'a level that is not below',
      ['C1,Xã Một,commune,,,', 'C2,Xã Hai,commune,C1,,'],
      ['3 level territory.level_not_below'],
    ],
    ['itself as parent', ['C1,Xã Một,commune,C1,,'], ['2 parent territory.parent_itself']],
    ['a class that hangs in the air', ['6A,Lớp 6A,cohort,,,'], ['2 parent territory.parent_needed']],
    [
      'two that are each other’s parent',
      ['A,Huyện A,district,B,,', 'B,Huyện B,district,A,,'],
      ['2 level territory.level_not_below', '3 level territory.level_not_below'],
    ],
    ['a level that is none', ['A,Huyện A,quận,,,'], ['2 level row.not_one_of']],
    ['no name', ['A,,district,,,'], ['2 name row.required']],
    ['a day that is none', ['A,Huyện,district,,2025-02-31,'], ['2 valid_from row.no_such_day']],
    [
      'what hangs on a row that cannot be read, and says so',
      ['6A,Lớp 6A,cohort,C1,,', 'C1,Xã Một,commune,D1,,', 'D1,Huyện Một,huyện,,,'],
      ['2 parent territory.parent_refused', '3 parent territory.parent_refused', '4 level row.not_one_of'],
    ],
    ['the same row twice', ['A,Huyện,district,,,', 'A,Huyện,district,,,'], ['3 code, valid_from row.twice']],
  ])('refuses %s', async (_, rows, faults) => {
    const report = await units(...rows);
    expect(reasons(report)).toEqual(faults);
    expect(report).toMatchObject({ saved: false, inserted: 0 });
    expect(await exported(world, 'units')).toEqual([HEADER]);
  });

  it('with partial, lets a faulty parent take its children and grandchildren along and saves the rest', async () => {
    const rows = [
      HEADER,
      '6A,Lớp 6A,cohort,C1,,',
      'C1,Xã Một,commune,D1,,',
      'D1,Huyện Một,district,,2025-07-01,2025-06-30',
      'D2,Huyện Hai,district,,,',
      'C2,Xã Hai,commune,D2,,',
    ];
    const report = await importLines(world, 'units', rows, { partial: true });
    expect(reasons(report)).toEqual([
      '2 parent territory.parent_refused',
      '3 parent territory.parent_refused',
      '4 valid_to territory.days_reversed',
    ]);
    expect(report).toMatchObject({ inserted: 2, saved: true });
    expect(await exported(world, 'units')).toEqual([HEADER, 'C2,Xã Hai,commune,D2,,', 'D2,Huyện Hai,district,,,']);
  });

  it('changes name, level, parent and end, and leaves alone what the file does not have', async () => {
    await units('D,Huyện,district,,,', 'E,Huyện khác,district,,,', 'C1,Xã Một,commune,D,,2030-12-31');
    expect(await units('C1,Xã Một mới,commune,E,,')).toMatchObject({ updated: 1 });
    expect(await exported(world, 'units')).toContain('C1,Xã Một mới,commune,E,,');
    expect(await importLines(world, 'units', ['code,name,level', 'C1,Xã Một,commune'])).toMatchObject({ updated: 1 });
    expect(await exported(world, 'units')).toContain('C1,Xã Một,commune,E,,');
  });

  it('refuses a change that would take the parent or a succession from what is recorded', async () => {
    await units('D,Huyện,district,,,', 'A,Xã A,commune,D,,2025-06-30', 'N,Xã N,commune,D,2025-07-01,');
    await importLines(world, 'successions', ['predecessor,successor,date', 'A,N,2025-07-01']);
    expect(reasons(await units('D,Huyện,district,,,2025-06-30'))).toEqual(['2 valid_to territory.child_loses_parent']);
    expect(reasons(await units('D,Huyện,commune,,,'))).toEqual(['2 level territory.level_not_above']);
    expect(reasons(await units('A,Xã A,commune,D,,2025-05-31'))).toEqual(['2 valid_to territory.succession_breaks']);
    expect(await units('A,Xã A,commune,D,,2025-06-30')).toMatchObject({ unchanged: 1 });
  });

  it('refuses as a whole a change after which a baseline would have no place', async () => {
    await units('D,Huyện,district,,,', 'A,Xã A,commune,D,,');
    await importLines(world, 'baselines', ['unit,group,year,value', 'A,teacher,2025,10']);
    const report = await units('A,Xã A,commune,D,,2020-12-31');
    expect(report).toMatchObject({
      saved: false,
      refusal: { key: 'territory.orphans', params: { count: 1, code: 'A' } },
    });
    expect(await exported(world, 'units')).toContain('A,Xã A,commune,D,,');
  });
});

describe('successions.csv', () => {
  const HEAD = 'predecessor,successor,date,main';
  beforeEach(async () => {
    await units(
      'D,Huyện,district,,,',
      'A,Xã A,commune,D,,2025-06-30',
      'A,Xã A mới,commune,D,2025-07-01,',
      'B,Xã B,commune,D,2025-07-01,',
      'L,Xã L,commune,D,,',
    );
  });
  const successions = (...rows: string[]) => importLines(world, 'successions', [HEAD, ...rows]);

  it.each([
    ['a predecessor that was not there', 'B,A,2025-07-01,', '2 predecessor territory.not_valid_on'],
    ['a successor that is not there', 'A,B,2025-06-30,', '2 successor territory.not_valid_on'],
    ['one and the same place', 'L,L,2025-07-01,', '2 successor territory.same_place'],
    ['a code nobody knows', 'X,L,2025-07-01,', '2 predecessor territory.not_valid_on'],
    ['no date', 'A,B,,', '2 date row.required'],
    ['main that is neither yes nor no', 'A,B,2025-07-01,perhaps', '2 main row.not_bool'],
  ])('refuses %s', async (_, row, fault) => {
    expect(reasons(await successions(row))).toEqual([fault]);
  });

  it('takes a new place under the old code, and one main successor only', async () => {
    const report = await successions('A,A,2025-07-01,', 'A,B,2025-07-01,true', 'A,L,2025-07-01,true');
    expect(reasons(report)).toEqual(['4 main territory.second_main']);
    expect(await successions('A,A,2025-07-01,', 'A,B,2025-07-01,true')).toMatchObject({ inserted: 2 });
    expect(reasons(await successions('A,L,2025-07-01,true'))).toEqual(['2 main territory.second_main']);
    expect(await successions('A,B,2025-07-01,', 'A,A,2025-07-01,true')).toMatchObject({ updated: 2, saved: true });
    expect(await exported(world, 'successions')).toEqual([HEAD, 'A,A,2025-07-01,true', 'A,B,2025-07-01,']);
    const territory = await world.get(TerritoryStore).territory();
    const old = territory.placeById(await placeId(world, 'A', '2025-06-30'));
    expect(old && territory.mainSuccessorOf(old)?.name).toBe('Xã A mới');
  });
});
