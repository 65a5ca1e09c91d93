import fc from 'fast-check';
import { spansBetween, spansOf, spansUntil } from '#src/ledger/span.js';
import { addDays } from '#src/web/day.js';

const day = fc.integer({ min: 0, max: 2_500 }).map((days) => addDays('2019-11-20', days));
/** How often each day lies in the spans. */
const times = (spans: readonly string[], date: string): number =>
  spansOf(date).filter((span) => spans.includes(span)).length;

describe('spans of days', () => {
  it('are the whole, the year, the month and the day', () => {
    expect(spansOf('2025-03-10')).toEqual(['', '2025', '2025-03', '2025-03-10']);
  });

  it('are as few as can be', () => {
    expect(spansBetween('2023-12-31', '2026-02-02')).toEqual([
      '2023-12-31',
      '2024',
      '2025',
      '2026-01',
      '2026-02-01',
      '2026-02-02',
    ]);
    expect(spansBetween('2024-02-01', '2024-02-29')).toEqual(['2024-02']);
    expect(spansBetween('2024-02-02', '2024-02-01')).toEqual([]);
  });

  it('hold every day between once, and no other', () => {
    fc.assert(
      fc.property(day, day, day, (from, to, date) => {
        expect(times(spansBetween(from, to), date)).toBe(from <= date && date <= to ? 1 : 0);
      }),
    );
  });

  it('added and subtracted are the days of a period until one of them, whichever day it is today', () => {
    fc.assert(
      fc.property(day, day, day, day, day, (start, end, to, today, date) => {
        fc.pre(start <= end && start <= date && date <= end);
        const { plus, minus } = spansUntil(to, { start, end }, today);
        expect(times(plus, date) - times(minus, date)).toBe(date <= to ? 1 : 0);
      }),
    );
  });

  it('are those after a day where these are fewer to read', () => {
    const period = { start: '2021-01-01', end: '2030-12-31' };
    expect(spansUntil('2026-11-30', period, '2026-11-30').plus).toEqual(['']);
    expect(spansUntil('2026-10-31', period, '2026-11-30')).toEqual({
      plus: [''],
      minus: ['2026-11', '2026-12', '2027', '2028', '2029', '2030'],
    });
    expect(spansUntil('2022-12-31', period, '2026-11-30')).toEqual({ plus: ['2021', '2022'], minus: [] });
    expect(spansUntil('2031-05-01', period, '2031-05-01')).toEqual({ plus: [''], minus: [] });
  });
});
