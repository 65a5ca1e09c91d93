import { setClock } from '../../src/config/clock.js';
import { Plans } from '../../src/plans/plans.js';
import { type Member, World } from '../support/world.js';
import { faults, importPlan, layTerritory, realPlan } from './plans-cast.js';

const CODE = 'TD-CLD-2021';
/** The way to load a plan; templates write the sign of equality as an entity. */
const OFFER = /imports\?kind(=|&#x3D;)plan/g;

let world: World;
let huyen: Member;
let trainer: Member;
let banBo: Member;
let sinHo: Member;

beforeAll(async () => {
  setClock(() => new Date('2025-06-15T03:00:00Z'));
  world = await World.create();
  const ids = await layTerritory(world);
  huyen = await world.member('organizer', ids['106']);
  trainer = await world.member('trainer', ids['106']);
  banBo = await world.member('organizer', ids['03415']);
  sinHo = await world.member('organizer', ids['108']);
});
afterAll(async () => {
  setClock();
  await world.close();
});

async function versionOf(table: 'plans' | 'indicators', code: string): Promise<number> {
  const row = await world.database.row<{ version: number }>(`SELECT version FROM ${table} WHERE code = ?`, [code]);
  return row?.version ?? 0;
}

async function events(kind: string): Promise<number> {
  return (await world.database.rows('SELECT id FROM events WHERE kind = ?', [kind])).length;
}

describe('before there is a plan', () => {
  it('offers the file and the form to those who may, and waits with the others', async () => {
    const page = await huyen.get('/plans').expect(200);
    expect(page.text).toContain('Chưa có kế hoạch');
    expect(page.text.match(OFFER)).toHaveLength(1);
    const other = await trainer.get('/plans').expect(200);
    expect(other.text).not.toMatch(OFFER);
  });

  it('refuses a form with everything that is wrong, and keeps what was typed', async () => {
    const typed = { code: 'new', title_vi: 'Kế hoạch <b>thử</b>', unit: '999', start: '01/01/2021', end: '31/12/2020' };
    const answer = await huyen.post('/plans', typed).expect(422);
    expect(faults(answer)).toEqual([
      'code: Mã new dành riêng cho phần mềm; chọn mã khác',
      'unit: Không có địa bàn nào mang mã 999 vào ngày bắt đầu kế hoạch. Kiểm tra mã, hoặc nạp tệp địa bàn (units) trước.',
      'end: Ngày kết thúc phải sau ngày bắt đầu',
    ]);
    expect(answer.text).toContain('Kế hoạch &lt;b&gt;thử&lt;/b&gt;');
    expect(answer.text).toContain('<title>Lỗi:');
    expect(await world.database.rows('SELECT id FROM plans')).toEqual([]);
  });

  it('does not make a plan of somebody else’s territory', async () => {
    const typed = { code: 'TD', title_vi: 'Kế hoạch', unit: '106', start: '1/1/2021', end: '31/12/2025' };
    expect(faults(await sinHo.post('/plans', typed).expect(422))).toEqual([
      'unit: Địa bàn 106 nằm ngoài phạm vi của bạn',
    ]);
    await trainer.post('/plans', typed).expect(403);
    await trainer.get('/plans/new').expect(403);
  });
});

describe('a plan made by pages', () => {
  it('grows part by part', async () => {
    const plan = { code: 'THU', title_vi: 'Kế hoạch thử', unit: '106', start: '1/1/2021', end: '31/12/2025' };
    const legal = { legal_basis: 'Quyết định 782\n\n Kế hoạch 2041 ' };
    await huyen
      .post('/plans', { ...plan, ...legal })
      .expect(303)
      .expect('Location', '/plans/THU/content');
    await huyen.post('/plans', plan).expect(422);
    const empty = await huyen.get('/plans/THU/content').expect(200);
    for (const part of ['objectives/new', 'tasks/new', 'agencies/new', 'reporting-dates']) {
      expect(empty.text.match(new RegExp(`href="/plans/THU/${part}"`, 'g'))).toHaveLength(1);
    }
    await huyen.post('/plans/THU/objectives', { code: 'MT1', title_vi: 'Truyền thông' }).expect(303);
    const indicator = {
      title_vi: 'Giáo viên',
      measure: 'informed',
      groups: 'teacher',
      comparator: 'gte',
      target: '90',
    };
    const path = '/plans/THU/objectives/MT1/indicators';
    await huyen
      .post(path, { ...indicator, code: '2.1', due: '31/12/2025', trainings_inform: 'yes' })
      .expect(303)
      .expect('Location', '/plans/THU/content#indicator-2.1');
    await huyen.post('/plans/THU/tasks', { code: 'NV1', title_vi: 'Tuyên truyền' }).expect(303);
    await huyen.post('/plans/THU/agencies', { code: 'GDDT', title_vi: 'Phòng Giáo dục', tasks: 'NV1' }).expect(303);
    const page = await huyen.get('/plans/THU/content').expect(200);
    expect(page.text).toContain('<tr id="indicator-2.1"');
    for (const words of [
      'Mục tiêu 1. Truyền thông',
      'từ 90%',
      'Giáo viên',
      'Huyện Tam Đường',
      'Tuyên truyền',
      'Kế hoạch 2041',
    ]) {
      expect(page.text).toContain(words);
    }
    const file = await huyen.get('/plans/THU/plan.json').expect(200);
    expect(file.headers['content-disposition']).toContain('plan.json');
    const json = JSON.parse(file.text || (file.body as Buffer).toString());
    expect(json.objectives[0].indicators[0]).toMatchObject({ code: '2.1', groups: ['teacher'], target: 90 });
    expect(json.agencies).toEqual([{ code: 'GDDT', title: 'Phòng Giáo dục', tasks: ['NV1'] }]);
    expect(await events('plan.changed')).toBe(4);
  });

  it('tells every fault of an indicator at its field', async () => {
    const path = '/plans/THU/objectives/MT1/indicators';
    const answer = await huyen.post(path, {
      code: '2.2',
      measure: 'trained',
      comparator: 'lte',
      target: 'ba',
      due: '31/2/2025',
    });
    expect(answer.status).toBe(422);
    expect(faults(answer)).toEqual([
      'title_vi: Không được để trống',
      'target: Nhập số không âm, tối đa bốn chữ số thập phân, ví dụ 90 hoặc 5,3',
      'due: Tháng 2 năm 2.025 không có ngày 31'.replace('2.025', '2025'),
    ]);
    const rate = { code: '1.9', title_vi: 'Số ca', measure: 'rate', comparator: 'gte', due: '31/12/2025', target: '9' };
    expect(faults(await huyen.post(path, { ...rate, unit_kind: 'other' }).expect(422))).toEqual([
      'unit: Không được để trống',
    ]);
    const second = {
      code: '2.1',
      title_vi: 'Lại',
      measure: 'trained',
      comparator: 'lte',
      target: '90',
      due: '31/12/2025',
    };
    expect(faults(await huyen.post(path, second).expect(422))).toEqual([
      'code: Mã 2.1 đã có: mỗi mã chỉ dùng một lần',
      'groups: Chỉ tiêu tính từ điểm danh phải có ít nhất một nhóm đối tượng',
      'comparator: Chỉ tiêu tính từ điểm danh chỉ so “từ … trở lên” (gte) hoặc “trên” (gt)',
    ]);
  });

  it('changes and drops its parts, and says what is still needed', async () => {
    const version = await versionOf('indicators', '2.1');
    const edited = {
      title_vi: 'Thầy cô',
      measure: 'informed',
      groups: ['teacher', 'parent'],
      comparator: 'gt',
      target: '70,5',
    };
    await huyen
      .post('/plans/THU/indicators/2.1/edit', { ...edited, version, due: '31/12/2025', objective: 'MT1' })
      .expect(303);
    const row = await world.database.row('SELECT * FROM indicators WHERE code = ?', ['2.1']);
    expect(row).toMatchObject({
      title_vi: 'Thầy cô',
      target: '70.5',
      comparator: 'gt',
      trainings_inform: 0,
      version: version + 1,
    });
    const full = await huyen.post('/plans/THU/objectives/MT1/removal', { version: await versionOf('plans', 'THU') });
    expect(full.headers.location).toBe('/plans/THU/objectives/MT1');
    expect((await huyen.get('/plans/THU/objectives/MT1')).text).toContain('Mục tiêu MT1 còn chỉ tiêu');
    await huyen.post('/plans/THU/tasks/NV1/removal', { version: await versionOf('plans', 'THU') }).expect(303);
    expect(await world.database.rows('SELECT id FROM agency_tasks')).toEqual([]);
    await huyen.post('/plans/THU/indicators/2.1/removal', { version: version + 1 }).expect(303);
    await huyen.post('/plans/THU/objectives/MT1/removal', { version: await versionOf('plans', 'THU') }).expect(303);
    await huyen.post('/plans/THU/agencies/GDDT/removal', { version: await versionOf('plans', 'THU') }).expect(303);
    expect(await world.database.rows('SELECT id FROM indicators')).toEqual([]);
  });

  it('lets no second editor overwrite the first', async () => {
    const version = await versionOf('plans', 'THU');
    const plan = { title_vi: 'Lần một', unit: '106', start: '1/1/2021', end: '31/12/2025', version };
    await huyen.post('/plans/THU/edit', plan).expect(303);
    const late = await huyen.post('/plans/THU/edit', { ...plan, title_vi: 'Lần hai' }).expect(409);
    expect(late.text).toContain('Người khác vừa sửa');
    expect((await world.get(Plans).byCode('THU')).title_vi).toBe('Lần một');
  });

  it('keeps its reporting dates', async () => {
    const version = await versionOf('plans', 'THU');
    const wrong = { version, kind_0: 'annual', due_0: '31/02', kind_1: '', due_1: '1/1' };
    expect(faults(await huyen.post('/plans/THU/reporting-dates', wrong).expect(422))).toEqual([
      'due_0: Nhập ngày/tháng, ví dụ 15/06',
      'kind_1: Chọn một mục trong danh sách',
    ]);
    const right = { version, kind_0: 'half_year', due_0: '15/6', to_0: 'Huyện', kind_1: 'ad_hoc', due_1: '' };
    await huyen.post('/plans/THU/reporting-dates', right).expect(303);
    const rows = await world.database.rows('SELECT kind, due FROM reporting_dates ORDER BY position');
    expect(rows).toEqual([
      { kind: 'half_year', due: '06-15' },
      { kind: 'ad_hoc', due: null },
    ]);
    expect((await huyen.get('/plans/THU/content')).text).toContain('15/06');
  });
});

describe('the real plan', () => {
  beforeAll(async () => {
    await world.database.transaction(() => world.database.execute("DELETE FROM plans WHERE code = 'THU'"));
    await importPlan(world, realPlan());
  });

  it('is where the list leads when it is the only one', async () => {
    await huyen.get('/plans').expect(303).expect('Location', `/plans/${CODE}`);
    expect((await huyen.get('/plans?all=1').expect(200)).text).toContain('phòng ngừa');
  });

  it('is read by those inside its territory, changed by those of the whole of it, and unknown elsewhere', async () => {
    const reader = await banBo.get(`/plans/${CODE}/content`).expect(200);
    expect(reader.text).not.toContain(`/plans/${CODE}/edit`);
    await banBo.get(`/plans/${CODE}/edit`).expect(403);
    await banBo.post(`/plans/${CODE}/objectives`, { code: 'X', title_vi: 'X' }).expect(403);
    await banBo.post(`/plans/${CODE}/indicators/1.1/values`, { date: '1/6/2025', value: '1' }).expect(403);
    for (const path of [
      'content',
      'plan.json',
      'edit',
      'objectives/MT1',
      'indicators/2.1/edit',
      'indicators/1.1/values',
    ]) {
      await sinHo.get(`/plans/${CODE}/${path}`).expect(404);
    }
    await sinHo.post(`/plans/${CODE}/tasks/NV1/removal`, { version: 1 }).expect(404);
    expect((await sinHo.get('/plans').expect(200)).text).toContain('Chưa có kế hoạch');
    await trainer.get(`/plans/${CODE}/content`).expect(200);
    await trainer.post(`/plans/${CODE}/reporting-dates`, { version: 1 }).expect(403);
  });

  it('shows the words of every measure and target', async () => {
    const { text } = await huyen.get(`/plans/${CODE}/content`).expect(200);
    for (const words of [
      'không quá 5,3%',
      'trên 90%',
      'giảm so với kỳ trước',
      'đặc biệt trong các làng nghề',
      '15/06',
    ]) {
      expect(text).toContain(words);
    }
    const english = await huyen.get(`/plans/${CODE}/content`).set('Cookie', `${huyen.cookie}; lan-toa-locale=en`);
    expect(english.text).toContain('Child labour rate, ages 5 to 17');
    expect(english.text).toContain('at most 5.3%');
  });

  it('answers what is not there with 404', async () => {
    for (const path of [
      'objectives/MT9',
      'tasks/NV9',
      'agencies/X',
      'indicators/9.9/edit',
      'objectives/MT9/indicators/new',
    ]) {
      await huyen.get(`/plans/${CODE}/${path}`).expect(404);
    }
    await huyen.get(`/plans/${CODE}/indicators/2.1/values`).expect(404);
    await huyen.get('/plans/NONE/content').expect(404);
  });

  it('opens every form with what is stored', async () => {
    for (const path of [
      'edit',
      'objectives/new',
      'objectives/MT1',
      'objectives/MT1/indicators/new',
      'tasks/new',
      'tasks/NV2',
    ]) {
      await huyen.get(`/plans/${CODE}/${path}`).expect(200);
    }
    const agency = await huyen.get(`/plans/${CODE}/agencies/CA`).expect(200);
    expect(agency.text.match(/ checked/g)).toHaveLength(2);
    const indicator = await huyen.get(`/plans/${CODE}/indicators/2.4/edit`).expect(200);
    expect(indicator.text).toMatch(/value="enterprise" checked/);
    expect(indicator.text).toContain('value="31/12/2025"');
    await huyen.get(`/plans/${CODE}/reporting-dates`).expect(200);
  });
});
