import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
const PAGE = '/activities/T/roster/additions';
const NEW = '/activities/T/roster/newcomers';

beforeAll(async () => {
  field = await Field.create();
  await field.good(
    'activities',
    'code,plan,kind,title,unit,min_attendance,status\nT,P,training,Kỹ năng,C,,\nA1,P,campaign,Ở A,A,,',
  );
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01\nA1,1,2025-05-01');
  await field.good('people', 'ref,full_name,unit\nan,Nguyễn Thị Ẩn,C\nan2,Nguyễn Thị An,6A\nxa,Nguyễn Thị Xa,A');
  await field.good('participations', 'activity,person,group\nT,p6,parent');
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterAll(() => field.world.close());

const id = (ref: string): Promise<number> => field.id('people', 'ref', ref);
const roster = async (): Promise<string[]> => (await field.exported('participations')).trim().split(/\r?\n/).slice(1);

describe('somebody of the register', () => {
  it('is found without marks, in any order, inside the territory only, and put on the roster once', async () => {
    const found = (await trainer.get(`${PAGE}?q=an+nguyen&group=teacher`).expect(200)).text;
    expect(found).toContain('Nguyễn Thị Ẩn');
    expect(found).toContain('Nguyễn Thị An');
    expect(found).not.toContain('Nguyễn Thị Xa');
    const body = { person: String(await id('an')), group: 'teacher', q: 'an nguyen' };
    const added = await trainer.post(PAGE, body).expect(303);
    const after = (await trainer.get(String(added.headers.location)).expect(200)).text;
    expect(after).toContain('Đã thêm Nguyễn Thị Ẩn vào danh sách.');
    expect(after).toContain('Đã có trong danh sách');
    await trainer.post(PAGE, body).expect(303);
    expect((await trainer.get(PAGE)).text).toContain('Nguyễn Thị Ẩn đã có trong danh sách.');
    expect((await roster()).filter((line) => line.includes(',an,'))).toEqual(['T,an,teacher,,C']);
  });

  it('may be in two groups, and the group that most are in is proposed', async () => {
    expect((await trainer.get(PAGE)).text).toMatch(/<option value="(parent|teacher)" selected>/);
    await trainer.post(PAGE, { person: String(await id('an')), group: 'parent' }).expect(303);
    expect((await roster()).filter((line) => line.includes(',an,'))).toHaveLength(2);
    expect((await trainer.get(PAGE)).text).toContain('<option value="parent" selected>');
  });

  it('is nobody from elsewhere, and no activity from elsewhere', async () => {
    await trainer.post(PAGE, { person: String(await id('xa')), group: 'teacher' }).expect(404);
    await trainer.post(PAGE, { person: 'x', group: 'teacher' }).expect(404);
    await trainer.get('/activities/A1/roster/additions').expect(404);
    await trainer.post('/activities/A1/roster/additions', { person: '1', group: 'teacher' }).expect(404);
    await trainer.post('/activities/A1/roster/newcomers', { full_name: 'X', unit: 'C', group: 'teacher' }).expect(404);
  });
});

describe('somebody new', () => {
  it('needs a name and a home, and is registered and on the roster in one', async () => {
    const before = (await roster()).length;
    await trainer.post(NEW, { full_name: ' Giàng  A Pó ', unit: 'Xã C (C)', group: 'parent' }).expect(303);
    const lines = await roster();
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)).toMatch(/^T,n-[0-9a-f]{16},parent,,C$/);
    const kinds = await field.world.database.rows<{ kind: string }>(
      "SELECT kind FROM events WHERE subject_type = 'activity' ORDER BY id DESC LIMIT 1",
    );
    expect(kinds).toEqual([{ kind: 'participation.added' }]);
    expect((await trainer.get('/activities/T')).text).toContain('Thêm một người vào danh sách');
  });

  it('is registered once, however often and how fast the button is pressed', async () => {
    const body = { full_name: 'Chẻo Ú Lai', unit: 'C', group: 'parent', form_key: 'key-of-one-form-1', sure: '1' };
    const before = (await roster()).length;
    for (const { status } of await Promise.all([trainer.post(NEW, body), trainer.post(NEW, body)]))
      expect(status).toBe(303);
    expect(await roster()).toHaveLength(before + 1);
  });

  it('may come to a session whose roster is empty as yet', async () => {
    await field.good('activities', 'code,plan,kind,title,unit\nW,P,campaign,Ai đến thì ghi,C');
    await field.good('sessions', 'activity,number,date\nW,1,2025-05-01');
    const sheet = '/activities/W/sessions/1/attendance';
    expect((await trainer.get(sheet).expect(200)).text).toContain('id="full_name"');
    const body = { full_name: 'Tẩn Láo Sử', walk_in_unit: 'C', walk_in_group: 'parent', do: 'walk_in' };
    const came = await trainer.post(sheet, body).expect(303);
    expect(came.headers.location).toMatch(/^\/activities\/W\/sessions\/1\/attendance#p/);
    expect((await trainer.get(sheet)).text).toContain('Tẩn Láo Sử');
    expect(await field.exported('attendance')).toMatch(/W,1,n-[0-9a-f]{16},present/);
  });

  it('who has the name of somebody known is asked about once', async () => {
    const body = { full_name: 'nguyen thi an', unit: 'C', group: 'teacher' };
    const asked = (await trainer.post(NEW, body).expect(422)).text;
    expect(asked).toContain('Trong sổ đã có người cùng họ tên');
    expect(asked).toContain('value="nguyen thi an"');
    const before = (await roster()).length;
    await trainer.post(NEW, { ...body, sure: '1' }).expect(303);
    expect(await roster()).toHaveLength(before + 1);
  });

  it('with something wrong changes nothing and keeps what was typed', async () => {
    const people = await field.world.database.rows('SELECT id FROM people');
    const before = await roster();
    const { text } = await trainer.post(NEW, { full_name: '', unit: 'Xã Không Có', group: 'teacher' }).expect(422);
    expect(text).toContain('id="full_name-error"');
    expect(text).toContain('id="unit-error"');
    expect(text).toContain('value="Xã Không Có"');
    const away = (await trainer.post(NEW, { full_name: 'Ai Đó', unit: 'A', group: 'teacher' }).expect(422)).text;
    expect(away).toContain('id="unit-error"');
    expect(await field.world.database.rows('SELECT id FROM people')).toEqual(people);
    expect(await roster()).toEqual(before);
  });
});
