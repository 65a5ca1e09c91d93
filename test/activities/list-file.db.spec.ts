import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'supertest';
import type { Member } from '../support/world.js';
import { Field } from './field.js';

let field: Field;
let trainer: Member;

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Kỹ năng,C');
  trainer = await field.world.member('trainer', field.places.get('C'));
});
afterAll(() => field.world.close());

const LIST = 'STT,Họ và tên,Năm sinh\r\n1,"Bà Giàng Thị Mỷ",1990\r\n2,Vàng A Páo,2085\r\n';
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

function send(content: Buffer | null, token = trainer.csrf): Test {
  const request = field.world.request().post('/activities/T/roster/lines').set('Cookie', trainer.cookie);
  const fields = { lines: '', lines_unit: 'Xã C (C)', group: 'teacher', act: 'check', form_key: 'key-of-one-form-1' };
  void request.field({ _csrf: token, ...fields });
  return content === null ? request : request.attach('file', content, 'danh-sach.csv');
}

describe('a list in a file', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(LIST)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${LIST}`)],
    ['UTF-16', utf16(LIST)],
    ['UTF-16, the other way round', utf16(LIST).swap16()],
  ])('is checked as a pasted one: %s', async (_, content) => {
    const { text } = await send(content).expect(200);
    expect(text).toContain('Lưu 1 dòng tốt');
    expect(text).toContain('<b>Giàng Thị Mỷ</b>');
    expect(text).toContain('value="2,Vàng A Páo,2085" id="e3"');
    expect(readdirSync(join(field.world.settings.dataDir, 'incoming'))).toEqual([]);
  });

  it.each<[string, Buffer | null, string]>([
    ['no text', Buffer.from('PK\u0003\u0004\u0000'), 'không phải tệp văn bản UTF-8'],
    ['no UTF-8', Buffer.from('Lò Văn Ún', 'latin1'), 'không phải tệp văn bản UTF-8'],
    ['too large', Buffer.alloc(256 * 1024 + 1, 'a'), '0,25 MB'],
    ['headings only', Buffer.from('STT,Họ và tên'), 'id="file-error"'],
    ['none', null, 'id="file-error"'],
  ])('is refused on the page where it was chosen: %s', async (_, content, fault) => {
    const { text } = await send(content).expect(422);
    expect(text).toContain(fault);
    expect(text).toContain('formenctype="multipart/form-data"');
  });

  it('is taken from nobody else', async () => {
    await send(Buffer.from(LIST), 'x').expect(403);
  });
});
