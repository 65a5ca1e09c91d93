import fc from 'fast-check';
import { CHUNK, filled, pieces } from '../../src/database/chunks.js';

const list = fc.array(fc.integer(), { maxLength: 1200 });

describe('lists of few lengths', () => {
  it('filling up changes nothing of what is in a list, and leaves few lengths', () => {
    const lengths = new Set<number>();
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: CHUNK }), (values) => {
        const full = filled(values);
        expect(full.slice(0, values.length)).toEqual(values);
        expect(new Set(full)).toEqual(new Set(values));
        if (values.length >= 16) lengths.add(full.length);
      }),
    );
    expect([...lengths].every((length) => [16, 32, 64, 128, 256, CHUNK].includes(length))).toBe(true);
  });

  it('leaves an empty list empty, and a longer one than a chunk as it is', () => {
    expect(filled([])).toEqual([]);
    expect(filled(Array<number>(CHUNK + 1).fill(1))).toHaveLength(CHUNK + 1);
  });

  it('pieces hold everything once, in order, none longer than the most', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 700 }), fc.boolean(), (values, most, isEven) => {
        const cut = [...pieces(values, most, isEven)];
        expect(cut.flat()).toEqual(values);
        expect(cut.every((piece) => piece.length > 0 && piece.length <= most)).toBe(true);
        const even = cut.every(({ length }) => length < 16 || length === most || Number.isInteger(Math.log2(length)));
        expect(!isEven || even).toBe(true);
      }),
    );
  });
});
