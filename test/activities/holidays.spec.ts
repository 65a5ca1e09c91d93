import { holidayOn } from '../../src/activities/holidays.js';

/** Day and month of the Chinese calendar, which the Vietnamese one follows but for its own midnight. */
function lunar(day: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-chinese', { day: 'numeric', month: 'numeric', timeZone: 'UTC' });
  return parts.format(new Date(`${day}T00:00:00Z`));
}

const days = (year: number): string[] =>
  Array.from({ length: 365 }, (_, at) => new Date(Date.UTC(year, 0, 1 + at)).toISOString().slice(0, 10));

describe('the public holidays', () => {
  it('are those of the law on fixed days', () => {
    const fixed = ['2026-01-01', '2026-04-30', '2026-05-01', '2026-09-02'];
    expect(fixed.map(holidayOn)).toEqual(['new_year', 'reunification', 'labour', 'national']);
    expect(holidayOn('2026-03-08')).toBeNull();
    expect(holidayOn('1999-02-16')).toBeNull();
  });

  it('have five days of Tết around the first of the lunar year, but for one new moon near midnight', () => {
    for (let year = 2021; year <= 2035; year++) {
      const tet = days(year).filter((day) => holidayOn(day) === 'tet');
      expect(tet).toHaveLength(5);
      // In 2027 the new moon is at 23:56 in Beijing, 22:56 in Ha Noi: the platform puts it on the next day.
      const chinese = year === 2027 ? tet[2] : tet[1];
      expect([year, lunar(chinese ?? '')]).toEqual([year, '1/1']);
    }
  });

  it('have the day of the Hùng Kings on the tenth of the third month', () => {
    for (let year = 2021; year <= 2035; year++) {
      const [day = '', ...others] = days(year).filter((each) => holidayOn(each) === 'hung_kings');
      expect(others).toEqual([]);
      expect([year, lunar(day)]).toEqual([year, '3/10']);
    }
  });
});
