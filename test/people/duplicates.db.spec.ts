import type { Member, World } from '../support/world.js';
import { districtWorld, enrol, idOf, load, type Places, training } from './cast.js';

let world: World;
let places: Places;
let organizer: Member;
beforeAll(async () => {
  ({ world, places } = await districtWorld());
  organizer = await world.member('organizer');
  await load(world, 'people', [
    'ref,full_name,unit,birth_year,phone,national_id',
    'id1,Vàng A Sử,03405,1970,,012070001234',
    'id2,Vàng Văn Sử,03394,1971,,012070001234',
    'ph1,Tẩn Mẩy,03405,1988,0912345678,',
    'ph2,Tẩn Láo Lở,03394,1950,0912345678,',
    'pao1,Lò Văn Páo,03405,1990,,',
    'pao2,Lo Van Pao,03405,1990,,',
    'hoa1,Đỗ Thị Hoa,03405,,,',
    'hoa2,Đỗ Thị Hoan,03405,1985,,',
    'hoa3,Đỗ Thị Hoạt,03394,1985,,',
    'may1,Phàn U Mẩy,03405,1980,,',
    'may2,Phàn U Mẩy,03394,1980,,',
    'one1,Sần Thị Hà,03405,1999,,',
  ]);
});
afterAll(() => world.close());

/** Pairs of the list as `ref ref: signs`, in its order. */
async function listed(who: Member, query = ''): Promise<string[]> {
  const { text } = await who.get(`/people/duplicates${query}`).expect(200);
  const rows = [...text.matchAll(/<tr role="row"><th scope="row".*?<\/tr>/gs)].map(([row]) => row);
  return rows.map((row) => {
    const refs = [...row.matchAll(/<span class="sub">[^<]* · (\w+) · \d+ hoạt động<\/span>/g)].map(([, ref]) => ref);
    const signs = /<td role="cell" data-label="Dấu hiệu">([^<]*)</.exec(row)?.[1];
    return `${refs.join(' ')}: ${signs}`;
  });
}

