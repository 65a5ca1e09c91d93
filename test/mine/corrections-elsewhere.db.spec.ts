import { setClock } from '../../src/config/clock.js';
import { activities, commune, type Commune, linkOf, send } from './participants.js';

const WANTED = 'Giàng A Xá';
const ELSEWHERE = 'Người này cư trú ngoài địa bàn của bạn';
let at: Commune;
let own: string;

const states = async (): Promise<unknown[]> =>
  (await at.field.world.database.rows<{ state: string }>('SELECT state FROM name_corrections ORDER BY id')).map(
    ({ state }) => state,
  );

beforeAll(async () => {
  at = await commune();
  await activities(at.field);
  await at.field.good('people', 'ref,full_name,unit,birth_year\nxa-em,Vàng Thị Bé,A,2016');
  await at.field.good('participations', 'activity,person,group\nT,xa,parent\nT,xa-em,child');
  const form = { wanted_name: WANTED, form_key: 'a-key-of-a-form-1', remark: 'Thiếu dấu' };
  await send(at.field, `${await linkOf(at.field, 'xa')}/correction`, form).expect(303);
  own = `/people/corrections/${await at.field.id('name_corrections', 'wanted_name', WANTED)}`;
});
afterAll(async () => {
  setClock();
  await at.field.world.close();
});

describe('a correction of somebody who lives elsewhere', () => {
  it('reaches the trainer on whose roster they are, who cannot decide it', async () => {
    expect((await at.trainer.get('/activities/T')).text).toContain('1 đề nghị sửa tên đang chờ.');
    expect((await at.trainer.get('/my-sessions')).text).toContain('đề nghị sửa tên đang chờ');
    for (const list of ['', '?mine=1', '?activity=T'])
      expect((await at.trainer.get(`/people/corrections${list}`)).text).toContain(WANTED);
    const { text } = await at.trainer.get(own).expect(200);
    for (const told of [WANTED, 'Thiếu dấu', ELSEWHERE]) expect(text).toContain(told);
    for (const absent of ['/acceptance', '/refusal', `href="/people/${await at.field.id('people', 'ref', 'xa')}"`])
      expect(text).not.toContain(absent);
    for (const act of ['acceptance', 'refusal']) {
      await at.trainer.post(`${own}/${act}`, { reason: 'Không' }).expect(403);
    }
    expect(await states()).toEqual(['waiting']);
  });

  it('shows initials of a child to who may not read the name', async () => {
    const form = { wanted_name: 'Vàng Thị Bế', form_key: 'a-key-of-a-form-2', remark: 'Tên của con' };
    await send(at.field, `${await linkOf(at.field, 'xa-em')}/correction`, form).expect(303);
    const child = `/people/corrections/${await at.field.id('name_corrections', 'wanted_name', 'Vàng Thị Bế')}`;
    const { text } = await at.trainer.get(child).expect(200);
    expect(text).toContain('V. T. B.');
    for (const kept of ['Vàng Thị', 'Tên của con']) expect(text).not.toContain(kept);
  });

  it('is not there for who has them on no roster, and decided by whoever is responsible for the home', async () => {
    const { database } = at.field.world;
    await database.transaction(() =>
      database.execute(
        "UPDATE participations SET person_id = (SELECT id FROM people WHERE ref = 'an2') WHERE person_id = (SELECT id FROM people WHERE ref = 'xa')",
      ),
    );
    await at.trainer.get(own).expect(404);
    expect((await at.trainer.get('/people/corrections')).text).not.toContain(WANTED);
    await at.elsewhere.post(`${own}/acceptance`).expect(303);
    expect(await states()).toEqual(['done', 'waiting']);
  });
});
