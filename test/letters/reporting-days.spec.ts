import { nextReport } from '../../src/letters/reporting-days.js';

const PLAN = { start: '2021-01-01', end: '2025-12-31' };

describe('the next day on which a report falls due', () => {
  it.each([
    ['06-15', '2025-06-01', '2025-06-15'],
    ['06-15', '2025-06-15', '2025-06-15'],
    ['06-15', '2025-06-16', null],
    ['06-15', '2025-05-01', null],
    ['01-10', '2024-12-20', '2025-01-10'],
    ['02-29', '2025-02-10', '2025-02-28'],
    ['02-29', '2024-02-10', '2024-02-29'],
    // The last report of a plan is due after its end; one of the year after that is none.
    ['01-10', '2025-12-20', '2026-01-10'],
    ['06-15', '2026-06-01', null],
    ['01-10', '2020-12-20', '2021-01-10'],
    ['12-25', '2020-12-20', null],
  ])('is of %s on %s: %s', (due, day, next) => {
    expect(nextReport({ due, ...PLAN }, day, 30)).toBe(next);
  });
});
