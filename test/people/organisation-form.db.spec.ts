import type { Organisation } from '../../src/people/people.entities.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, enrol, idOf, load, type Places, training } from './cast.js';

const form = { name: 'Hợp tác xã Chè Bản Bo', group: 'cooperative', unit: '03405', craft_village: '1' };

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
    for (const table of ['organisations', 'events']) await world.database.execute(`DELETE FROM ${table}`);
  });
  await load(world, 'organisations', [
    'ref,name,group,unit,craft_village',
    'htx1,Hợp tác xã Chè Bản Bo,cooperative,03405,true',
    'ho1,Hộ ông Giàng A Sử,household,03394,',
  ]);
});
afterAll(() => world.close());

const organisation = async (ref: string): Promise<Organisation> => {
  const row = await world.database.row<Organisation>('SELECT * FROM organisations WHERE ref = ?', [ref]);
  if (!row) throw new Error(`nothing is called ${ref}`);
  return row;
};
const all = (): Promise<Organisation[]> => world.database.rows('SELECT * FROM organisations ORDER BY id');
const told = async (kind: string): Promise<unknown[]> => {
  const rows = await world.database.rows<{ detail: string | null }>('SELECT detail FROM events WHERE kind = ?', [kind]);
  return rows.map(({ detail }) => JSON.parse(detail ?? 'null') as unknown);
};

describe('registering an organisation', () => {
  const fresh = {
    name: 'Hộ bà Lò Thị Mẩy',
    group: 'household',
    unit: 'Xã Bản Bo (03405)',
    form_key: 'a-key-of-a-form-1',
  };

  it('keeps what was typed, once for one form', async () => {
    const first = await trainer.post('/organisations/new', fresh).expect(303);
    const second = await trainer.post('/organisations/new', { ...fresh, sure: '1' }).expect(303);
    expect(second.headers.location).toBe(first.headers.location);
    expect((await all()).at(-1)).toMatchObject({
      ...{ name: 'Hộ bà Lò Thị Mẩy', sort_name: 'ho ba lo thi may', group_code: 'household', unit_code: '03405' },
      craft_village: 0,
    });
    expect(await all()).toHaveLength(3);
    expect(await told('organisation.registered')).toHaveLength(1);
  });

  it('asks first where one has that name already', async () => {
    const twin = { ...form, name: 'hop tac xa che ban bo', form_key: 'a-key-of-a-form-2' };
    const { text } = await trainer.post('/organisations/new', twin).expect(422);
    expect(text).toContain(`href="/organisations/${await idOf(world, 'organisations', 'htx1')}"`);
    await trainer.post('/organisations/new', { ...twin, sure: '1' }).expect(303);
    expect(await all()).toHaveLength(3);
  });

  it('says what is wrong at its field, and stays inside the territory', async () => {
    const { text } = await trainer.post('/organisations/new', { group: 'teacher', unit: 'x y' }).expect(422);
    for (const field of ['name', 'group', 'unit']) expect(text).toContain(`href="#${field}"`);
    await trainer.post('/organisations/new', { ...fresh, unit: '03394' }).expect(422);
    expect(await all()).toHaveLength(2);
  });
});

describe('correcting an organisation', () => {
  it('saves what is typed, with before and after in the event and on the page', async () => {
    const { id, version } = await organisation('htx1');
    const { text } = await trainer.get(`/organisations/${id}/edit`).expect(200);
    for (const value of ['value="Hợp tác xã Chè Bản Bo"', 'value="Xã Bản Bo (03405)"', 'checked']) {
      expect(text).toContain(value);
    }
    const sent = { ...form, name: 'HTX Chè', craft_village: '', version: `${version}` };
    await trainer.post(`/organisations/${id}/edit`, sent).expect(303);
    await trainer.post(`/organisations/${id}/edit`, sent).expect(303);
    expect(await organisation('htx1')).toMatchObject({ name: 'HTX Chè', craft_village: 0, version: version + 1 });
    expect(await told('organisation.corrected')).toEqual([
      { before: { name: 'Hợp tác xã Chè Bản Bo', craft_village: 1 }, after: { name: 'HTX Chè', craft_village: 0 } },
    ]);
    const page = await organizer.get(`/organisations/${id}`).expect(200);
    expect(page.text).toContain('Tên: Hợp tác xã Chè Bản Bo → HTX Chè; Thuộc làng nghề: Có → Không');
  });

  it('overwrites nothing that somebody else wrote: it shows it beside what was typed', async () => {
    const { id, version } = await organisation('htx1');
    await organizer.post(`/organisations/${id}/edit`, { ...form, unit: '106', version: `${version}` }).expect(303);
    await trainer.get(`/organisations/${id}/edit`).expect(404);
    const late = { ...form, name: 'HTX Chè', version: `${version}` };
    const { text } = await organizer.post(`/organisations/${id}/edit`, late).expect(409);
    expect(text).toContain('<b>Huyện Tam Đường</b>');
    expect(text).toContain('value="HTX Chè"');
    expect(text).toContain(`name="version" value="${version + 1}"`);
    expect(await organisation('htx1')).toMatchObject({ name: 'Hợp tác xã Chè Bản Bo', unit_code: '106' });
  });

  it('keeps the group of one for which somebody attended', async () => {
    await load(world, 'people', ['ref,full_name,unit', 'ng1,Lò Văn Páo,03405']);
    const activity = await training(world, 'TH1', 'Tập huấn', places.banBo);
    await enrol(world, activity, { ref: 'ng1', group: 'cooperative', place: places.banBo, organisation: 'htx1' });
    const { id, version } = await organisation('htx1');
    const other = { ...form, group: 'enterprise', version: `${version}` };
    const { text } = await trainer.post(`/organisations/${id}/edit`, other).expect(422);
    expect(text).toContain('href="#group"');
    expect(await organisation('htx1')).toMatchObject({ group_code: 'cooperative' });
  });

  it('is closed abroad and without the right', async () => {
    const viewer = await world.member('viewer');
    const [mine, abroad] = [(await organisation('htx1')).id, (await organisation('ho1')).id];
    for (const [who, id, status] of [
      [trainer, abroad, 404],
      [viewer, mine, 403],
    ] as const) {
      await who.get(`/organisations/${id}/edit`).expect(status);
      await who.post(`/organisations/${id}/edit`, { ...form, version: '1' }).expect(status);
    }
    const { text } = await viewer.get(`/organisations/${mine}`).expect(200);
    expect(text).not.toContain('/edit"');
    await viewer.get('/organisations/new').expect(403);
  });
});
