import fc from 'fast-check';
import { neutralise, stripMark } from '../../src/interchange/formula.js';

const SIGNS = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];

/** Texts that are often near the edge: quote marks and signs in front. */
const nearFormula = fc
  .tuple(fc.array(fc.constantFrom("'", ...SIGNS), { maxLength: 4 }), fc.string({ unit: 'grapheme' }))
  .map(([signs, rest]) => signs.join('') + rest);

describe('the mark in front of what looks like a formula', () => {
  it.each(SIGNS)('stands before a text beginning with %j', (sign) => {
    expect(neutralise(`${sign}cmd`)).toBe(`'${sign}cmd`);
  });

  it.each(['Lò Thị A', 'a=b', "'quoted'", '', "''", '5-1'])('does not stand before %j', (text) => {
    expect(neutralise(text)).toBe(text);
    expect(stripMark(text)).toBe(text);
  });

  it('is taken off again: every text survives', () => {
    fc.assert(
      fc.property(fc.oneof(nearFormula, fc.string({ unit: 'binary' })), (text) => stripMark(neutralise(text)) === text),
    );
  });

  it('never leaves a text beginning with a sign', () => {
    fc.assert(fc.property(nearFormula, (text) => !SIGNS.includes(neutralise(text).charAt(0))));
  });
});
