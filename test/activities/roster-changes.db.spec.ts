import { Recount } from '../../src/activities/recount.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
const T = '/activities/T/roster';

beforeEach(async () => {
  field = await Field.create();
  await field.good(
    'activities',
    'code,plan,kind,title,unit,capacity,status\nT,P,training,Kỹ năng,C,2,\nL,P,campaign,Đợt trước,C,,\nA1,P,campaign,Ở A,A,,',
  );
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01\nL,1,2025-04-01\nA1,1,2025-05-01');
  await field.good(
    'people',
    `ref,full_name,unit
    an,Nguyễn Thị Ẩn,C\nbe,Lò Văn Bé,6A\nca,Vàng A Ca,6A\ndu,Giàng Thị Dụ,C\nxa,Nguyễn Thị Xa,A`,
  );
  await field.good(
    'organisations',
    'ref,name,group,unit\nhtx,Hợp tác xã Chè,cooperative,C\nxa1,Hợp tác xã Xa,cooperative,A',
  );
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(() => field.world.close());

const id = (ref: string): Promise<number> => field.id('people', 'ref', ref);
const roster = async (): Promise<string[]> =>
  (await field.exported('participations'))
    .trim()
    .split(/\r?\n/)
    .filter((line) => line.startsWith('T,'));
const add = async (ref: string, group = 'parent'): Promise<string> => {
  const { headers } = await trainer.post(`${T}/additions`, { person: String(await id(ref)), group }).expect(303);
  return (await trainer.get(String(headers.location))).text;
};
const addressOf = (text: string, pattern: RegExp): string => pattern.exec(text)?.[0] ?? 'none';

describe('the waiting list', () => {
  it('takes who comes when it is full, in the order of coming, and lets nobody up without a press', async () => {
    await add('an');
    await add('be');
    expect(await add('ca')).toContain('Hết chỗ: Vàng A Ca vào danh sách chờ.');
    expect(await add('ca')).toContain('Hết chỗ: Vàng A Ca vào danh sách chờ.');
    await add('du');
    expect(await roster()).toHaveLength(2);
    const page = (await trainer.get(T).expect(200)).text;
    expect(page).toContain('Danh sách chờ: 2 người');
    expect(page).toContain('2/2 chỗ, đã hết chỗ');
    expect(page.indexOf('Vàng A Ca')).toBeLessThan(page.indexOf('Giàng Thị Dụ'));
    expect(page).not.toContain('/waiting/admissions');
  });

  it('asks no second place for somebody in another group', async () => {
    await add('an');
    await add('be');
    await add('an', 'teacher');
    expect(await roster()).toHaveLength(3);
  });

  it('moves up as many as there are places once somebody is taken off', async () => {
    for (const ref of ['an', 'be', 'ca', 'du']) await add(ref);
    const line = addressOf((await trainer.get(T)).text, /\/activities\/T\/roster\/\d+\/removal/);
    await trainer.post(line, {}).expect(303);
    await trainer.post(`${T}/waiting/admissions`, {}).expect(303);
    expect((await trainer.get(T)).text).toContain('Danh sách chờ: 1 người');
    expect((await roster()).some((each) => each.includes(',ca,'))).toBe(true);
    await trainer.post(`${T}/waiting/admissions`, {}).expect(303);
    expect(await roster()).toHaveLength(2);
  });

  it('admits one beyond the capacity when told so, and drops one', async () => {
    for (const ref of ['an', 'be', 'ca', 'du']) await add(ref);
    const page = (await trainer.get(T)).text;
    await trainer.post(addressOf(page, /\/activities\/T\/roster\/waiting\/\d+\/admission/), {}).expect(303);
    expect(await roster()).toHaveLength(3);
    const rest = (await trainer.get(T)).text;
    const drop = addressOf(rest, /\/activities\/T\/roster\/waiting\/\d+\/removal/);
    await trainer.post(drop, {}).expect(303);
    const { headers } = await trainer.post(drop, {}).expect(303);
    expect((await trainer.get(String(headers.location))).text).toContain('Việc này đã được làm trước đó');
    expect((await trainer.get(T)).text).not.toContain('Danh sách chờ');
  });

  it('keeps nobody out who stands in the hall: they are on the roster and present', async () => {
    for (const ref of ['an', 'be']) await add(ref);
    const body = { person: String(await id('ca')), group: 'parent', session: '1' };
    const { headers } = await trainer.post(`${T}/additions`, body).expect(303);
    expect(headers.location).toContain('/activities/T/sessions/1/attendance');
    await trainer.post(`${T}/additions`, body).expect(303);
    const form = {
      full_name: 'Người Mới Đến',
      unit: 'C',
      group: 'parent',
      session: '1',
      form_key: 'walk-in-form-key-1',
    };
    await trainer.post(`${T}/newcomers`, form).expect(303);
    await trainer.post(`${T}/newcomers`, { ...form, sure: '1' }).expect(303);
    expect(await roster()).toHaveLength(4);
    expect((await field.exported('attendance')).match(/^T,1,.*,present/gm)).toHaveLength(2);
  });

  it('says of somebody at the door that they are noted otherwise, and leaves it', async () => {
    await add('an');
    await trainer.post('/activities/T/sessions/1/attendance', { [`p${await id('an')}`]: 'absent' }).expect(303);
    const body = { person: String(await id('an')), group: 'parent', session: '1' };
    await trainer.post(`${T}/additions`, body).expect(303);
    expect((await trainer.get('/activities/T/sessions/1/attendance')).text).toContain(
      'Nguyễn Thị Ẩn đang được ghi vắng',
    );
    expect(await field.exported('attendance')).toContain('T,1,an,absent');
  });

  it('lets pasted lines wait beyond the last place', async () => {
    const body = { lines: 'Lò Thị Một\nLò Thị Hai\nLò Thị Ba', lines_unit: 'C', group: 'parent', act: 'save' };
    const { headers } = await trainer.post(`${T}/lines`, body).expect(303);
    expect((await trainer.get(String(headers.location))).text).toContain(
      'Đã thêm 2 người vào danh sách. Hết chỗ: 1 người vào danh sách chờ.',
    );
  });
});

describe('taking somebody off the roster', () => {
  it('says what goes with them, and undoes it as if nothing had been', async () => {
    await add('an');
    await add('be');
    const [an] = [await id('an')];
    await trainer.post('/activities/T/sessions/1/attendance', { [`p${an}`]: 'present' }).expect(303);
    const before = [await field.ledger(), await roster(), await field.exported('attendance')];
    const line = `${T}/${await field.id('participations', 'person_id', String(an))}/removal`;
    expect((await trainer.get(line).expect(200)).text).toContain('Điểm danh đã ghi ở 1 buổi cũng bị bỏ');
    const { headers } = await trainer.post(line, {}).expect(303);
    expect(await roster()).toHaveLength(1);
    const undo = addressOf(
      (await trainer.get(String(headers.location))).text,
      /\/activities\/T\/roster\/removals\/\d+\/undoing/,
    );
    await trainer.post(undo, {}).expect(303);
    expect([await field.ledger(), await roster(), await field.exported('attendance')]).toEqual(before);
    expect(await field.world.get(Recount).check()).toEqual([]);
    await trainer.post(undo, {}).expect(303);
    expect((await trainer.get(T)).text).toContain('không hoàn tác được');
    await trainer.post(line.replace('/T/', '/A1/'), {}).expect(404);
  });
});

describe('many at once', () => {
  it('takes a whole class, less those unticked, and whom it cannot read', async () => {
    const page = (await trainer.get(`${T}/candidates?unit=6A&group=child`).expect(200)).text;
    expect(page).toContain('Lò Văn Bé');
    expect(page).toContain('Vàng A Ca');
    expect(page).not.toContain('Nguyễn Thị Ẩn');
    const body = { unit: '6A', group: 'child', chosen: String(await id('be')) };
    await trainer.post(`${T}/candidates`, body).expect(303);
    expect(await roster()).toEqual(['T,be,child,,6A']);
    expect((await trainer.get(`${T}/candidates?unit=6A&group=child`)).text).toContain('1 người đã có trong danh sách');
    expect((await trainer.post(`${T}/candidates`, { unit: '6A', group: 'child' }).expect(422)).text).toContain(
      'Chọn ít nhất một người',
    );
    expect((await trainer.get(`${T}/candidates?unit=A&group=child`).expect(422)).text).not.toContain('Nguyễn Thị Xa');
  });

  it('takes everybody of an earlier activity with their groups and organisations', async () => {
    await field.good('participations', 'activity,person,group,organisation\nL,an,teacher,\nL,be,cooperative,htx');
    const page = (await trainer.get(`${T}/candidates?from_activity=L`).expect(200)).text;
    const chosen = [...page.matchAll(/name="chosen" value="(\d+)"/g)].map(([, key]) => key ?? '');
    expect(chosen).toHaveLength(2);
    await trainer.post(`${T}/candidates`, { from_activity: 'L', chosen: chosen[0] ?? '' }).expect(303);
    await trainer.post(`${T}/candidates`, { from_activity: 'L', chosen: chosen[1] ?? '' }).expect(303);
    expect((await roster()).sort()).toEqual(['T,an,teacher,,C', 'T,be,cooperative,htx,C']);
    await trainer.get(`${T}/candidates?from_activity=A1`).expect(422);
  });
});

describe('organisations', () => {
  it('come with a person: one who is known, who came before, or somebody new', async () => {
    const found = (await trainer.get(`${T}/organisations?q=che`).expect(200)).text;
    expect(found).toContain('Hợp tác xã Chè');
    const organisation = String(await field.id('organisations', 'ref', 'htx'));
    await trainer.post(`${T}/organisations`, { organisation, person: String(await id('an')) }).expect(303);
    expect(await roster()).toEqual(['T,an,cooperative,htx,C']);
    expect((await trainer.get(`${T}/organisations?organisation=${organisation}`)).text).toContain('Đã từng thay mặt');
    const form = { organisation, full_name: 'Lò Thị Mới', unit: 'C', form_key: 'organisation-key-1' };
    await trainer.post(`${T}/organisations`, form).expect(303);
    expect(await roster()).toHaveLength(2);
    expect((await trainer.post(`${T}/organisations`, { organisation, full_name: '' }).expect(422)).text).toContain(
      'id="full_name-error"',
    );
  });

  it('of other territories are not there', async () => {
    const organisation = String(await field.id('organisations', 'ref', 'xa1'));
    await trainer.get(`${T}/organisations?organisation=${organisation}`).expect(404);
    await trainer.post(`${T}/organisations`, { organisation, person: String(await id('an')) }).expect(404);
    expect((await trainer.get(`${T}/organisations?q=hop+tac`)).text).not.toContain('Hợp tác xã Xa');
  });
});
