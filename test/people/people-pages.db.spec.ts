import type { Member, World } from '../support/world.js';
import { districtWorld, enrol, idOf, load, type Places, training } from './cast.js';

let world: World;
let places: Places;
let trainer: Member;
let organizer: Member;
beforeAll(async () => {
  ({ world, places } = await districtWorld());
  trainer = await world.member('trainer');
  organizer = await world.member('organizer');
  await load(world, 'people', [
    'ref,full_name,unit,birth_date,phone,consent_on,consent_by',
    'gv1,Lò Văn Páo,03405,1990-06-15,0912345678,,',
    'gv2,Đặng Thị Ánh,03405,1985-01-02,,,',
    'tre1,Vàng Thị Mai,03405,2015-02-01,,,',
    'tre2,Vàng Thị Lan,03405,2016-02-01,,2026-01-05,Vàng A Sử',
    'kb1,Giàng Thị Sua,03394,,,,',
  ]);
  const activity = await training(world, 'TH1', 'Tập huấn phòng ngừa', places.district);
  await enrol(world, activity, { ref: 'gv1', group: 'teacher', place: places.banBo, trained: true });
  await enrol(world, activity, { ref: 'kb1', group: 'child', place: places.thenSin });
});
afterAll(() => world.close());

/** The names of the list, in its order. */
const listed = (html: string): string[] =>
  [...html.matchAll(/<a href="\/people\/\d+">([^<]*)<\/a>/g)].map(([, name = '']) => name);
const search = async (who: Member, q: string): Promise<string[]> =>
  listed((await who.get(`/people?q=${encodeURIComponent(q)}`).expect(200)).text);

describe('the list of people', () => {
  it('is in the order of given names', async () => {
    const { text } = await organizer.get('/people').expect(200);
    expect(listed(text)).toEqual(['Đặng Thị Ánh', 'Vàng Thị Lan', 'Vàng Thị Mai', 'Lò Văn Páo', 'Giàng Thị Sua']);
  });

  it('finds by words in any order, without marks and case', async () => {
    expect(await search(organizer, 'pao lo')).toEqual(['Lò Văn Páo']);
    expect(await search(organizer, 'DANG anh')).toEqual(['Đặng Thị Ánh']);
    expect(await search(organizer, 'vang thi')).toEqual(['Vàng Thị Lan', 'Vàng Thị Mai']);
    expect(await search(organizer, 'xyz')).toEqual([]);
  });

  it('narrows to a place', async () => {
    const { text } = await organizer.get('/people?unit=03394').expect(200);
    expect(listed(text)).toEqual(['Giàng Thị Sua']);
    await organizer.get('/people?unit=99999').expect(404);
  });

  it('goes page by page', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `many${at},Tẩn Mẩy ${String(at).padStart(2, '0')},03394`);
    await load(world, 'people', ['ref,full_name,unit', ...rows]);
    const first = await organizer.get('/people?q=tan+may').expect(200);
    expect(listed(first.text)).toHaveLength(25);
    expect(first.text).toContain('href="/people?q&#x3D;tan+may&amp;page&#x3D;2"');
    const last = await organizer.get('/people?q=tan+may&page=3').expect(200);
    expect(listed(last.text)).toHaveLength(10);
    expect(last.text).toContain('51–60 trong 60');
    await world.database.transaction(() => world.database.execute("DELETE FROM people WHERE ref LIKE 'many%'"));
  });

  it('is a file too, neutralised', async () => {
    await load(world, 'people', ['ref,full_name,unit', 'f1,=HYPERLINK(1),03405']);
    const { text, headers } = await organizer.get('/people/list.csv?q=').expect(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(text.startsWith('\ufeffref,name,sex')).toBe(true);
    expect(text).toContain("'=HYPERLINK(1)");
    expect(text.trim().split(/\r?\n/)).toHaveLength(7);
    await world.database.transaction(() => world.database.execute("DELETE FROM people WHERE ref = 'f1'"));
  });

  it('is closed to viewers and strangers', async () => {
    const viewer = await world.member('viewer');
    for (const path of ['/people', '/people/list.csv', `/people/${await idOf(world, 'people', 'gv1')}`]) {
      await viewer.get(path).expect(403);
      await world.request().get(path).expect(303);
    }
    await viewer.api('get', '/api/v1/people').expect(403);
    await viewer.api('post', '/api/v1/people').send({ rows: [] }).expect(403);
  });
});