describe('possible duplicates', () => {
  it('are listed with their signs, the strongest first', async () => {
    expect(await listed(organizer)).toEqual([
      'id1 id2: Cùng số định danh',
      'pao1 pao2: Tên gần giống, cùng nơi ở · Cùng họ tên và năm sinh',
      'ph1 ph2: Cùng số điện thoại',
      'hoa1 hoa2: Tên gần giống, cùng nơi ở',
      'may1 may2: Cùng họ tên và năm sinh',
    ]);
  });

  it('are narrowed to a sign and to a place', async () => {
    expect(await listed(organizer, '?reason=phone')).toEqual(['ph1 ph2: Cùng số điện thoại']);
    expect(await listed(organizer, '?reason=name_year')).toHaveLength(2);
    expect(await listed(organizer, '?unit=03405')).toHaveLength(2);
    expect(await listed(organizer, '?unit=03394')).toEqual([]);
    expect(await listed(organizer, '?reason=nothing')).toHaveLength(5);
    await organizer.get('/people/duplicates?unit=99999').expect(404);
  });

  it('are those of the own territory, for those who may merge', async () => {
    const ofBanBo = await world.member('organizer', places.banBo);
    expect((await listed(ofBanBo)).map((row) => row.split(':')[0])).toEqual(['pao1 pao2', 'hoa1 hoa2']);
    await ofBanBo.get('/people/duplicates?unit=03394').expect(404);
    for (const role of ['trainer', 'viewer'] as const) {
      await (await world.member(role)).get('/people/duplicates').expect(403);
    }
    const english = await organizer.get('/people').expect(200);
    expect(english.text).toContain('href="/people/duplicates"');
    const trainer = await world.member('trainer');
    expect((await trainer.get('/people').expect(200)).text).not.toContain('/people/duplicates');
  });

  it('tell how many activities each took part in, by whichever record, as far as the reader knows of them', async () => {
    const here = await training(world, 'TH1', 'Tập huấn', places.banBo);
    const there = await training(world, 'TH2', 'Tập huấn khác', places.thenSin);
    await enrol(world, here, { ref: 'pao1', group: 'parent', place: places.banBo });
    await enrol(world, there, { ref: 'pao1', group: 'parent', place: places.thenSin });
    const counts = async (who: Member) =>
      [...(await who.get('/people/duplicates?unit=03405')).text.matchAll(/pao1 · (\d+) hoạt động/g)].map(([, n]) => n);
    expect(await counts(organizer)).toEqual(['2']);
    expect(await counts(await world.member('organizer', places.banBo))).toEqual(['1']);
  });

  it('are the same in a territory of many homes, where they are looked up the other way round', async () => {
    const villages = Array.from({ length: 60 }, (_, at) => `B${at},Bản ${at},cohort,03405`);
    await load(world, 'units', ['code,name,level,parent', ...villages]);
    const ofBanBo = await world.member('organizer', places.banBo);
    const rows = [
      'v1,Mùa A Dơ,B1,1977,0977777777,',
      'v2,Cứ Thị Ká,B2,1977,0977777777,',
      'v3,Ma A Tủa,B3,1960,,',
      'v4,Ma A Tủa,B4,1960,,',
    ];
    await load(world, 'people', [
      'ref,full_name,unit,birth_year,phone,national_id',
      ...rows,
      'v5,Ma A Tủa,03394,1960,,',
    ]);
    expect(await listed(ofBanBo)).toEqual([
      'pao1 pao2: Tên gần giống, cùng nơi ở · Cùng họ tên và năm sinh',
      'v1 v2: Cùng số điện thoại',
      'hoa1 hoa2: Tên gần giống, cùng nơi ở',
      'v3 v4: Cùng họ tên và năm sinh',
    ]);
    await world.database.transaction(() => world.database.execute("DELETE FROM people WHERE ref LIKE 'v%'"));
  });

  it('leave out what more than ten people share', async () => {
    const rows = Array.from({ length: 11 }, (_, at) => `s${at},${'ABCDEGHIKLM'[at]}o Thị,03394,,0987654321,`);
    await load(world, 'people', ['ref,full_name,unit,birth_year,phone,national_id', ...rows]);
    expect(await listed(organizer, '?reason=phone')).toHaveLength(1);
    await world.database.transaction(() => world.database.execute("DELETE FROM people WHERE ref = 's0'"));
    expect(await listed(organizer, '?reason=phone')).toHaveLength(25);
    const last = await organizer.get('/people/duplicates?reason=phone&page=2').expect(200);
    expect(last.text).toContain('26–46 trong 46');
    await world.database.transaction(() => world.database.execute("DELETE FROM people WHERE ref LIKE 's%'"));
  });

  it('stand on the page of a person, for those who may merge', async () => {
    const id = await idOf(world, 'people', 'pao2');
    const { text } = await organizer.get(`/people/${id}`).expect(200);
    expect(text).toContain('Có thể trùng với');
    expect(text).toContain(`href="/people/duplicates/${await idOf(world, 'people', 'pao1')}/${id}"`);
    const alone = await organizer.get(`/people/${await idOf(world, 'people', 'one1')}`).expect(200);
    expect(alone.text).not.toContain('Có thể trùng với');
    const ofBanBo = await world.member('organizer', places.banBo);
    const cut = await ofBanBo.get(`/people/${await idOf(world, 'people', 'may1')}`).expect(200);
    expect(cut.text).not.toContain('Có thể trùng với');
    const trainer = await world.member('trainer');
    expect((await trainer.get(`/people/${id}`).expect(200)).text).not.toContain('Có thể trùng với');
  });

  it('are found by the name as it was last written', async () => {
    await load(world, 'people', [
      'ref,full_name,unit,birth_year',
      'one1,Phạm Thị Hà,03405,1999',
      'x,Hà Pham Thy,03405,',
    ]);
    expect(await listed(organizer, '?reason=similar&unit=03405')).toContain('one1 x: Tên gần giống, cùng nơi ở');
    await load(world, 'people', ['ref,full_name,unit,birth_year', 'one1,Sần Thị Hà,03405,1999']);
    expect(await listed(organizer, '?reason=similar&unit=03405')).toHaveLength(2);
  });
});
