import { Field } from '../activities/field.js';
import { attachTo } from '../support/attachments.js';
import { counted, importPlan } from '../plans/plans-cast.js';
import type { Member } from '../support/world.js';

const PLAN = {
  code: 'P',
  title: { vi: 'Kế hoạch P', en: 'Plan P' },
  unit: 'D',
  start: '2025-01-01',
  end: '2030-12-31',
  tasks: [{ code: 'NV1', title: 'Truyền thông' }],
  agencies: [{ code: 'GD', title: 'Phòng Giáo dục', role: 'lead', tasks: ['NV1'] }],
  objectives: [
    {
      code: 'O',
      title: 'Mục tiêu',
      indicators: [counted('1', 'trained', ['teacher'])],
    },
  ],
};
const NEW = '/activities/new?kind=training&plan=P';
const KEY = 'key-of-one-form-1';

let field: Field;
let trainer: Member;
let account: { id: number; email: string };
beforeEach(async () => {
  field = await Field.create();
  await importPlan(field.world, PLAN);
  await field.good('baselines', 'unit,group,year,value\nC,teacher,2025,20');
  trainer = await field.world.member('trainer', field.places.get('C'));
  const [user] = await field.world.database.rows<{ id: number; email: string }>('SELECT id, email FROM users');
  account = user ?? { id: 0, email: '' };
});
afterEach(() => field.world.close());

const filled = (more: Record<string, unknown> = {}): Record<string, string> => ({
  ...{ act: 'open', form_key: KEY, sessions: '2', title: 'Kỹ năng bảo vệ trẻ em', unit: 'Xã C (C)', agency: 'GD' },
  ...{
    capacity: '12',
    min_attendance: '80%',
    budget: '12.000.000',
    budget_source: 'Ngân sách xã',
    indicators: '1',
    tasks: 'NV1',
  },
  ...{ s1_date: '5/1/2027', s1_start: '8h30', s1_end: '11:00', s1_venue: 'Hội trường' },
  ...{ s2_date: '12-01-2027', s2_start: '', s2_end: '', s2_venue: '' },
  ...(more as Record<string, string>),
});
const lines = async (kind: string): Promise<string[]> => (await field.exported(kind)).trim().split(/\r?\n/).slice(1);

