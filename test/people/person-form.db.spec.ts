import type { Person } from '../../src/people/people.entities.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, idOf, load, type Places } from './cast.js';

const NUMBER = '012095001234';

let world: World;
let places: Places;
let trainer: Member;
let organizer: Member;
beforeAll(async () => {
  ({ world, places } = await districtWorld());
  trainer = await world.member('trainer', places.banBo);
  organizer = await world.member('organizer');
});
beforeEach(async () => {
  await world.database.transaction(async () => {
    for (const table of ['people', 'events']) await world.database.execute(`DELETE FROM ${table}`);
  });
  await load(world, 'people', [
    'ref,full_name,sex,unit,birth_date,phone',
    'gv1,Lò Văn Páo,m,03405,1990-06-15,0912345678',
    'tre1,Vàng Thị Mai,f,03405,2015-02-01,',
    'xa1,Giàng Thị Sua,f,03394,,',
  ]);
});
afterAll(() => world.close());

const person = async (ref: string): Promise<Person> => {
  const row = await world.database.row<Person>('SELECT * FROM people WHERE ref = ?', [ref]);
  if (!row) throw new Error(`nobody is called ${ref}`);
  return row;
};
const events = (kind: string): Promise<{ detail: string | null; actor_id: number; subject_id: number }[]> =>
  world.database.rows('SELECT detail, actor_id, subject_id FROM events WHERE kind = ? ORDER BY id', [kind]);
const people = async (): Promise<number> =>
  Number((await world.database.row<{ n: number }>('SELECT COUNT(*) AS n FROM people'))?.n);
const newcomer = { full_name: 'Sùng A Chu', unit: 'Xã Bản Bo (03405)', born: '1991', form_key: 'a-key-of-a-form-1' };

describe('registering somebody', () => {
  it('keeps what was typed, in the form of the files, with an event', async () => {
    const sent = { ...newcomer, sex: 'm', born: '5.7.1991', phone: '+84 912 000 111', email: 'Chu@Example.VN' };
    const { headers } = await trainer.post('/people/new', sent).expect(303);
    const id = Number(`${headers.location}`.replace('/people/', ''));
    const row = await world.database.row<Person>('SELECT * FROM people WHERE id = ?', [id]);
    expect(row).toMatchObject({
      ...{ full_name: 'Sùng A Chu', sort_name: 'chu sung a', unit_code: '03405', sex: 'm' },
      ...{ birth_date: '1991-07-05', birth_year: 1991, phone: '0912000111', email: 'chu@example.vn' },
    });
    expect(await events('person.registered')).toMatchObject([{ actor_id: trainer.id, subject_id: id }]);
  });

  it('makes one record of a form that is sent twice, also where it was corrected in between', async () => {
    const first = await trainer.post('/people/new', newcomer).expect(303);
    const { id, version } = await world.database.row<Person>('SELECT * FROM people ORDER BY id DESC').then((row) => {
      if (!row) throw new Error('nobody');
      return row;
    });
    const corrected = { ...newcomer, full_name: 'Sùng A Chừ', version: String(version) };
    await trainer.post(`/people/${id}/edit`, corrected).expect(303);
    const second = await trainer.post('/people/new', { ...newcomer, sure: '1' }).expect(303);
    expect(second.headers.location).toBe(first.headers.location);
    expect(await people()).toBe(4);
    const row = await world.database.row<Person>('SELECT full_name FROM people WHERE id = ?', [id]);
    expect(row?.full_name).toBe('Sùng A Chừ');
  });

  it('asks first where somebody has that name already', async () => {
    const twin = { ...newcomer, full_name: 'lo van pao', form_key: 'a-key-of-a-form-2' };
    const { text } = await trainer.post('/people/new', twin).expect(422);
    expect(text).toContain(`href="/people/${await idOf(world, 'people', 'gv1')}"`);
    expect(text).toContain('value="lo van pao"');
    expect(await people()).toBe(3);
    await trainer.post('/people/new', { ...twin, sure: '1' }).expect(303);
    expect(await people()).toBe(4);
  });

  it('says what is wrong at its field and keeps what was typed', async () => {
    const wrong = { full_name: '', unit: 'Xã Không Có', born: '31/02/1990', phone: '12', email: 'x', national_id: '1' };
    const { text } = await trainer.post('/people/new', wrong).expect(422);
    for (const field of ['full_name', 'unit', 'born', 'phone', 'email', 'national_id']) {
      expect(text).toContain(`href="#${field}"`);
    }
    expect(text).toContain('value="31/02/1990"');
    const future = await trainer.post('/people/new', { ...newcomer, born: '2199', national_id: NUMBER }).expect(422);
    expect(future.text).toContain('href="#born"');
    expect(future.text).toContain('Nhập lại số định danh');
    expect(future.text).not.toContain(NUMBER);
  });

  it('stays inside the territory', async () => {
    const { text } = await trainer.post('/people/new', { ...newcomer, unit: '03394' }).expect(422);
    expect(text).toContain('nằm ngoài phạm vi');
    expect(await people()).toBe(3);
  });
});

