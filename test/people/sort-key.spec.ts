import fc from 'fast-check';
import { organisationSortKey, personSortKey } from '../../src/people/sort-key.js';

const dictionary = new Intl.Collator('vi', { sensitivity: 'accent', numeric: true });

/** Syllables that differ in letters of their own, in tones, in both, and in length. */
const ONSETS = ['', 'b', 'c', 'd', 'đ', 'h', 'kh', 'ng', 's', 'tr', 'v', 'x', 'f', 'j', 'w', 'z'];
const VOWELS = [...'aăâeêioôơuưy'];
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const syllable = fc
  .tuple(
    fc.constantFrom(...ONSETS),
    fc.constantFrom(...VOWELS),
    fc.constantFrom(...TONES),
    fc.constantFrom('', 'n', 'ng', 'i'),
  )
  .map(([onset, vowel, tone, end]) => `${onset}${vowel}${tone}${end}`.normalize('NFC'));
const upper = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const words = fc.array(syllable.map(upper), { minLength: 1, maxLength: 4 });

/** Pairs that agree for a while, so that tones decide. */
const pair = fc.tuple(words, words, fc.nat(3)).map(([a, b, shared]) => [a, [...a.slice(0, shared), ...b]] as const);
const tonesOff = (word: string): string => word.normalize('NFD').replaceAll(/[\u0300\u0309\u0303\u0301\u0323]/gu, '');
const alike = fc.tuple(words, fc.array(fc.constantFrom(...TONES), { minLength: 8, maxLength: 8 })).map(([a, tones]) => {
  const vowel = /[aeiouy][\u0306\u0302\u031b]?/iu;
  return [
    a,
    a.map((word, at) =>
      tonesOff(word)
        .replace(vowel, (found) => found + (tones[at] ?? ''))
        .normalize('NFC'),
    ),
  ];
});

const sign = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const asText = (name: readonly string[]): string => name.join(' ');

describe('the key by which lists are sorted', () => {
  it('orders organisations as the Vietnamese dictionary does', () => {
    for (const pairs of [pair, alike]) {
      fc.assert(
        fc.property(pairs, ([a = [], b = []]) => {
          const [one, other] = [asText(a), asText(b)];
          expect(sign(organisationSortKey(one), organisationSortKey(other))).toBe(
            Math.sign(dictionary.compare(one, other)),
          );
        }),
        { numRuns: 3000 },
      );
    }
  });

  it('orders people by the given name first, each part as the dictionary does', () => {
    fc.assert(
      fc.property(fc.oneof(pair, alike), ([a = [], b = []]) => {
        const given = Math.sign(dictionary.compare(a.at(-1) ?? '', b.at(-1) ?? ''));
        const rest = Math.sign(dictionary.compare(asText(a.slice(0, -1)), asText(b.slice(0, -1))));
        expect(sign(personSortKey(asText(a)), personSortKey(asText(b)))).toBe(given || rest);
      }),
      { numRuns: 3000 },
    );
  });

  it('knows letters of their own, tones and numbers', () => {
    const order = (names: string[]): string[] => [...names].sort((a, b) => sign(personSortKey(a), personSortKey(b)));
    expect(order(['Lò Văn Ánh', 'Lò Thị Ẩn', 'Lò Thị Chăn', 'Giàng Chan', 'Lò Ăn', 'Vàng An', 'Lò An'])).toEqual([
      'Lò An',
      'Vàng An',
      'Lò Văn Ánh',
      'Lò Ăn',
      'Lò Thị Ẩn',
      'Giàng Chan',
      'Lò Thị Chăn',
    ]);
    expect(order(['Lò Mạ', 'Lò Má', 'Lò Mã', 'Lò Mả', 'Lò Mà', 'Lò Ma'])).toEqual(
      ['Ma', 'Mà', 'Mả', 'Mã', 'Má', 'Mạ'].map((name) => `Lò ${name}`),
    );
    expect(sign(organisationSortKey('HTX số 2'), organisationSortKey('HTX số 10'))).toBe(-1);
  });

  it('does not mind case, punctuation and how marks are composed, and fits its column', () => {
    expect(personSortKey('NGUYỄN  VĂN-AN')).toBe(personSortKey('Nguyễn Văn An'.normalize('NFD')));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 190 }), (text) => {
        expect(personSortKey(text).length).toBeLessThanOrEqual(400);
        expect(personSortKey(text)).toMatch(/^[^\s]*$/u);
      }),
    );
  });
});
