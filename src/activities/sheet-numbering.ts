import type { OnRoster } from './activity-records.js';

/** A line of a printed sheet of a session; merged records are one person. */
export interface PrintedLine {
  number: number;
  person_id: number;
}

/** Somebody on the roster with their number at a session. */
export interface Numbered {
  number: number;
  person: OnRoster;
  /** Whether it stands so on a sheet that was printed. */
  printed: boolean;
}

/** Empty lines at the end of each sheet, for those who come without having been asked. */
export const BLANK_LINES = 4;

/**
 * Numbers the roster of a session. On no paper yet: in the order of the names. Else everybody keeps the number of the paper,
 * and who was added since gets the next ones as they came, which is how they were written on the blank lines.
 * @param people each person once, in the order of the names @param printed the lines of all sheets; null: none was printed
 */
export function numberRoster(people: readonly OnRoster[], printed: readonly PrintedLine[] | null): Numbered[] {
  if (printed === null) return people.map((person, at) => ({ number: at + 1, person, printed: false }));
  const onPaper = new Map<number, number>();
  for (const { number, person_id } of printed) {
    onPaper.set(person_id, Math.min(number, onPaper.get(person_id) ?? number));
  }
  let next = highest(printed);
  const later = people
    .filter(({ person_id }) => !onPaper.has(person_id))
    .sort((a, b) => a.participation_id - b.participation_id)
    .map((person) => ({ number: (next += 1), person, printed: false }));
  const before = people.flatMap((person): Numbered[] => {
    const number = onPaper.get(person.person_id);
    return number === undefined ? [] : [{ number, person, printed: true }];
  });
  return [...before.sort((a, b) => a.number - b.number), ...later];
}

/** The numbers of the blank lines below the last line of the paper. */
export function blankNumbers(lines: readonly { number: number }[]): number[] {
  return Array.from({ length: BLANK_LINES }, (_, at) => highest(lines) + 1 + at);
}

function highest(lines: readonly { number: number }[]): number {
  return lines.reduce((most, { number }) => Math.max(most, number), 0);
}
