import fc from 'fast-check';
import { listOf, writtenOut } from '../../src/database/long-lists.js';

const value = fc.oneof(fc.nat(), fc.constantFrom('03424', 'Lớp "6A"', 'a?b'));
const length = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 999, max: 1010 }));
const list = length.chain((size) => fc.array(value, { minLength: size, maxLength: size }));

describe('lists of any length in one statement', () => {
  it('say the same written out, whatever stands around and between them', () => {
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), (lists) => {
        const parts = lists.map((values) => listOf(values));
        const sql = `a = ? AND ${parts.map((part) => `b IN (${part.sql}) OR c = ?`).join(' AND ')}`;
        const params = ['first', ...parts.flatMap((part, n) => [...part.params, `after ${n}`])];
        const [written, bound] = writtenOut(sql, params);
        const brackets = lists.map((values) => `b IN (${values.map(() => '?').join(',')}) OR c = ?`);
        expect(written).toBe(`a = ? AND ${brackets.join(' AND ')}`);
        expect(bound).toEqual(['first', ...lists.flatMap((values, n) => [...values, `after ${n}`])]);
      }),
      { numRuns: 50 },
    );
  });

  it('take one parameter where they are long', () => {
    expect(listOf(Array<number>(1000).fill(1)).params).toHaveLength(1000);
    expect(listOf(Array<number>(1001).fill(1)).params).toHaveLength(1);
  });
});
