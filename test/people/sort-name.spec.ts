import fc from 'fast-check';
import { foldText } from '../../src/i18n/fold.js';
import { foldedWords, organisationSortName, sortName, whereWords } from '../../src/people/sort-name.js';

const SYLLABLES = ['Nguyễn', 'Lò', 'Văn', 'Thị', 'Đặng', 'Giàng', 'A', 'Páo', 'Hoàng', 'Ửng', 'Bích', 'Mỷ', 'Sùng'];
const name = fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));

/** What the database does with the condition: every word looked for begins a word of the key. */
function finds(key: string, search: string): boolean {
  const where = whereWords('sort_name', search);
  if (!where) return true;
  const patterns = Array.from({ length: where.params.length / 2 }, (_, at) => where.params.slice(at * 2, at * 2 + 2));
  return patterns.every(([start = '', inside = '']) => {
    return key.startsWith(start.slice(0, -1)) || key.includes(inside.slice(1, -1));
  });
}

describe('the words by which people are searched', () => {
  it('begins with the given name, without marks and case', () => {
    expect(sortName('Nguyễn Văn An')).toBe('an nguyen van');
    expect(sortName('ĐẶNG THỊ ÁNH')).toBe('anh dang thi');
    expect(sortName('  Lò   Văn  Ửng ')).toBe('ung lo van');
    expect(sortName('Páo')).toBe('pao');
  });

  it('is the same for composed and decomposed text', () => {
    fc.assert(fc.property(name, (text) => sortName(text.normalize('NFD')) === sortName(text.normalize('NFC'))));
  });

  it('holds exactly the words of the name, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(name, (text) => {
        const key = sortName(text);
        expect(key.split(' ').sort()).toEqual(foldedWords(text).sort());
        expect(foldText(key)).toBe(key);
      }),
    );
  });

  it('fits its column whatever is written, and is never empty for a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 190 }), (text) => {
        if (text.trim() === '') return;
        expect([...sortName(text)].length).toBeLessThanOrEqual(190);
      }),
    );
    expect(sortName('***')).toBe('***');
  });

  it('keeps the words of an organisation in order', () => {
    expect(organisationSortName('HTX Chè Bản Bo')).toBe('htx che ban bo');
    expect(organisationSortName('Công ty TNHH “Đá & Gỗ” Số 7')).toBe('cong ty tnhh da go so 7');
  });
});

describe('searching by name', () => {
  it('does not mind marks, case, order or the end of a word', () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.boolean(), (text, seed, upper) => {
        const words = foldedWords(text);
        const turned = words.map((_, at) => words[(at + seed) % words.length] ?? '');
        const cut = turned.map((word) => word.slice(0, 1 + (seed % word.length)));
        const typed = cut.join(' ');
        expect(finds(sortName(text), upper ? typed.toUpperCase() : typed)).toBe(true);
        expect(finds(sortName(text), text)).toBe(true);
      }),
    );
  });

  it('looks for beginnings of words, not for letters inside them', () => {
    expect(finds(sortName('Hoàng Thị Lan'), 'an')).toBe(false);
    expect(finds(sortName('Hoàng Thị Lan'), 'la ho')).toBe(true);
  });

  it('takes wildcards and quotes as nothing to look for', () => {
    expect(whereWords('sort_name', '% _ \' "')).toBeNull();
    expect(whereWords('sort_name', '100%')?.params).toEqual(['100%', '% 100%']);
  });
});