describe('planning an activity', () => {
  it('saves facts, sessions, indicators, tasks, trainer and money by the rules of the files', async () => {
    const { headers } = await trainer.post(NEW, filled({ trainer: String(account.id) })).expect(303);
    expect(headers.location).toBe('/activities/TH-2027-001');
    expect(await lines('activities')).toEqual([
      `TH-2027-001,P,training,Kỹ năng bảo vệ trẻ em,C,GD,80,12,${account.email},open,`,
    ]);
    expect(await lines('sessions')).toEqual([
      'TH-2027-001,1,2027-01-05,08:30,11:00,Hội trường,,planned',
      'TH-2027-001,2,2027-01-12,,,,,planned',
    ]);
    const { text } = await trainer.get('/activities/TH-2027-001').expect(200);
    for (const shown of ['12.000.000 đồng', 'Ngân sách xã', 'NV1', 'Lập kế hoạch hoạt động'])
      expect(text).toContain(shown);
  });

  it('plans once, however often one form is sent, and never under the code of another', async () => {
    const first = await trainer.post(NEW, filled()).expect(303);
    const again = await trainer.post(NEW, filled()).expect(303);
    expect(again.headers.location).toBe(first.headers.location);
    const [a, b] = await Promise.all(
      ['one-key-and-more', 'two-key-and-more'].map((form_key) => trainer.post(NEW, filled({ form_key })).expect(303)),
    );
    expect(a?.headers.location).not.toBe(b?.headers.location);
    expect(await lines('activities')).toHaveLength(3);
  });

  it('says that a form which is sent again with something else has planned already, and keeps it', async () => {
    await trainer.post(NEW, filled()).expect(303);
    const one = { sessions: '1', s2_date: '' };
    for (const other of [{ title: 'Tên sửa lại' }, { budget: '1' }, { s2_venue: 'Nơi khác' }, one, { act: 'draft' }]) {
      const { text } = await trainer.post(NEW, filled(other)).expect(409);
      expect(text).toContain(
        '“Kỹ năng bảo vệ trẻ em” (TH-2027-001), với 2 buổi. Những gì bạn nhập khác đi chưa được lưu',
      );
      expect(text).toContain('href="/activities/TH-2027-001/edit"');
      const [typed = ''] = Object.values(other);
      if (!('act' in other)) expect(text).toContain(`value="${typed}"`);
    }
    await trainer.post(NEW, filled()).expect(303);
    expect(await lines('activities')).toHaveLength(1);
  });

  it('refuses to repeat a session by a number of weeks that it cannot read', async () => {
    for (const weeks of ['ba', '0', '']) {
      const { text } = await trainer.post(NEW, filled({ act: 'weekly', weeks })).expect(422);
      expect(text.match(/id="weeks-error"|id="s3_date"/g)).toEqual(['id="weeks-error"']);
    }
    await trainer.post(NEW, filled({ act: 'add', weeks: 'ba' })).expect(200);
  });

  it('adds, repeats and drops sessions without saving, and keeps what was typed', async () => {
    const more = (await trainer.post(NEW, filled({ act: 'add' })).expect(200)).text;
    expect(more).toContain('id="s3_date"');
    expect(more).toContain('value="Kỹ năng bảo vệ trẻ em"');
    const begun = filled({ act: 'weekly', weeks: '1', sessions: '3', s3_venue: 'Nhà văn hóa' });
    expect((await trainer.post(NEW, begun).expect(200)).text).toMatch(
      /id="s4_venue"[^>]*value="Nhà văn hóa"|value="Nhà văn hóa"[^>]*id="s4_venue"/,
    );
    const weekly = (await trainer.post(NEW, filled({ act: 'weekly', weeks: '2' })).expect(200)).text;
    expect(weekly).toContain('value="26/01/2027"');
    const fewer = (await trainer.post(NEW, filled({ act: 'drop:1' })).expect(200)).text;
    expect(fewer).toContain('value="12-01-2027"');
    expect(fewer).not.toContain('id="s2_date"');
    expect(await lines('activities')).toEqual([]);
  });

  it('says what the chosen place lacks, and what the activity can add at most', async () => {
    const { text } = await trainer.post(NEW, filled({ act: 'show' })).expect(200);
    expect(text).toContain('còn thiếu 10 người; 12 chỗ có thể thêm nhiều nhất 12');
  });

  it('names each fault at its field, saves nothing, and takes it when it is mended', async () => {
    const wrong = {
      title: '',
      s1_date: '31/06/2027',
      s2_start: '13:30',
      s2_end: '13:00',
      min_attendance: 'tám',
      unit: 'Xã Nào',
    };
    const { text } = await trainer.post(NEW, filled(wrong)).expect(422);
    for (const id of ['title', 's1_date', 's2_end', 'min_attendance', 'unit'])
      expect(text).toContain(`id="${id}-error"`);
    expect(text).toContain('<title>Lỗi:');
    expect(text).toContain('value="31/06/2027"');
    expect(await lines('activities')).toEqual([]);
    await trainer.post(NEW, filled()).expect(303);
  });

  it('proposes the place of somebody who has one, and a trainer as the trainer', async () => {
    const { text } = await trainer.get(NEW).expect(200);
    expect(text).toContain('value="Xã C (C)"');
    expect(text).toContain(`<option value="${account.id}" selected>`);
  });

  it('is for places of the own territory only', async () => {
    const { text } = await trainer.post(NEW, filled({ unit: 'N' })).expect(422);
    expect(text).toContain('id="unit-error"');
  });

  it('points out holidays and what is on the same day, and saves all the same', async () => {
    await trainer.post(NEW, filled({ trainer: String(account.id) })).expect(303);
    const second = {
      form_key: 'another-form-key',
      title: 'Lớp khác',
      trainer: String(account.id),
      s2_date: '30/4/2027',
    };
    const { text } = await trainer.post(NEW, filled({ ...second, act: 'show' })).expect(200);
    expect(text).toContain('cùng giảng viên với “Kỹ năng bảo vệ trẻ em”, 08:30–11:00');
    expect(text).toContain('Chiến thắng 30/4');
    await trainer.post(NEW, filled(second)).expect(303);
    expect((await trainer.get('/activities/TH-2027-002')).text).toContain('cùng giảng viên với');
  });
});

