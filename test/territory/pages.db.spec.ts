import { join } from 'node:path';
import { Database } from '../../src/database/database.js';
import { type Member, World } from '../support/world.js';
import { ImportRunner } from '../../src/interchange/import-runner.js';
import { exported, importLines, importReal, placeId, REAL } from './district.js';

let world: World;
let administrator: Member;
let organizer: Member;
let viewer: Member;
/** A trainer of Xã Tả Lèng as it is since the reform. */
let trainerOfTaLeng: Member;

beforeAll(async () => {
  world = await World.create();
  await importReal(world, 'units');
  await importReal(world, 'successions');
  await importLines(world, 'units', [
    'code,name,level,parent,valid_from,valid_to',
    '6A,Lớp 6A,cohort,03405,,',
    'NS,Thôn Nà Sài,village,03394,,',
  ]);
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

describe('the tree', () => {
  it('stands as it stood on any day', async () => {
    const old = await viewer.get('/territory?as_of=30/06/2025').expect(200);
    expect(old.text).toContain('Huyện Tam Đường');
    expect(old.text).toContain('Xã Giang Ma');
    expect(old.text).toContain('Lớp, danh sách');
    const now = await viewer.get('/territory?as_of=2025-07-01').expect(200);
    expect(now.text).toContain('Phường Tân Phong');
    expect(now.text).not.toContain('Xã Giang Ma');
  });

  it('says what is wrong with a day that is none, and keeps it', async () => {
    const answer = await viewer.get('/territory?as_of=31/02/2025').expect(422);
    expect(answer.text).toContain('31/02/2025');
    expect(answer.text).toContain('không có ngày 31');
  });

  it('is found by name without marks and by code', async () => {
    expect((await viewer.get('/territory?q=ta+leng')).text).toContain('Xã Tả Lèng');
    expect((await viewer.get('/territory?q=0340')).text).toContain('Xã Hồ Thầu');
    expect((await viewer.get('/territory?q=zzz')).text).toContain('Không tìm thấy');
  });

  it('shows a trainer the own commune and the names above it, nothing beside it', async () => {
    const { text } = await trainerOfTaLeng.get('/territory?as_of=2025-07-01').expect(200);
    expect(text).toContain('Thuộc Tỉnh Lai Châu');
    expect(text).toContain('Lớp 6A');
    expect(text).not.toContain('Bình Lư');
    const old = await trainerOfTaLeng.get('/territory?as_of=2025-06-30').expect(200);
    expect(old.text).toContain('Xã Hồ Thầu');
    expect(old.text).not.toContain('Bản Bo');
    expect((await trainerOfTaLeng.get('/territory?q=ban')).text).not.toContain('Bản Bo');
  });
});

describe('the page of a place', () => {
  it('tells its days, its parent, what lies below and what became of it', async () => {
    const id = await placeId(world, '03405', '2025-06-30');
    const { text } = await viewer.get(`/territory/places/${id}`).expect(200);
    expect(text).toContain('Đến hết 30/06/2025');
    expect(text).toContain('Huyện Tam Đường');
    expect(text).toContain('nhập vào');
    expect(text).toContain('Lớp 6A');
    expect(text).not.toContain('/edit');
  });

  it('exists for those whose territory holds it, also as a predecessor, and for nobody else', async () => {
    for (const [code, status] of [
      ['03400', 200],
      ['03405', 200],
      ['03394', 404],
      ['106', 404],
    ] as const) {
      await trainerOfTaLeng.get(`/territory/places/${await placeId(world, code, '2025-06-30')}`).expect(status);
    }
    await trainerOfTaLeng.get(`/territory/places/${await placeId(world, '12', '2025-07-01')}`).expect(404);
    await viewer.get('/territory/places/999999').expect(404);
    await viewer.get('/territory/places/x').expect(404);
  });
});

describe('adding and correcting a place', () => {
  it('is for administrators', async () => {
    const id = await placeId(world, '6A', '2025-07-01');
    for (const other of [organizer, viewer, trainerOfTaLeng]) {
      await other.get('/territory/places/new').expect(403);
      await other.post('/territory/places/new', { code: 'X' }).expect(403);
      await other.get(`/territory/places/${id}/edit`).expect(403);
      await other.post(`/territory/places/${id}/edit`, {}).expect(403);
    }
  });

  it('keeps what was typed and says what to mend', async () => {
    const typed = {
      code: '6B',
      name: 'Lớp 6B',
      level: 'cohort',
      parent: '77777',
      valid_from: '05/09/2025',
      valid_to: '',
    };
    const { text } = await administrator.post('/territory/places/new', typed).expect(422);
    expect(text).toContain('value="77777"');
    expect(text).toContain('Ngày 05/09/2025 không có địa bàn nào mang mã 77777');
    await administrator.post('/territory/places/new', { ...typed, parent: '03405' }).expect(303);
    expect(await exported(world, 'units')).toContain('6B,Lớp 6B,cohort,03405,2025-09-05,');
    expect(await events('territory.place_added')).toBe(1);
  });

  it('does not let one editor overwrite another', async () => {
    const id = await placeId(world, '6B', '2025-09-05');
    const typed = {
      name: 'Lớp 6B mới',
      level: 'cohort',
      parent: '03405',
      valid_from: '05/09/2025',
      valid_to: '',
      version: '1',
    };
    await administrator.post(`/territory/places/${id}/edit`, typed).expect(303);
    await administrator.post(`/territory/places/${id}/edit`, { ...typed, name: 'Lớp khác' }).expect(409);
    expect(await exported(world, 'units')).toContain('6B,Lớp 6B mới,cohort,03405,2025-09-05,');
    expect((await administrator.get(`/territory/places/${id}/edit`)).text).toContain('name="version" value="2"');
  });
});

describe('baselines by page', () => {
  const entry = { unit: '03405', group: 'teacher', year: '2026', value: '45', source: 'Báo cáo 9', revision: '0' };

  it('are entered by organizers, corrected with a history, and not over each other', async () => {
    await viewer.get('/territory/baselines/new').expect(403);
    await viewer.post('/territory/baselines/new', entry).expect(403);
    await organizer.post('/territory/baselines/new', entry).expect(303);
    await organizer.post('/territory/baselines/new', { ...entry, value: '50' }).expect(409);
    await organizer.post('/territory/baselines/new', { ...entry, value: '1.250', revision: '1' }).expect(303);
    const { text } = await viewer.get('/territory/baselines/03405/teacher/2026').expect(200);
    expect(text).toContain('1.250');
    expect(text).toMatch(/>45</);
    expect(text).toContain('organizer 2');
    expect(await events('baseline.entered')).toBe(2);
  });

  it('need a place, a group and a source', async () => {
    const wrong = { ...entry, unit: '106', source: '', value: '-3' };
    const { text } = await organizer.post('/territory/baselines/new', wrong).expect(422);
    expect(text).toContain('href="#source"');
    expect(text).toContain('href="#value"');
    const nowhere = await organizer.post('/territory/baselines/new', { ...entry, unit: '106' }).expect(422);
    expect(nowhere.text).toContain('Năm 2026 không có địa bàn nào mang mã 106');
  });

  it('are listed, with those that are missing, inside the own territory', async () => {
    await importLines(world, 'baselines', ['unit,group,year,value,source', '03394,teacher,2025,33,Nguồn kín']);
    expect((await viewer.get('/territory/baselines?group=teacher')).text).toContain('Nguồn kín');
    expect((await viewer.get('/territory/baselines?unit=03405')).text).not.toContain('Nguồn kín');
    const own = await trainerOfTaLeng.get('/territory/baselines').expect(200);
    expect(own.text).toContain('Báo cáo 9');
    expect(own.text).not.toContain('Nguồn kín');
    await trainerOfTaLeng.get('/territory/baselines/03394/teacher/2025').expect(404);
    expect((await organizer.get('/territory/baselines?missing=1')).text).toContain('Chưa có kế hoạch nào cần mẫu số');
    await world.get(ImportRunner).run('plan', join(REAL, 'plan.json'), 'plan.json');
    const missing = await organizer.get('/territory/baselines?missing=1&group=household').expect(200);
    expect(missing.text).toContain('Xã Bình Lư');
    expect((await trainerOfTaLeng.get('/territory/baselines?missing=1&group=household')).text).not.toContain(
      'Xã Bình Lư',
    );
  });

  it('are missing only where a plan counts the group, and needs the place', async () => {
    const { text } = await organizer.get('/territory/baselines?missing=1').expect(200);
    expect(text).not.toContain('>Tỉnh Lai Châu<');
    const csv = await viewer.get('/territory/baselines/list.csv?group=teacher&unit=03394').expect(200);
    expect(csv.text.split('\n').slice(1)).toEqual(['03394,teacher,2025,33,Nguồn kín', '']);
  });

  it('are listed in the order of the groups, and found by the name of the place', async () => {
    const rows = ['03390,cooperative,2025,3', '03390,commune_official,2025,4', '03390,child,2025,5'];
    await importLines(world, 'baselines', ['unit,group,year,value', ...rows]);
    const query = new URLSearchParams({ unit: 'Xã Bình Lư (03390)' }).toString();
    const { text } = await viewer.get(`/territory/baselines?${query}`).expect(200);
    const at = ['Cán bộ cấp xã', 'Trẻ em', 'Hợp tác xã'].map((name) => text.lastIndexOf(name));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(text).not.toContain('Nguồn kín');
    const several = await viewer.get(`/territory/baselines?unit=${encodeURIComponent('xa binh lu')}`).expect(422);
    expect(several.text).toContain('Có nhiều địa bàn tên xa binh lu');
    const last = await viewer.get('/territory/baselines?page=999').expect(200);
    expect(last.text).toContain('Xã Bình Lư');
  });

  it('entered by mistake are withdrawn from the message or the page; what was before is used again', async () => {
    const first = { ...entry, unit: 'Xã Bản Bo (03424)', year: '2026', value: '50' };
    const entered = await organizer.post('/territory/baselines/new', first).expect(303);
    const message = (await organizer.get(String(entered.headers.location))).text;
    expect(message).toContain('Đã lưu mẫu số giáo viên của Xã Bản Bo năm 2026: 50.');
    await organizer.post('/territory/baselines/new', { ...first, value: '52', revision: '1' }).expect(303);
    const history = (await organizer.get('/territory/baselines/03424/teacher/2026')).text;
    const action = /action="([^"]*versions\/2\/withdrawal)"/.exec(history)?.[1] ?? '';
    await viewer.post(action).expect(403);
    await organizer.post(action).expect(303);
    expect((await organizer.get('/territory/baselines/03424/teacher/2026')).text).toContain('số đang dùng là 50');
    expect(await exported(world, 'baselines')).toContain('03424,teacher,2026,50,Báo cáo 9');
    // What is not the latest any more is not withdrawn a second time.
    await organizer.post(action).expect(303);
    expect((await organizer.get('/territory/baselines/03424/teacher/2026')).text).toContain('Người khác vừa sửa');
    await organizer.post(action.replace('versions/2', 'versions/1')).expect(303);
    await organizer.get('/territory/baselines/03424/teacher/2026').expect(404);
    expect(await events('baseline.withdrawn')).toBe(2);
    const place = await world.database.row<{ id: number }>(
      "SELECT id FROM places WHERE code = '03424' AND valid_to > '9000'",
    );
    const { text } = await organizer.get(`/territory/places/${place?.id}`).expect(200);
    expect(text).toContain('Giáo viên, 2026: 50 → –');
    expect(text).toContain('Giáo viên, 2026: – → 50');
    expect((await viewer.get(`/territory/places/${place?.id}`).expect(200)).text).not.toContain('Nhật ký');
    // A number is never given again: who still has the old message or form open meets the new figure as another one.
    await organizer.post('/territory/baselines/new', first).expect(303);
    expect((await organizer.get('/territory/baselines/03424/teacher/2026')).text).toContain('versions/3/withdrawal');
    await organizer.post(action).expect(303);
    await organizer.post(action.replace('versions/2', 'versions/1')).expect(303);
    const late = await organizer.post('/territory/baselines/new', { ...first, value: '99', revision: '2' });
    expect([late.status, late.text.includes('Người khác')]).toEqual([409, true]);
    expect(await exported(world, 'baselines')).toContain('03424,teacher,2026,50,Báo cáo 9');
  });

  it('tell all their faults at once', async () => {
    const wrong = { ...entry, unit: 'Xã Không Có', source: '', value: 'x' };
    const { text } = await organizer.post('/territory/baselines/new', wrong).expect(422);
    for (const field of ['unit', 'source', 'value']) expect(text).toContain(`href="#${field}"`);
    const gone = await organizer.post('/territory/baselines/new', { ...entry, unit: '03427', source: '' }).expect(422);
    for (const field of ['unit', 'source']) expect(gone.text).toContain(`href="#${field}"`);
  });

  it('of the places above are readable: figures of the commune rest on them', async () => {
    await importLines(world, 'baselines', ['unit,group,year,value', '106,district_official,2025,60']);
    const { text } = await trainerOfTaLeng.get('/territory/baselines/106/district_official/2025').expect(200);
    expect(text).toMatch(/>60</);
    expect(text).not.toContain(`/territory/places/${await placeId(world, '106', '2025-06-30')}"`);
    expect(text).not.toContain('withdrawal');
  });

  it('of a foreign territory are refused to an organizer who has one', async () => {
    const organizerOfTaLeng = await world.member('organizer', await placeId(world, '03405', '2025-07-01'));
    await organizerOfTaLeng.post('/territory/baselines/new', { ...entry, unit: '03408' }).expect(422);
    await organizerOfTaLeng.post('/territory/baselines/new', { ...entry, group: 'child' }).expect(303);
  });
});

describe('groups by page', () => {
  it('are listed for all, added and renamed by administrators', async () => {
    expect((await viewer.get('/territory/groups').expect(200)).text).toContain('Hợp tác xã');
    await organizer.get('/territory/groups/new').expect(403);
    await organizer.post('/territory/groups/new', {}).expect(403);
    const group = { code: 'health_worker', name: 'Y tế thôn bản', counts: 'persons' };
    await administrator.post('/territory/groups/new', group).expect(303);
    expect((await administrator.post('/territory/groups/new', group).expect(422)).text).toContain('Đã có nhóm');
    const form = await administrator.get('/territory/groups/health_worker').expect(200);
    expect(form.text).toContain('name="version" value="1"');
    const rename = (name: string, version: string) =>
      administrator.post('/territory/groups/health_worker', { name, version });
    await rename('Nhân viên y tế', '1').expect(303);
    await rename('Y tế thôn', '1').expect(409);
    await administrator.get('/territory/groups/teacher').expect(404);
    expect((await viewer.get('/territory/groups')).text).toContain('Nhân viên y tế');
  });
});
