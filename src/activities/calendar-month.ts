import { addDays } from '../web/day.js';

/** A month as its first and last day. */
export interface Month {
  /** `2025-09` */
  month: string;
  first: string;
  last: string;
}

const MONTH = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/;

/** The month an address asks for; what is none means that of the day. */
export function monthAsked(asked: string, day: string): Month {
  return monthOf(MONTH.test(asked) ? asked : day.slice(0, 7));
}

/** The month so many months later, or earlier. */
export function monthAfter({ month }: Month, months: number): Month {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return monthOf(iso(Date.UTC(year, number - 1 + months, 1)).slice(0, 7));
}

/** The weeks of a month, each of seven days from Monday; null: a day of another month. */
export function weeksOf({ first, last }: Month): (string | null)[][] {
  const before = weekdayOf(first);
  const days = Number(last.slice(8));
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_each, at) => {
      const number = week * 7 + at - before;
      return number >= 0 && number < days ? addDays(first, number) : null;
    }),
  );
}

/** 0 is Monday, 6 Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function monthOf(month: string): Month {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { month, first: `${month}-01`, last: iso(Date.UTC(year, number, 0)) };
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
