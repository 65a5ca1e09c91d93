import { levelOf } from '../../src/plans/trend-chart.js';

describe('the words of a level', () => {
  it.each([
    ['above it where the curve runs below', 100, [0, 150, 100, 120], -8],
    ['below it where the curve comes down from above', 106, [0, 88, 100, 98], 18],
    ['above it where the curve crosses both', 100, [0, 90, 100, 120], -8],
    ['above it where the curve only comes near behind them', 100, [0, 30, 75, 40, 100, 99], -8],
    ['below it where a steep curve passes through them', 100, [0, 60, 40, 90, 100, 95], 18],
  ])('stand %s', (_, y, flat, dy) => {
    const curve = flat.flatMap((x, at) => (at % 2 === 0 ? [{ x, y: flat[at + 1] ?? 0 }] : []));
    expect(levelOf(y, curve)).toEqual({ y, dy });
  });
});
