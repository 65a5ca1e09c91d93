import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;
const PATH = '/activities/T/roster/lines';

beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Kỹ năng,C\nA1,P,campaign,Ở A,A');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01\nA1,1,2025-05-01');
  await field.good(
    'people',
    'ref,full_name,unit,birth_year\nan,Nguyễn Thị An,C,1985\nun,Lò Văn Ún,6A,\nxa,Tẩn Thị Xa,A,',
  );
  await field.good('participations', 'activity,person,group\nT,un,teacher');
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(() => field.world.close());

const LINES = [
  'STT\tHọ và tên\tNăm sinh\tNơi ở',
  '1\tBà Giàng Thị Mỷ\t1990',
  '2\tÔng Vàng A Páo\t\tXã C',
  '3.\tGiàng Thị Mỷ\t1990',
  '4\tnguyen thi an',
  '5\tLò Văn Ún\t\t6A',
  '6\t0912345678',
  '7\tTẩn Thị Xa',
  '8\tSùng A Dơ\t\tXã Không Có',
].join('\n');
const body = (more: Record<string, string> = {}): Record<string, string> => ({
  ...{ lines: LINES, lines_unit: 'Xã C (C)', group: 'teacher', act: 'check', form_key: 'key-of-one-form-1' },
  ...more,
});
const roster = async (): Promise<string[]> => {
  const rows = await field.world.database.rows<{ full_name: string }>(
    `SELECT pe.full_name FROM participations p JOIN people pe ON pe.id = p.person_id
     JOIN activities a ON a.id = p.activity_id WHERE a.code = 'T' ORDER BY p.id`,
  );
  return rows.map(({ full_name }) => full_name);
};