describe('children', () => {
  it('are initials without consent, in the list, on the page, in the file and for programs', async () => {
    const id = await idOf(world, 'people', 'tre1');
    const answers = await Promise.all([
      trainer.get('/people'),
      trainer.get(`/people/${id}`),
      trainer.get('/people/list.csv'),
      trainer.api('get', '/api/v1/people'),
      trainer.api('get', '/api/v1/people/tre1'),
    ]);
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toContain('Vàng Thị Mai');
      expect(text).toContain('V. T. M.');
    }
    expect(answers[0]?.text).toContain('Vàng Thị Lan');
  });

  it('are initials too where only a roster of children tells', async () => {
    const { text } = await trainer.get('/people').expect(200);
    expect(text).not.toContain('Giàng Thị Sua');
    expect(text).toContain('G. T. S.');
  });

  it('are initials too where the record that was on the roster has been merged into another', async () => {
    await load(world, 'people', ['ref,full_name,unit', 'kb2,Thào Thị Dế,03394', 'kb2b,Thào Thị Dế,03394']);
    const activity = await training(world, 'TH2', 'Truyền thông ở trường', places.thenSin);
    await enrol(world, activity, { ref: 'kb2b', group: 'child', place: places.thenSin });
    await organizer.api('post', '/api/v1/people/kb2b/merge').send({ into: 'kb2' }).expect(201);
    const { text } = await trainer.get(`/people/${await idOf(world, 'people', 'kb2')}`).expect(200);
    expect(text).not.toContain('Thào Thị Dế');
    expect(text).toContain('T. T. D.');
    expect(await search(trainer, 'thao')).toEqual([]);
    await world.database.transaction(() => world.database.execute("DELETE FROM people WHERE ref LIKE 'kb2%'"));
  });

  it('are not found by the name that is kept back', async () => {
    expect(await search(trainer, 'vang thi')).toEqual(['Vàng Thị Lan']);
    expect(await search(trainer, 'sua')).toEqual([]);
    expect(await search(organizer, 'sua')).toEqual(['Giàng Thị Sua']);
    const { body } = await trainer.api('get', '/api/v1/people?q=mai').expect(200);
    expect(body.items).toEqual([]);
  });
});

describe('the page of a person', () => {
  it('tells the facts and what the person took part in', async () => {
    const { text } = await trainer.get(`/people/${await idOf(world, 'people', 'gv1')}`).expect(200);
    for (const words of ['Lò Văn Páo', 'Xã Bản Bo', '15/06/1990', '0912345678', 'Tập huấn phòng ngừa']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('1 trong 1 buổi');
    expect(text).toContain('Được tập huấn 10/06/2025');
  });

  it('leads from a merged record to the person, who shows where it came from', async () => {
    await load(world, 'people', ['ref,full_name,unit', 'gv1b,Lo Van Pao,03405']);
    const done = await organizer
      .api('post', '/api/v1/people/gv1b/merge')
      .send({ into: 'gv1', reason: 'trùng số điện thoại' })
      .expect(201);
    const [id, merged] = [await idOf(world, 'people', 'gv1'), await idOf(world, 'people', 'gv1b')];
    expect((await organizer.get(`/people/${merged}`).expect(200)).text).toContain(`href="/people/${id}"`);
    const { text } = await organizer.get(`/people/${id}`).expect(200);
    expect(text).toContain('gv1b (Lo Van Pao)');
    expect(text).toContain('trùng số điện thoại');
    expect(await search(organizer, 'pao')).toEqual(['Lò Văn Páo']);
    const one = await organizer.api('get', '/api/v1/people/gv1b').expect(200);
    expect(one.body).toMatchObject({ merged_into: 'gv1', merges: [] });
    const survivor = await organizer.api('get', '/api/v1/people/gv1').expect(200);
    expect(survivor.body.merges).toMatchObject([{ id: done.body.id, ref: 'gv1b', reason: 'trùng số điện thoại' }]);
  });

  it('does not exist under an address that is none', async () => {
    for (const path of ['/people/0', '/people/abc', '/people/99999999', '/people/1e3'])
      await trainer.get(path).expect(404);
  });
});

describe('people for programs', () => {
  it('are listed by ref, page after page, as in the file', async () => {
    const first = await organizer.api('get', '/api/v1/people?limit=2').expect(200);
    expect(first.body.items.map(({ ref }: { ref: string }) => ref)).toEqual(['gv1', 'gv2']);
    const { body } = await organizer.api('get', `/api/v1/people?limit=2&cursor=${first.body.next_cursor}`).expect(200);
    expect(body.items.map(({ ref }: { ref: string }) => ref)).toEqual(['kb1', 'tre1']);
    expect(first.body.items[0]).toEqual({
      ...{ ref: 'gv1', full_name: 'Lò Văn Páo', sex: null, birth_date: '1990-06-15', birth_year: 1990, unit: '03405' },
      ...{ phone: '0912345678', email: null, national_id_tail: null, consent_on: null, consent_by: null },
      merged_into: null,
    });
  });

  it('are added and changed by rows, all or none', async () => {
    const rows = [{ ref: 'api1', full_name: 'Sùng A Chu', unit: '03405', birth_year: 1991 }];
    const added = await trainer.api('post', '/api/v1/people').send({ rows }).expect(200);
    expect(added.body).toMatchObject({ kind: 'people', rows: 1, inserted: 1, rejected: [] });
    const again = await trainer.api('post', '/api/v1/people').send({ rows }).expect(200);
    expect(again.body).toMatchObject({ unchanged: 1 });
    const bad = { rows: [...rows, { ref: 'api2', full_name: 'Sùng A Dê', unit: 'nowhere' }] };
    const refused = await trainer.api('post', '/api/v1/people').send(bad).expect(422);
    expect(refused.body.errors[0].field).toBe('rows.2.unit');
  });
});
