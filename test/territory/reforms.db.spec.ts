import { Database } from '../../src/database/database.js';
import { TerritoryStore } from '../../src/territory/territory.store.js';
import { type Member, World } from '../support/world.js';
import { exported, importLines, importReal, placeId } from './district.js';

let world: World;
let administrator: Member;
let organizer: Member;
let viewer: Member;
let trainerOfTaLeng: Member;

beforeAll(async () => {
  world = await World.create();
  await importReal(world, 'units');
  await importReal(world, 'successions');
  const units = ['code,name,level,parent,valid_from', '6B,Lớp 6B,cohort,03405,2025-09-05'];
  await importLines(world, 'units', units);
  administrator = await world.member('administrator');
  organizer = await world.member('organizer');
  viewer = await world.member('viewer');
  trainerOfTaLeng = await world.member('trainer', await placeId(world, '03405', '2025-07-01'));
});
afterAll(() => world.close());

const events = async (kind: string): Promise<number> => {
  const rows = await world.get(Database).rows('SELECT id FROM events WHERE kind = ?', [kind]);
  return rows.length;
};

describe('reforms', () => {
  const merger = {
    kind: 'merge',
    predecessors: '03424, 03430',
    date: '01/01/2026',
    part_1_code: '03424',
    part_1_name: 'Xã Bản Khun',
    part_1_level: 'commune',
    part_1_parent: '12',
  };
  const seenIn = (text: string): string =>
    (/name="seen" value="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&#x27;', "'");

  it('are for administrators; everybody may read the list inside the own territory', async () => {
    for (const other of [organizer, viewer]) {
      await other.get('/territory/successions/new?kind=merge').expect(403);
      await other.post('/territory/successions/new', merger).expect(403);
      expect((await other.get('/territory/successions').expect(200)).text).toContain('Xã Nùng Nàng');
    }
    const { text } = await trainerOfTaLeng.get('/territory/successions').expect(200);
    expect(text).toContain('Xã Hồ Thầu');
    expect(text).not.toContain('Xã Nùng Nàng');
  });

  it('merge many into one: first a preview, then one transaction', async () => {
    const before = await exported(world, 'units');
    const preview = await administrator.post('/territory/successions/new', { ...merger, act: 'preview' }).expect(200);
    expect(preview.text).toContain('Xã Bản Bo (03424) và Xã Khun Há (03430) nhập vào Xã Bản Khun (03424), mới');
    const seen = seenIn(preview.text);
    // Something else than what was read as a preview is not saved.
    await administrator
      .post('/territory/successions/new', { ...merger, part_1_name: 'Xã Khác', act: 'save', seen })
      .expect(200);
    expect(await exported(world, 'units')).toEqual(before);
    await administrator.post('/territory/successions/new', { ...merger, act: 'save', seen }).expect(303);
    const units = await exported(world, 'units');
    expect(units).toContain('03430,Xã Khun Há,commune,12,2025-07-01,2025-12-31');
    expect(units).toContain('03424,Xã Bản Khun,commune,12,2026-01-01,');
    expect(await exported(world, 'successions')).toEqual(
      expect.arrayContaining(['03424,03424,2026-01-01,', '03430,03424,2026-01-01,']),
    );
    expect(await events('territory.merge')).toBe(1);
  });

  it('refuses what cannot be, in the form', async () => {
    const post = (change: object) =>
      administrator.post('/territory/successions/new', { ...merger, act: 'preview', ...change });
    expect((await post({ date: '01/07/2025' }).expect(422)).text).toContain('Lỗi:');
    expect((await post({ predecessors: '03424 99999', date: '01/03/2026' }).expect(422)).text).toContain(
      'mang mã 99999',
    );
    const again = await post({
      predecessors: ['03394', '03408'],
      part_1_code: '03408',
      part_1_name: '',
      date: '01/03/2026',
    });
    expect(again.text).toContain('href="#part_1_name"');
    expect(again.text).toContain('Nhập tên địa bàn mới để dùng tiếp mã này');
    expect((await post({ predecessors: ['Xã Không Có', '03424'], date: '01/03/2026' }).expect(422)).text).toContain(
      'Không có địa bàn nào tên “Xã Không Có”',
    );
    expect((await post({ predecessors: '03424', date: '01/03/2026' }).expect(422)).text).toContain('ít nhất hai');
    const overlapping = { predecessors: '03394 03408', part_1_code: '03390', date: '01/03/2026' };
    expect((await post(overlapping).expect(422)).text).toContain('hai địa bàn không dùng chung mã');
  });

  it('splits one into many, the main one chosen', async () => {
    const split = {
      kind: 'split',
      parts: '2',
      predecessors: '03394',
      date: '01/01/2026',
      main: '2',
      part_1_code: 'S1',
      part_1_name: 'Xã Sin Một',
      part_1_level: 'commune',
      part_1_parent: '12',
      part_2_code: 'S2',
      part_2_name: 'Xã Sin Hai',
      part_2_level: 'commune',
      part_2_parent: '12',
    };
    const more = await administrator.post('/territory/successions/new', { ...split, act: 'more' }).expect(200);
    expect(more.text).toContain('name="part_3_code"');
    const { text } = await administrator.post('/territory/successions/new', { ...split, act: 'preview' }).expect(200);
    await administrator.post('/territory/successions/new', { ...split, act: 'save', seen: seenIn(text) }).expect(303);
    const territory = await world.get(TerritoryStore).territory();
    const old = territory.placeAt('03394', '2025-12-31');
    expect(old && territory.successorsOf(old).map(({ code }) => code)).toEqual(['S1', 'S2']);
    expect(old && territory.mainSuccessorOf(old)?.code).toBe('S2');
  });

  it('gives the main part to another, takes a succession back, and 404s abroad', async () => {
    const rows = await world
      .get(Database)
      .rows<{ id: number }>("SELECT id FROM successions WHERE date = '2026-01-01' ORDER BY position");
    const [, , first] = rows;
    await administrator.get(`/territory/successions/${first?.id}`).expect(200);
    await trainerOfTaLeng.get(`/territory/successions/${first?.id}`).expect(404);
    await viewer.post(`/territory/successions/${first?.id}/main`).expect(403);
    await viewer.post(`/territory/successions/${first?.id}/removal`).expect(403);
    await administrator.post(`/territory/successions/${first?.id}/main`).expect(303);
    expect(await exported(world, 'successions')).toContain('03394,S1,2026-01-01,true');
    await administrator.post(`/territory/successions/${first?.id}/removal`).expect(303);
    expect(await exported(world, 'successions')).not.toContain('03394,S1,2026-01-01,true');
  });

  it('renames, and ends without a successor', async () => {
    const forms = [
      {
        kind: 'rename',
        predecessors: 'S1',
        date: '01/02/2026',
        part_1_code: 'S1',
        part_1_name: 'Xã Sin',
        part_1_level: 'commune',
        part_1_parent: '12',
      },
      { kind: 'end', predecessors: '6B', date: '01/06/2026' },
    ];
    for (const form of forms) {
      const { text } = await administrator.post('/territory/successions/new', { ...form, act: 'preview' }).expect(200);
      await administrator.post('/territory/successions/new', { ...form, act: 'save', seen: seenIn(text) }).expect(303);
    }
    const units = await exported(world, 'units');
    expect(units).toContain('S1,Xã Sin,commune,12,2026-02-01,');
    expect(units).toContain('6B,Lớp 6B,cohort,03405,2025-09-05,2026-05-31');
  });
});