describe('a pasted list', () => {
  it('is shown line by line, good, doubtful, faulty and left out, and nothing is saved', async () => {
    const { text } = await trainer.post(PATH, body()).expect(200);
    expect(text).toContain('Lưu 3 dòng tốt');
    expect(text).toContain('Dòng 5: nguyen thi an là ai?');
    expect(text).toContain('Nguyễn Thị An, Xã C, 1985');
    expect(text).toContain('lặp lại dòng 2');
    expect(text).toContain('Không thấy họ tên');
    expect(text).toContain('Tải các dòng cần sửa');
    expect(text).toContain('Không có địa bàn này');
    expect(await roster()).toEqual(['Lò Văn Ún']);
  });

  it('is saved by a press that says so, once however often it is pressed, and what is open stays', async () => {
    const { text } = await trainer.post(PATH, body({ act: 'save' })).expect(200);
    expect(text).toContain('Đã thêm 3 người. Còn 3 dòng cần xem.');
    expect(text).not.toContain('Vàng A Páo</b>');
    const saved = ['Lò Văn Ún', 'Giàng Thị Mỷ', 'Vàng A Páo', 'Tẩn Thị Xa'];
    expect(await roster()).toEqual(saved);
    await trainer.post(PATH, body({ act: 'save' })).expect(200);
    expect(await roster()).toEqual(saved);
    // Each newcomer's record begins with an event; who was known, and who is sent again, gets none.
    const told = await field.world.database.rows<{ full_name: string }>(
      `SELECT pe.full_name FROM events e JOIN people pe ON pe.id = e.subject_id
       WHERE e.kind = 'person.registered' AND e.subject_type = 'person' ORDER BY e.id`,
    );
    expect(told.map(({ full_name }) => full_name)).toEqual(saved.slice(1));
    expect((await trainer.get('/activities/T')).text).toMatch(/Dán danh sách người dự.{0,60}3 người/s);
  });

  it('takes the known person that was chosen, or somebody new, and lines that were mended', async () => {
    const id = String(await field.id('people', 'ref', 'an'));
    const mended = { c5: id, e7: 'Hoàng Thị Muộn 0912345678', e9: 'Sùng A Dơ' };
    await trainer.post(PATH, body({ act: 'save', ...mended })).expect(303);
    expect(await roster()).toContain('Nguyễn Thị An');
    expect(await roster()).toEqual(expect.arrayContaining(['Hoàng Thị Muộn', 'Sùng A Dơ']));
    const people = await field.world.database.rows('SELECT id FROM people WHERE sort_name = ?', ['an nguyen thi']);
    expect(people).toHaveLength(1);
    await trainer.post(PATH, body({ lines: 'Nguyễn Thị An', group: 'parent', act: 'save', c1: 'new' })).expect(303);
    expect(await roster()).toHaveLength(8);
  });

  it('keeps what was mended from check to check, and leaves out a line that was emptied', async () => {
    const { text } = await trainer.post(PATH, body({ e7: 'Hoàng Thị Muộn', e9: '' })).expect(200);
    const [, kept = ''] = /<textarea[^>]*name="lines"[^>]*>\s*([^<]*)</.exec(text) ?? [];
    expect(kept.split('\n').slice(6)).toEqual(['Hoàng Thị Muộn', '7\tTẩn Thị Xa', '']);
    expect(text).toContain('Lưu 4 dòng tốt');
  });

  it('gives the lines to be mended as a file', async () => {
    const { text, headers } = await trainer.post(PATH, body({ act: 'csv' })).expect(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(text.trim().split(/\r?\n/)).toEqual([
      'line,fault,text',
      '7,no_name,"6\t0912345678"',
      '9,no_place,"8\tSùng A Dơ\t\tXã Không Có"',
    ]);
  });

  it('keeps what was pasted where it cannot be checked, and knows no other territory', async () => {
    const empty = (await trainer.post(PATH, body({ lines: ' ' })).expect(422)).text;
    expect(empty).toContain('id="lines-error"');
    const away = (await trainer.post(PATH, body({ lines_unit: 'A' })).expect(422)).text;
    expect(away).toContain('Giàng Thị Mỷ');
    const many = Array.from({ length: 3001 }, (_, at) => `Người ${at}`).join('\n');
    expect((await trainer.post(PATH, body({ lines: many })).expect(422)).text).toContain('nhiều nhất 3.000');
    await trainer.post('/activities/A1/roster/lines', body()).expect(404);
    await trainer.post(PATH, body({ group: 'household' })).expect(404);
  });

  it('registers nobody twice, pressed twice at once or pasted by two people at once', async () => {
    const lines = 'Giàng Thị Mỷ\nVàng A Páo';
    const other = { lines, act: 'save', form_key: 'key-of-another-form' };
    const presses = [{ lines, act: 'save' }, { lines, act: 'save' }, other].map((more) =>
      trainer.post(PATH, body(more)),
    );
    for (const { status } of await Promise.all(presses)) expect(status).toBe(303);
    expect(await roster()).toEqual(['Lò Văn Ún', 'Giàng Thị Mỷ', 'Vàng A Páo']);
    const people = await field.world.database.rows(
      "SELECT id FROM people WHERE full_name IN ('Giàng Thị Mỷ', 'Vàng A Páo')",
    );
    expect(people).toHaveLength(2);
  });

  it('of another content is somebody else, though the form is the same', async () => {
    await trainer.post(PATH, body({ lines: 'Giàng Thị Mỷ', act: 'save' })).expect(303);
    await trainer.post(PATH, body({ lines: 'Vàng A Páo', act: 'save' })).expect(303);
    expect(await roster()).toEqual(['Lò Văn Ún', 'Giàng Thị Mỷ', 'Vàng A Páo']);
  });

  it('names what a file of people would refuse, and leaves open what was decided for nobody', async () => {
    const odd = `${'Rất Dài '.repeat(30)}\nHạng\u202eThị Dở`;
    const { text } = await trainer.post(PATH, body({ lines: odd, act: 'save' })).expect(200);
    expect(text.match(/Họ tên quá dài hoặc có ký tự lạ/g)).toHaveLength(2);
    const decided = { lines: 'Nguyễn Thị An', act: 'save', c1: '999999' };
    expect((await trainer.post(PATH, body(decided)).expect(200)).text).toContain('Còn 1 dòng cần xem');
  });

  it('asks about a hundred at once, so that the form can be sent, and keeps the others', async () => {
    const lines = Array.from({ length: 130 }, (_, at) => `${at + 1}. 0912345${at + 100}`).join('\n');
    const { text } = await trainer.post(PATH, body({ lines })).expect(200);
    expect(text.match(/name="e\d+"/g)).toHaveLength(100);
    expect(text).toContain('Và 30 dòng nữa.');
    const one = (await trainer.post(PATH, body({ lines, e1: 'Giàng Thị Mỷ', act: 'save' })).expect(200)).text;
    expect(one).toContain('Đã thêm 1 người. Còn 129 dòng cần xem.');
  });

  it('takes three thousand lines', async () => {
    const letter = (at: number): string => String.fromCharCode(97 + (at % 26));
    const many = Array.from(
      { length: 3000 },
      (_, at) => `${at + 1}\tNguyễn Văn T${letter(at)}${letter(at / 26)}${letter(at / 676)}`,
    );
    await trainer.post(PATH, body({ lines: many.join('\n'), act: 'save' })).expect(303);
    expect(await roster()).toHaveLength(3001);
  });
});
