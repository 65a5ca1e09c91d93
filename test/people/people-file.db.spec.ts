import type { Person } from '../../src/people/people.entities.js';
import type { World } from '../support/world.js';
import { PeopleList } from '../../src/people/people.list.js';
import { districtWorld, exported, load, reasons } from './cast.js';

let world: World;
beforeAll(async () => {
  ({ world } = await districtWorld());
});
afterAll(() => world.close());

const person = async (ref: string): Promise<Person> => {
  const row = await world.database.row<Person>('SELECT * FROM people WHERE ref = ?', [ref]);
  if (!row) throw new Error(`nobody is called ${ref}`);
  return row;
};

describe('people.csv', () => {
  it('brings in what a clerk typed, and the same file again changes nothing', async () => {
    const lines = [
      'ref,full_name,sex,birth_date,unit,phone,email,consent_on,consent_by',
      'gv1,Lò Văn Páo,m,15/06/1990,03405,0912 345 678,Pao@Example.VN,,',
      'tre1,Vàng Thị Mai,f,2015-02-01,03405,,,5/1/2026,Vàng A Sử',
    ];
    expect(await load(world, 'people', lines)).toMatchObject({ inserted: 2, saved: true, rejected: [] });
    expect(await person('gv1')).toMatchObject({
      ...{ full_name: 'Lò Văn Páo', sort_name: 'pao lo van', sex: 'm', birth_date: '1990-06-15', birth_year: 1990 },
      ...{ unit_code: '03405', phone: '0912345678', email: 'pao@example.vn', consent_on: null, version: 1 },
    });
    expect(await person('tre1')).toMatchObject({ consent_on: '2026-01-05', consent_by: 'Vàng A Sử' });
    expect(await load(world, 'people', lines)).toMatchObject({ inserted: 0, updated: 0, unchanged: 2, saved: true });
  });

  it('lists people in Vietnamese order of the given name, on every engine', async () => {
    const names = ['Zz An', 'Zz Àn', 'Zz Án', 'Zz Ánh', 'Zz Ăn', 'Zz Ẩn', 'Zz Chan', 'Zz Chăn', 'Zz Dung', 'Zz Đông'];
    const rows = [...names].reverse().map((name, at) => `zz${at},${name},03405`);
    await load(world, 'people', ['ref,full_name,unit', ...rows]);
    const { people } = await world.get(PeopleList).page({ q: 'zz', placeId: null }, 1);
    expect(people.map(({ full_name }) => full_name)).toEqual(names);
    await world.database.transaction(() => world.database.execute("DELETE FROM people WHERE ref LIKE 'zz%'"));
  });

  it('changes only the columns it has; an empty cell clears', async () => {
    await load(world, 'people', ['ref,full_name,unit,phone,birth_year', 'ph1,Giàng A Lử,03394,0987654321,1985']);
    await load(world, 'people', ['ref,full_name,unit', 'ph1,Giàng A Lử,03405']);
    expect(await person('ph1')).toMatchObject({
      unit_code: '03405',
      phone: '0987654321',
      birth_year: 1985,
      version: 2,
    });
    await load(world, 'people', ['ref,full_name,unit,phone', 'ph1,Giàng A Lử,03405,']);
    expect(await person('ph1')).toMatchObject({ phone: null, birth_year: 1985 });
  });

  it('lets a birth date bring its year, and refuses a year that disagrees', async () => {
    const header = 'ref,full_name,unit,birth_date,birth_year';
    await load(world, 'people', [header, 'n1,Sùng Thị Dợ,03405,,1979']);
    expect(await person('n1')).toMatchObject({ birth_date: null, birth_year: 1979 });
    const refused = await load(world, 'people', [header, 'n1,Sùng Thị Dợ,03405,1980-03-04,1979']);
    expect(reasons(refused)).toEqual(['2 birth_year people.birth_disagree']);
    await load(world, 'people', ['ref,full_name,unit,birth_date', 'n1,Sùng Thị Dợ,03405,1980-03-04']);
    expect(await person('n1')).toMatchObject({ birth_date: '1980-03-04', birth_year: 1980 });
    const later = await load(world, 'people', ['ref,full_name,unit,birth_year', 'n1,Sùng Thị Dợ,03405,1981']);
    expect(reasons(later)).toEqual(['2 birth_year people.birth_disagree']);
  });

  it('names every fault with the line, and saves nothing of the file', async () => {
    const report = await load(world, 'people', [
      'ref,full_name,unit,sex,birth_date,birth_year,phone,email,national_id,consent_on,consent_by',
      'x1,Tẩn Mẩy,3405,,,,,,,,',
      'x2,Tẩn Mẩy,Bản Bo,,,,,,,,',
      'x3,Tẩn Mẩy,99999,,,,,,,,',
      'x4,Tẩn Mẩy,03405,,31/02/2024,,,,,,',
      'x5,Tẩn Mẩy,03405,,2199-01-01,,,,,,',
      'x6,Tẩn Mẩy,03405,,,2199,,,,,',
      'x7,Tẩn Mẩy,03405,,,,912345678,,,,',
      'x8,Tẩn Mẩy,03405,,,,,,12345678901,,',
      'x9,Tẩn Mẩy,03405,,,,,,,2026-01-01,',
      'x10,Tẩn Mẩy,03405,,,,,,,,Tẩn Lở',
      'x11,Tẩn Mẩy,03405,z,,,,tan.may,,,',
      'x12,,03405,,,,,,,,',
      'x1,Tẩn Mẩy,03405,,,,,,,,',
    ]);
    expect(report.saved).toBe(false);
    expect(reasons(report)).toEqual([
      '2 unit people.unit_unknown_near',
      '3 unit row.not_code',
      '4 unit people.unit_unknown',
      '5 birth_date row.no_such_day',
      '6 birth_date people.birth_future',
      '7 birth_year people.birth_future',
      '8 phone row.phone_lost_zero',
      '9 national_id row.national_id_lost_zero',
      '10 consent_by people.consent_both',
      '11 consent_on people.consent_both',
      '12 sex row.not_one_of',
      '12 email row.not_email',
      '13 full_name row.required',
      '14 ref row.twice',
    ]);
    expect(report.rejected[0]?.reason.params).toEqual({ unit: '3405', near: '03405 Xã Bản Bo' });
    expect(await world.database.row('SELECT id FROM people WHERE ref LIKE ?', ['x%'])).toBeUndefined();
  });

  it('proposes places of the same name where no code was written', async () => {
    const report = await load(world, 'people', ['ref,full_name,unit', 'x1,Tẩn Mẩy,BanBo', 'x2,Tẩn Mẩy,thensin']);
    expect(report.rejected.map(({ reason }) => reason.params.near)).toEqual(['03405 Xã Bản Bo', '03394 Xã Thèn Sin']);
  });

  it('saves exactly the good rows when told to', async () => {
    const lines = ['ref,full_name,unit', 'ok1,Lý A Tủa,03405', 'bad1,Lý A Dê,nowhere'];
    expect(await load(world, 'people', lines, { partial: true })).toMatchObject({
      inserted: 1,
      faulty_rows: 1,
      saved: true,
    });
    expect((await person('ok1')).full_name).toBe('Lý A Tủa');
    await expect(person('bad1')).rejects.toThrow();
  });

  it('ignores and reports ethnicity where the installation does not keep it', async () => {
    const report = await load(world, 'people', ['ref,full_name,unit,ethnicity', 'e1,Vàng A Sình,03405,Mông']);
    expect(report).toMatchObject({ saved: true, unknown_columns: ['ethnicity'] });
    expect((await person('e1')).ethnicity).toBeNull();
  });

  it('writes people out so that a fresh database has the same ones', async () => {
    const text = await exported(world, 'people');
    expect(text).not.toContain('national_id');
    const fresh = await districtWorld();
    const report = await load(fresh.world, 'people', text.trim().split(/\r?\n/));
    expect(report).toMatchObject({ saved: true, rejected: [] });
    const people = (of: World): Promise<object[]> =>
      of.database.rows(
        `SELECT ref, full_name, sort_name, sex, birth_date, birth_year, unit_code, phone, email, consent_on, consent_by
         FROM people ORDER BY ref`,
      );
    expect(await people(fresh.world)).toEqual(await people(world));
    expect(await exported(fresh.world, 'people')).toBe(text);
    await fresh.world.close();
  });

  it('records that a file was brought in, without its people', async () => {
    const events = await world.database.rows<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'import.people'",
    );
    expect(events.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain('Páo');
  });
});
