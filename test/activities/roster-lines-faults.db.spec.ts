import { Person } from '../../src/people/people.entities.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;

beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Kỹ năng,C');
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterEach(() => field.world.close());

const paste = (lines: string, more: Record<string, string> = {}) =>
  trainer.post('/activities/T/roster/lines', {
    ...{ lines, lines_unit: 'Xã C (C)', group: 'teacher', act: 'save', form_key: 'key-of-one-form-1' },
    ...more,
  });
const people = (): Promise<{ full_name: string; phone: string | null; birth_year: number | null }[]> =>
  field.world.database.rows("SELECT full_name, phone, birth_year FROM people WHERE ref LIKE 'n-%' ORDER BY id");

describe('a pasted line that the register would refuse', () => {
  it.each([
    ['Lò Văn Ún\t2085', 'Ngày sinh hoặc năm sinh nằm sau ngày hôm nay'],
    ['Lò Văn Ún\t05/06/2085', 'Ngày sinh hoặc năm sinh nằm sau ngày hôm nay'],
    ['Lò Văn Ún\t912345678', 'Số điện thoại không đúng'],
    ['Lò Văn Ún 12A', 'Họ tên có chữ số'],
  ])('is to be mended and keeps nobody else out: %s', async (line, fault) => {
    const { text } = await paste(`Giàng Thị Mỷ\n${line}`).expect(200);
    expect(text).toContain('Đã thêm 1 người. Còn 1 dòng cần xem.');
    expect(text).toContain(fault);
    expect(await people()).toMatchObject([{ full_name: 'Giàng Thị Mỷ' }]);
  });

  it('leaves what was pasted on the page where it is refused all the same, and saves nothing', async () => {
    await paste('Lò Văn Ún').expect(303);
    const { database } = field.world;
    await database.transaction(() => database.update(Person, { full_name: 'Lò Văn Ún' }, { unit_code: 'A' }));
    const { text } = await paste('Lò Văn Ún\nGiàng Thị Mỷ').expect(422);
    expect(text).toContain('Có dòng không ghi được vào sổ nên chưa lưu gì.');
    expect(text).toMatch(/<textarea[^>]*name="lines"[^>]*>\s*Lò Văn Ún\nGiàng Thị Mỷ</);
    expect(await people()).toHaveLength(1);
  });

  it('has its telephone as the register keeps it, and no national ID is kept', async () => {
    await paste('1\tLò Văn Ún\t05.06.1985\t001085012345\t84912345678').expect(303);
    expect(await people()).toEqual([{ full_name: 'Lò Văn Ún', phone: '0912345678', birth_year: 1985 }]);
  });
});
