import fc from 'fast-check';
import { readPasted } from '../../src/activities/pasted-lines.js';

const one = (text: string): object => {
  const [{ line: _, raw: __, ...read } = { line: 0, raw: '' }] = readPasted(text);
  return read;
};
const just = (name: string, more: object = {}): object => ({
  ...{ name, birth_year: null, birth_date: null, phone: null, rest: [] },
  ...more,
});

describe('a pasted line', () => {
  it.each([
    ['Nguyễn Thị An', just('Nguyễn Thị An')],
    ['1. Nguyễn Thị An', just('Nguyễn Thị An')],
    ['12) Bà Nguyễn Thị An', just('Nguyễn Thị An')],
    ['(3) Thầy Lò Văn Ún', just('Lò Văn Ún')],
    ['• Cô Giàng Thị Mỷ', just('Giàng Thị Mỷ')],
    ['Ông  Vàng A Páo', just('Vàng A Páo')],
    ['4\tNguyễn Thị An\t1985\tXã Bản Bo', just('Nguyễn Thị An', { birth_year: 1985, rest: ['Xã Bản Bo'] })],
    ['Nguyễn Thị An, 0912 345 678', just('Nguyễn Thị An', { phone: '0912345678' })],
    ['Nguyễn Thị An (0912.345.678)', just('Nguyễn Thị An', { phone: '0912345678' })],
    ['Nguyễn Thị An +84 912 345 678 Bản Hon', just('Nguyễn Thị An', { phone: '0912345678', rest: ['Bản Hon'] })],
    ['Nguyễn Thị An; 5/7/1985', just('Nguyễn Thị An', { birth_year: 1985, birth_date: '1985-07-05' })],
    ['Nguyễn Thị An; 31/02/1985', just('Nguyễn Thị An', { birth_year: 1985 })],
    ['Nguyễn Thị An sinh 1985', just('Nguyễn Thị An', { birth_year: 1985 })],
    ['7', just('')],
    ['0912345678', just('', { phone: '0912345678' })],
    ['Bà', just('Bà')],
  ])('%s', (text, read) => {
    expect(one(text)).toEqual(read);
  });

  it.each([
    ['001085012345', {}],
    ['001 085 012 345', {}],
    ['0010 8501 2345', {}],
    ['CCCD: 001085012345\t0912345678', { phone: '0912345678' }],
    ['012085012345, 02313 875 123', { phone: '02313875123' }],
    ['045123456\t0912345678', { phone: '0912345678' }],
    ['05.06.1985', { birth_date: '1985-06-05', birth_year: 1985 }],
    ['05-06-1985', { birth_date: '1985-06-05', birth_year: 1985 }],
    ['05/06/1985', { birth_date: '1985-06-05', birth_year: 1985 }],
    ['06/1985', { birth_year: 1985 }],
    ['05.06.1985 0912-345-678', { birth_date: '1985-06-05', birth_year: 1985, phone: '0912345678' }],
    ['0912345678 1985', { phone: '0912345678', birth_year: 1985 }],
    ['0912345678 / 0987654321', { phone: '0912345678' }],
    ['0213 3875 123', { phone: '02133875123' }],
    ['84912345678', { phone: '0912345678' }],
    ['+84912345678', { phone: '0912345678' }],
    ['+84 0912 345 678', { phone: '0912345678' }],
    ['842133875123', { phone: '02133875123' }],
    ['+856 20 1234 5678', { phone: '+8562012345678' }],
    ['912345678', { phone: '912345678' }],
    ['1085012345', {}],
  ])('has its numbers told apart: %s', (numbers, read) => {
    expect(one(`7\tNguyễn Thị An\t${numbers}`)).toEqual(just('Nguyễn Thị An', read));
    expect(one(`Nguyễn Thị An; ${numbers}`)).toEqual(just('Nguyễn Thị An', read));
  });

  it.each([
    ['1 Nguyễn Văn A', 'Nguyễn Văn A'],
    ['1 Bà Lò Thị Q', 'Lò Thị Q'],
    ['1.1 Lò Văn M', 'Lò Văn M'],
    ['1.1. Lò Văn M', 'Lò Văn M'],
    ['1-Lò Văn M', 'Lò Văn M'],
    ['1985\tLò Văn M', 'Lò Văn M'],
    ['Bà: Lò Thị E', 'Lò Thị E'],
    ['Ô. Lò Văn B', 'Lò Văn B'],
    ['2. Ông/bà Lò Văn B', 'Lò Văn B'],
    ['Ông (bà) Lò Văn B', 'Lò Văn B'],
    ['Ông(bà): Lò Văn B', 'Lò Văn B'],
    ['3\tĐ/c Lò Văn B', 'Lò Văn B'],
    ['Đồng chí Lò Văn B', 'Lò Văn B'],
    ['Em Lò Văn B', 'Lò Văn B'],
    ['Cháu Lò Văn B', 'Lò Văn B'],
    ['Lò Văn B CCCD 001085012345', 'Lò Văn B'],
    ['Nguyễn Văn Sinh 1985', 'Nguyễn Văn Sinh'],
    ['Lò Văn B|1985|0912345678', 'Lò Văn B'],
    ['Lò Văn B – 84 912 345 678', 'Lò Văn B'],
    ['Lò Văn B, sn 1985', 'Lò Văn B'],
  ])('has the name only: %s', (text, name) => {
    expect(one(text)).toMatchObject({ name, rest: [] });
  });

  it.each([
    ['1\tNguyễn Văn\tAn\tBản Bo', 'Nguyễn Văn An', ['Bản Bo']],
    ['LÒ VĂN\tAN', 'LÒ VĂN AN', []],
    ['Lò Văn\tNam\tNam', 'Lò Văn Nam', ['Nam']],
    ['Lò Văn An\tNam', 'Lò Văn An', ['Nam']],
    ['Lò Thị An\tThái\tGV', 'Lò Thị An', ['Thái', 'GV']],
    ['Lò Văn An\tGV', 'Lò Văn An', ['GV']],
    ['Hạng A Chư\tH’Mông', 'Hạng A Chư', ['H’Mông']],
    ['Lò Văn An - Chủ tịch', 'Lò Văn An', ['Chủ tịch']],
    ['Lò Văn An\tHua', 'Lò Văn An', ['Hua']],
    ['Lò Văn An\t1985\tPáo', 'Lò Văn An', ['Páo']],
    ['Lò Văn An\tnông dân', 'Lò Văn An', ['nông dân']],
  ])('has the given name in a cell of its own: %s', (text, name, rest) => {
    expect(readPasted(text, (word) => word === 'Hua')).toMatchObject([{ name, rest }]);
  });

  it.each([
    ['STT\tHọ và tên\tNam\tNữ\tNơi thường trú', 0],
    ['TT;Họ;Tên;SĐT', 0],
    ['Ho ten', 0],
    ['4\tLò Thị Tên\tNó', 1],
    ['5\tNó\tTên', 1],
    ['Nó\tBản Bo', 1],
    ['Tên\tLò Văn An', 1],
    ['Họ tên\tLò Văn An', 1],
  ])('is a heading where nobody is named: %s', (text, count) => {
    expect(readPasted(text)).toHaveLength(count);
  });

  it('comes in NFC, and headings and empty lines are none', () => {
    const text = 'STT\tHọ và tên\tNăm sinh\n\n1\tNguyễn Thị Ẩn\n   \nHọ tên\n2\tLò Văn Ún'.normalize('NFD');
    expect(readPasted(text).map(({ line, name }) => [line, name])).toEqual([
      [3, 'Nguyễn Thị Ẩn'],
      [6, 'Lò Văn Ún'],
    ]);
  });

  it('is read whatever stands in it: in order, in NFC, the same when read again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
        const read = readPasted(lines.join('\n'));
        expect(read.map(({ line }) => line)).toEqual(read.map(({ line }) => line).sort((a, b) => a - b));
        for (const { name, raw } of read) {
          expect(name).toBe(name.normalize('NFC'));
          expect(readPasted(raw).map((again) => again.name)).toEqual([name]);
        }
      }),
    );
  });

  it('takes three thousand lines at once', () => {
    const text = Array.from({ length: 3000 }, (_, at) => `${at + 1}.\tBà Nguyễn Thị ${at}\t1985`).join('\n');
    expect(readPasted(text)).toHaveLength(3000);
  });
});
