import { setClock } from '../../src/config/clock.js';
import type { OrganisationMember } from '../../src/people/members.entities.js';
import type { Member, World } from '../support/world.js';
import { districtWorld, idOf, load, type Places } from './cast.js';

let world: World;
let places: Places;
let trainer: Member;
let organizer: Member;
let at: string;
const ids: Record<string, number> = {};
beforeAll(async () => {
  setClock(() => new Date('2026-03-15T03:00:00Z'));
  ({ world, places } = await districtWorld());
  trainer = await world.member('trainer', places.banBo);
  organizer = await world.member('organizer');
  await load(world, 'people', [
    'ref,full_name,unit,birth_date',
    'chu,Lò Văn Páo,03405,1990-06-15',
    'tre,Vàng Thị Mai,03405,2015-02-01',
    'xa,Giàng Thị Sua,03394,',
  ]);
  await load(world, 'organisations', [
    'ref,name,group,unit',
    'htx,Hợp tác xã Chè,cooperative,03405',
    'ho,Hộ ông Giàng A Sử,household,03394',
  ]);
  for (const ref of ['chu', 'tre', 'xa']) ids[ref] = await idOf(world, 'people', ref);
  for (const ref of ['htx', 'ho']) ids[ref] = await idOf(world, 'organisations', ref);
  at = `/organisations/${ids.htx}`;
});
beforeEach(() =>
  world.database.transaction(async () => {
    for (const table of ['organisation_members', 'events']) await world.database.execute(`DELETE FROM ${table}`);
  }),
);
afterAll(async () => {
  setClock();
  await world.close();
});

const rows = (): Promise<OrganisationMember[]> => world.database.rows('SELECT * FROM organisation_members ORDER BY id');
const kinds = async (): Promise<string[]> => {
  const told = await world.database.rows<{ kind: string }>("SELECT kind FROM events WHERE kind LIKE 'organisation.%'");
  return told.map(({ kind }) => kind);
};
const add = (ref: string, who = trainer, more: object = {}) =>
  who.post(`${at}/members/new`, { person: `${ids[ref]}`, role: 'head', since: '05/01/2020', q: 'lo', ...more });
const one = async (): Promise<string> => `${at}/members/${(await rows())[0]?.id}`;

describe('the people of an organisation', () => {
  it('are found in the register and shown on both pages', async () => {
    const { text } = await trainer.get(`${at}/members/new?q=pao+lo`).expect(200);
    expect(text).toContain('Lò Văn Páo');
    expect(text).toContain(`value="${ids.chu}"`);
    await add('chu').expect(303);
    expect(await rows()).toMatchObject([
      { person_id: ids.chu, role: 'head', since: '2020-01-05', ended_on: null, author_id: trainer.id },
    ]);
    const organisation = await trainer.get(at).expect(200);
    for (const words of ['Lò Văn Páo', 'Chủ hộ, người đứng đầu', '05/01/2020'])
      expect(organisation.text).toContain(words);
    const person = await trainer.get(`/people/${ids.chu}`).expect(200);
    expect(person.text).toContain('Thuộc tổ chức');
    expect(person.text).toContain(`href="${at}"`);
  });

  it('are added once in a role however often it is sent, and by two at the same time', async () => {
    const answers = await Promise.all([add('chu'), add('chu', organizer)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    await add('chu', trainer, { role: 'worker' }).expect(303);
    expect((await rows()).map(({ role }) => role)).toEqual(['head', 'worker']);
    expect(await kinds()).toEqual(['organisation.member_added', 'organisation.member_added']);
  });

  it('say what is missing and keep the search', async () => {
    const wrong = { q: 'pao', role: '', since: '01/01/2030' };
    const { text } = await trainer.post(`${at}/members/new`, wrong).expect(422);
    for (const field of ['person', 'role', 'since']) expect(text).toContain(`href="#${field}"`);
    expect(text).toContain('Lò Văn Páo');
    expect((await trainer.get(`${at}/members/new?q=khong+co`).expect(200)).text).toContain('Không tìm thấy ai');
  });

  it('stay with their last day when they leave, and may come again', async () => {
    await add('chu').expect(303);
    const member = await one();
    await trainer.post(member, { ended_on: '01/01/2019' }).expect(422);
    await trainer.post(member, { ended_on: '01/02/2026' }).expect(303);
    await trainer.post(member, { ended_on: '01/02/2026' }).expect(303);
    const { text } = await organizer.post(member, { ended_on: '02/02/2026' }).expect(422);
    expect(text).toContain('Ngày thôi đã được ghi là 01/02/2026');
    expect((await trainer.get(at).expect(200)).text).toContain('01/02/2026');
    await add('chu').expect(303);
    expect((await rows()).map(({ ended_on }) => ended_on)).toEqual(['2026-02-01', null]);
  });

  it('are taken out where that was a mistake; the event keeps what it was', async () => {
    await add('chu').expect(303);
    const removal = `${await one()}/removal`;
    await trainer.post(removal).expect(303);
    expect(await rows()).toEqual([]);
    await trainer.post(removal).expect(303);
    expect((await trainer.get(at)).text).toContain('Việc này đã được làm trước đó');
    const event = await world.database.row<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'organisation.member_removed'",
    );
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({ person: ids.chu, role: 'head', since: '2020-01-05' });
  });
});

describe('who sees them', () => {
  it('sees children as elsewhere, and nobody of another territory', async () => {
    await add('tre').expect(303);
    await add('xa', organizer).expect(303);
    const { text } = await trainer.get(at).expect(200);
    expect(text).toContain('V. T. M.');
    expect(text).toContain('Không hiển thị tên');
    for (const name of ['Vàng Thị Mai', 'Giàng Thị Sua']) expect(text).not.toContain(name);
    expect((await organizer.get(at).expect(200)).text).toContain('Giàng Thị Sua');
    const viewer = await world.member('viewer');
    expect((await viewer.get(at).expect(200)).text).not.toMatch(/Giàng|Vàng|V\. T\. M\./);
  });

  it('sees the organisations of another territory without their names', async () => {
    await organizer.post(`/organisations/${ids.ho}/members/new`, { person: `${ids.chu}`, role: 'member' }).expect(303);
    const { text } = await trainer.get(`/people/${ids.chu}`).expect(200);
    expect(text).toContain('Tổ chức thuộc địa bàn khác');
    expect(text).not.toContain('Giàng A Sử');
  });

  it('changes nothing abroad or without the right', async () => {
    await add('xa', trainer).expect(404);
    await add('chu', await world.member('viewer')).expect(403);
    await trainer.get(`/organisations/${ids.ho}/members/new`).expect(404);
    await add('xa', organizer).expect(303);
    for (const path of [await one(), `${await one()}/removal`]) {
      await trainer.post(path, { ended_on: '01/02/2026' }).expect(404);
    }
    expect(await rows()).toMatchObject([{ person_id: ids.xa, ended_on: null }]);
  });
});