describe('correcting somebody', () => {
  const form = { full_name: 'Lò Văn Páo', sex: 'm', unit: '03405', born: '15/06/1990', phone: '0912345678' };

  it('shows what is recorded and saves what is typed, with before and after in the event', async () => {
    const { id, version } = await person('gv1');
    const { text } = await trainer.get(`/people/${id}/edit`).expect(200);
    for (const value of ['Lò Văn Páo', '15/06/1990', 'Xã Bản Bo (03405)', '0912345678']) {
      expect(text).toContain(`value="${value}"`);
    }
    const sent = { ...form, born: '1991', phone: '', national_id: NUMBER, version: String(version) };
    await trainer.post(`/people/${id}/edit`, sent).expect(303);
    expect(await person('gv1')).toMatchObject({
      ...{ birth_date: null, birth_year: 1991, phone: null, national_id_tail: '234', version: version + 1 },
    });
    const [event] = await events('person.corrected');
    expect(JSON.parse(event?.detail ?? '')).toEqual({
      before: { birth_date: '1990-06-15', birth_year: 1990, phone: '0912345678' },
      after: { birth_date: null, birth_year: 1991, phone: null },
      untold: ['national_id'],
    });
    const page = await organizer.get(`/people/${id}`).expect(200);
    expect(page.text).toContain('Điện thoại: 0912345678 → –');
    expect(page.text).toContain('Số định danh: đã thay đổi');
  });

  it('moves somebody at once to the new home, and keeps or forgets the national ID as asked', async () => {
    const { id, version } = await person('gv1');
    await organizer.post(`/people/${id}/edit`, { ...form, national_id: NUMBER, version: `${version}` }).expect(303);
    await organizer.post(`/people/${id}/edit`, { ...form, unit: '03394', version: `${version + 1}` }).expect(303);
    expect(await person('gv1')).toMatchObject({ unit_code: '03394', national_id_tail: '234' });
    await trainer.get(`/people/${id}`).expect(404);
    const forget = { ...form, unit: '03394', national_id_removal: '1', version: `${version + 2}` };
    await organizer.post(`/people/${id}/edit`, forget).expect(303);
    expect(await person('gv1')).toMatchObject({ national_id_hash: null, national_id_tail: null });
  });

  it('overwrites nothing that somebody else wrote: it shows it beside what was typed', async () => {
    const { id, version } = await person('gv1');
    await organizer.post(`/people/${id}/edit`, { ...form, phone: '0987654321', version: `${version}` }).expect(303);
    const { text } = await trainer
      .post(`/people/${id}/edit`, { ...form, full_name: 'Lò Văn Bảo', version: `${version}` })
      .expect(409);
    expect(text).toContain('<b>0987654321</b>');
    expect(text).toContain('value="Lò Văn Bảo"');
    expect(text).toContain(`name="version" value="${version + 1}"`);
    expect(await person('gv1')).toMatchObject({ full_name: 'Lò Văn Páo', phone: '0987654321' });
    const decided = { ...form, full_name: 'Lò Văn Bảo', phone: '0987654321', version: `${version + 1}` };
    await trainer.post(`/people/${id}/edit`, decided).expect(303);
    expect(await person('gv1')).toMatchObject({ full_name: 'Lò Văn Bảo', phone: '0987654321' });
  });

  it('is done once however often it is sent', async () => {
    const { id, version } = await person('gv1');
    const sent = { ...form, phone: '0987654321', version: `${version}` };
    await trainer.post(`/people/${id}/edit`, sent).expect(303);
    await trainer.post(`/people/${id}/edit`, sent).expect(303);
    expect((await person('gv1')).version).toBe(version + 1);
    expect(await events('person.corrected')).toHaveLength(1);
  });

  it('is open to nobody from whom the name is kept back, outside the territory, or without the right', async () => {
    const [child, abroad] = [(await person('tre1')).id, (await person('xa1')).id];
    const viewer = await world.member('viewer');
    for (const [who, id, status] of [
      [trainer, child, 403],
      [trainer, abroad, 404],
      [viewer, child, 403],
    ] as const) {
      await who.get(`/people/${id}/edit`).expect(status);
      await who.post(`/people/${id}/edit`, { ...form, version: '1' }).expect(status);
    }
    expect((await trainer.get(`/people/${child}`).expect(200)).text).not.toContain(`/people/${child}/edit`);
    expect((await organizer.get(`/people/${child}`).expect(200)).text).toContain(`/people/${child}/edit`);
    expect((await person('tre1')).full_name).toBe('Vàng Thị Mai');
  });

  it('is open for no record that was merged into another', async () => {
    await organizer.api('post', '/api/v1/people/xa1/merge').send({ into: 'gv1' }).expect(201);
    await organizer.get(`/people/${(await person('xa1')).id}/edit`).expect(404);
  });

  it('leaves a named child’s record opened as an event', async () => {
    const { id } = await person('tre1');
    await organizer.get(`/people/${id}/edit`).expect(200);
    expect(await events('person.read')).toMatchObject([{ actor_id: organizer.id, subject_id: id }]);
  });
});
