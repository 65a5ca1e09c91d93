/**
 * Public holidays of Viet Nam: Labour Code 2019 (45/2019/QH14), article 112. Those of the lunar calendar are a table,
 * because the Vietnamese calendar has its own midnight (2030: 2 February in Ha Noi, 3 February in Beijing); the test
 * compares it with the Chinese calendar of the platform.
 * Which of the days around Tết and 2 September are free is decided each year and not foreseen here.
 */
export type Holiday = 'new_year' | 'tet' | 'hung_kings' | 'reunification' | 'labour' | 'national';

const FIXED: Record<string, Holiday> = {
  '01-01': 'new_year',
  '04-30': 'reunification',
  '05-01': 'labour',
  '09-02': 'national',
};

/** The first day of the lunar year, and the tenth of its third month, by solar year. */
const LUNAR: Record<string, [tet: string, hungKings: string]> = {
  2021: ['02-12', '04-21'],
  2022: ['02-01', '04-10'],
  2023: ['01-22', '04-29'],
  2024: ['02-10', '04-18'],
  2025: ['01-29', '04-07'],
  2026: ['02-17', '04-26'],
  2027: ['02-06', '04-16'],
  2028: ['01-26', '04-04'],
  2029: ['02-13', '04-23'],
  2030: ['02-02', '04-12'],
  2031: ['01-23', '04-01'],
  2032: ['02-11', '04-19'],
  2033: ['01-31', '04-09'],
  2034: ['02-19', '04-28'],
  2035: ['02-08', '04-17'],
};

/** From the eve of Tết to its fourth day: five days. */
const TET_DAYS = [-1, 0, 1, 2, 3];

/** The holiday on a day, null for none; Tết and the day of the Hùng Kings are known from 2021 to 2035. */
export function holidayOn(day: string): Holiday | null {
  const [year = '', date = ''] = [day.slice(0, 4), day.slice(5)];
  const fixed = FIXED[date];
  if (fixed) return fixed;
  const lunar = LUNAR[year];
  if (!lunar) return null;
  const [tet, hungKings] = lunar;
  if (date === hungKings) return 'hung_kings';
  const apart = (Date.parse(day) - Date.parse(`${year}-${tet}`)) / 86_400_000;
  return TET_DAYS.includes(apart) ? 'tet' : null;
}
