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
    ['Nguyễn Thị An +84 912 345 678 Bản Hon', just('Nguyễn Thị An', { phone: '+84912345678', rest: ['Bản Hon'] })],
    ['Nguyễn Thị An; 5/7/1985', just('Nguyễn Thị An', { birth_year: 1985, birth_date: '1985-07-05' })],
    ['Nguyễn Thị An; 31/02/1985', just('Nguyễn Thị An', { birth_year: 1985 })],
    ['Nguyễn Thị An sinh 1985', just('Nguyễn Thị An sinh', { birth_year: 1985 })],
    ['7', just('')],
    ['0912345678', just('', { phone: '0912345678' })],
    ['Bà', just('Bà')],
  ])('%s', (text, read) => {
    expect(one(text)).toEqual(read);
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
