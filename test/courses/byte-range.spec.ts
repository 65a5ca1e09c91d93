import fc from 'fast-check';
import { readRange } from '../../src/courses/byte-range.js';

describe('a range of bytes', () => {
  it.each<[string | undefined, ReturnType<typeof readRange>]>([
    [undefined, 'whole'],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['Bytes=10-1000', { start: 10, end: 99 }],
    ['bytes=99-', { start: 99, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=-0', 'beyond'],
    ['bytes=100-', 'beyond'],
    ['bytes=99999999999999999999-', 'beyond'],
    ['bytes=20-10', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=a-b', 'whole'],
    ['', 'whole'],
  ])('%s of 100', (header, expected) => expect(readRange(header, 100)).toEqual(expected));

  it('is always inside the file', () => {
    const number = fc.option(fc.nat({ max: 300 }), { nil: '' });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 200 }), (first, last, size) => {
        const range = readRange(`bytes=${first}-${last}`, size);
        if (typeof range === 'string') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});
