import { addDays } from '../../src/web/day.js';
import fc from 'fast-check';
import { monthAfter, monthAsked, weekdayOf, weeksOf } from '../../src/activities/calendar-month.js';

describe('a month', () => {
  it('is the one of the address, else that of the day', () => {
    expect(monthAsked('2024-02', '2025-09-10')).toEqual({ month: '2024-02', first: '2024-02-01', last: '2024-02-29' });
    for (const none of ['', '2025-13', '2025-9', '0000-01', "2025-09' OR 1"]) {
      expect(monthAsked(none, '2025-09-10').month).toBe('2025-09');
    }
  });

  it('goes over the year in both directions', () => {
    expect(monthAfter(monthAsked('2025-12', ''), 1).month).toBe('2026-01');
    expect(monthAfter(monthAsked('2025-01', ''), -1).month).toBe('2024-12');
  });

  it('begins on the right day of the week', () => {
    expect(weeksOf(monthAsked('2025-06', ''))[0]).toEqual([null, null, null, null, null, null, '2025-06-01']);
    expect(weeksOf(monthAsked('2025-09', ''))[0]?.[0]).toBe('2025-09-01');
    expect(weeksOf(monthAsked('2021-02', ''))).toHaveLength(4);
  });

  it('has each of its days once, each under its weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }), (year, number) => {
        const month = monthAsked(`${year}-${String(number).padStart(2, '0')}`, '');
        const weeks = weeksOf(month);
        const days = weeks.flat().filter((day) => day !== null);
        expect(days[0]).toBe(month.first);
        expect(days.at(-1)).toBe(month.last);
        days.forEach((day, at) => expect(day).toBe(addDays(month.first, at)));
        for (const week of weeks) week.forEach((day, at) => day === null || expect(weekdayOf(day)).toBe(at));
      }),
    );
  });
});