describe('two sessions of one activity', () => {
  it('are pointed out once where they are at one time, with one trainer or at one venue', async () => {
    const own = { s2_date: '5/1/2027', s2_start: '10:00', s2_venue: 'hội  trường' };
    const { text } = await trainer.post(NEW, filled({ ...own, act: 'show' }));
    expect(text).toContain('<li>Buổi 2, 05/01/2027, 10:00: cùng địa điểm với buổi 1, 08:30–11:00</li>');
    expect(text).not.toContain('với buổi 2');
    const one = { ...own, trainer: String(account.id) };
    await trainer.post(NEW, filled(one));
    const told = (await trainer.get('/activities/TH-2027-001')).text;
    expect(told.match(/cùng giảng viên với buổi 1, 08:30|với buổi 2|cùng địa bàn/g)).toHaveLength(1);
    const edited = await trainer.get('/activities/TH-2027-001/sessions/1/edit').expect(200);
    expect(edited.text).toContain('cùng giảng viên với buổi 2, 10:00');
    const apart = filled({ ...one, s2_start: '11:00', act: 'show' });
    expect((await trainer.post(NEW, apart)).text).not.toMatch(/với buổi \d/);
  });
});

describe('an activity that is there', () => {
  it('is copied without its roster and days', async () => {
    await trainer.post(NEW, filled()).expect(303);
    const { text } = await trainer.get('/activities/new?copy=TH-2027-001').expect(200);
    expect(text).toContain('value="Kỹ năng bảo vệ trẻ em"');
    expect(text).toContain('value="Hội trường"');
    expect(text).not.toContain('05/01/2027');
    await trainer.get('/activities/new?copy=NONE').expect(404);
  });

  it('is copied with its materials, unless that is not wanted', async () => {
    await trainer.post(NEW, filled()).expect(303);
    expect((await trainer.get('/activities/new?copy=TH-2027-001')).text).not.toContain('name="materials"');
    await attachTo(field.world, 'TH-2027-001');
    const { text } = await trainer.get('/activities/new?copy=TH-2027-001').expect(200);
    expect(text).toMatch(/name="materials" value="TH-2027-001" checked/);
    const like = { copied: 'TH-2027-001', materials: 'TH-2027-001' };
    // Another press of the form keeps the tick.
    expect((await trainer.post(NEW, filled({ ...like, act: 'add' }))).text).toMatch(/name="materials" [^>]*checked/);
    expect((await trainer.post(NEW, filled({ copied: 'TH-2027-001', act: 'add' }))).text).toMatch(
      /name="materials" value="TH-2027-001">/,
    );
    for (const form_key of ['key-of-one-form-2', 'key-of-one-form-2']) {
      await trainer.post(NEW, filled({ ...like, form_key })).expect(303);
    }
    const rows = await field.world.database.rows<{ code: string; kind: string }>(
      'SELECT a.code, f.kind FROM files f JOIN activities a ON a.id = f.activity_id ORDER BY f.id',
    );
    expect(rows.map(({ code, kind }) => `${code} ${kind}`)).toEqual([
      'TH-2027-001 photo',
      'TH-2027-001 material',
      'TH-2027-002 material',
    ]);
    await trainer.post(NEW, filled({ materials: 'NONE', form_key: 'key-of-one-form-3' })).expect(404);
    expect(await lines('activities')).toHaveLength(2);
  });

  it('is changed as of the version that was read; what others changed meanwhile is not overwritten', async () => {
    await trainer.post(NEW, filled()).expect(303);
    const path = '/activities/TH-2027-001/edit';
    expect((await trainer.get(path).expect(200)).text).toContain('value="12000000"');
    const body = { ...filled({ title: 'Tên mới', capacity: '20' }), version: '1' };
    await trainer.post(path, body).expect(303);
    expect((await lines('activities'))[0]).toContain('Tên mới,C,GD,80,20');
    const typed = { ...body, title: 'Tên tôi gõ', budget_source: 'Ngân sách huyện' };
    const { text } = await trainer.post(path, typed).expect(409);
    const now = ['Người khác vừa sửa hoạt động này', 'Tên: <b>Tên mới</b>', 'Nguồn kinh phí: <b>Ngân sách xã</b>'];
    for (const shown of now) expect(text).toContain(shown);
    expect(text).not.toContain('Số chỗ: <b>');
    expect(text).toMatch(/<input[^>]*value="Tên tôi gõ"/);
    const seen = /name="version" value="(\d+)"/.exec(text)?.[1] ?? '';
    await trainer.post(path, { ...typed, version: seen }).expect(303);
    expect((await lines('activities'))[0]).toContain('Tên tôi gõ,C,GD,80,20');
    const told = (await trainer.get('/activities/TH-2027-001')).text;
    expect(told).toContain('Tên: Kỹ năng bảo vệ trẻ em → Tên mới; Số chỗ: 12 → 20</');
    const elsewhere = await field.world.member('trainer', field.places.get('A'));
    await elsewhere.get(path).expect(404);
  });

  it('rises by whatever the form says beside the activity, and by nothing else', async () => {
    await trainer.post(NEW, filled()).expect(303);
    const path = '/activities/TH-2027-001/edit';
    const now = async (): Promise<string> =>
      /name="version" value="(\d+)"/.exec((await trainer.get(path).expect(200)).text)?.[1] ?? '';
    const changes: Record<string, string>[] = [
      { budget: '15.000.000' },
      { budget_source: 'Ngân sách huyện' },
      { tasks: '' },
      { indicators: '' },
      { trainer2: String(account.id) },
      { title: 'Tên mới', capacity: '20' },
    ];
    let body = filled();
    for (const [at, change] of changes.entries()) {
      body = { ...body, ...change };
      await trainer.post(path, { ...body, version: String(at + 1) }).expect(303);
      expect(await now()).toBe(String(at + 2));
      await trainer.post(path, { ...body, version: String(at + 1) }).expect(303);
      expect(await now()).toBe(String(at + 2));
      await trainer.post(path, { ...body, budget: '1', version: String(at + 1) }).expect(409);
    }
  });

  it('keeps the trainers that nobody can choose any more, and a copy leaves them out', async () => {
    const gone = 'da.nghi@example.vn';
    await trainer.post(NEW, filled({ trainer: String(account.id) })).expect(303);
    const { database } = field.world;
    await database.transaction(async () => {
      const activity = await field.id('activities', 'code', 'TH-2027-001');
      await database.execute('INSERT INTO activity_trainers (activity_id, email) VALUES (?, ?)', [activity, gone]);
    });
    const { text } = await trainer.get('/activities/TH-2027-001/edit').expect(200);
    expect(text).toMatch(/<option value="written1" selected>da\.nghi@example\.vn/);
    const body = filled({ trainer: String(account.id), trainer2: 'written1', version: '1' });
    await trainer.post('/activities/TH-2027-001/edit', body).expect(303);
    expect(await database.rows('SELECT email FROM activity_trainers')).toEqual([{ email: gone }]);
    expect((await trainer.get('/activities/new?copy=TH-2027-001')).text).not.toContain(gone);
  });

  it('becomes what somebody presses, as of the version that was seen', async () => {
    await trainer.post(NEW, filled()).expect(303);
    const path = '/activities/TH-2027-001';
    expect((await trainer.get(path)).text).toContain('Hủy hoạt động');
    await trainer.post(`${path}/status`, { status: 'cancelled', version: '1' }).expect(303);
    expect((await trainer.get(path)).text).toContain('Đã hủy: điểm danh vẫn giữ');
    await trainer.post(`${path}/status`, { status: 'done', version: '1' }).expect(409);
    await trainer.post(`${path}/status`, { status: 'other', version: '2' }).expect(422);
    expect((await lines('activities'))[0]).toContain(',cancelled');
  });
});
