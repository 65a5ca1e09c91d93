import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;

beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Kỹ năng,C');
  await field.good('sessions', 'activity,number,date\nT,1,2025-05-01');
  await field.good('people', 'ref,full_name,unit\ntu,Lò Văn Tú,C');
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(() => field.world.close());

const paste = (lines: string, more: Record<string, string> = {}) =>
  trainer.post('/activities/T/roster/lines', {
    ...{ lines, lines_unit: 'Xã C (C)', group: 'teacher', act: 'save', form_key: 'key-of-one-form-1' },
    ...more,
  });
const roster = async (): Promise<string[]> => {
  const rows = await field.world.database.rows<{ full_name: string }>(
    `SELECT pe.full_name FROM participations p JOIN people pe ON pe.id = p.person_id ORDER BY p.id`,
  );
  return rows.map(({ full_name }) => full_name);
};

describe('namesakes in a pasted list', () => {
  it('that differ in marks only are asked about, on the roster and in the list', async () => {
    await field.good('participations', 'activity,person,group\nT,tu,teacher');
    const { text } = await paste('Lò Văn Tư\nTòng Thị Mai\nTòng Thị Mài').expect(200);
    expect(text).toContain('Đã thêm 1 người. Còn 2 dòng cần xem.');
    expect(text).toContain('Dòng 1: Lò Văn Tư là ai?');
    expect(await roster()).toEqual(['Lò Văn Tú', 'Tòng Thị Mai']);
    const decided = { c1: 'new', c3: 'new' };
    await paste('Lò Văn Tư\nTòng Thị Mai\nTòng Thị Mài', decided).expect(303);
    expect(await roster()).toEqual(['Lò Văn Tú', 'Tòng Thị Mai', 'Lò Văn Tư', 'Tòng Thị Mài']);
  });

  it('that differ in marks only may be one person, who comes once', async () => {
    const lines = 'Tòng Thị Mai\ntong thi mai';
    expect((await paste(lines, { act: 'check' }).expect(200)).text).toContain('Trùng dòng 1, bỏ qua');
    await paste(lines, { c2: 'out' }).expect(303);
    expect(await roster()).toEqual(['Tòng Thị Mai']);
  });

  it('are left out, and come where somebody says that they are others, once however often it is pressed', async () => {
    await field.good('participations', 'activity,person,group\nT,tu,teacher');
    const lines = 'Lò Văn Tú\nlò văn tú\nVàng A Páo\nVàng A Páo';
    const { text } = await paste(lines, { act: 'check', c4: 'new' }).expect(200);
    expect(text.match(/<input type="checkbox" name="c\d" value="new"/g)).toHaveLength(3);
    expect(text).toContain('name="c4" value="new" checked');
    expect(text).toContain('Lưu 2 dòng tốt');
    await paste(lines, { c1: 'new', c4: 'new' }).expect(303);
    await paste(lines, { c1: 'new', c4: 'new' }).expect(303);
    expect(await roster()).toEqual(['Lò Văn Tú', 'Lò Văn Tú', 'Vàng A Páo', 'Vàng A Páo']);
  });

  it('says what of a line is not kept, and has given names in a cell of their own', async () => {
    const { text } = await paste('1\tNguyễn Văn\tAn\tnông dân\tXã C\n2\tLò Thị Ún\tC', { act: 'check' });
    expect(text).toContain('<b>Nguyễn Văn An</b><span class="about">Xã C, không dùng: nông dân</span>');
    expect(text).toContain('<b>Lò Thị Ún</b><span class="about">Xã C</span>');
  });
});
