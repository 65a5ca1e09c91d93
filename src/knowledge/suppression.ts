/** Below so many people nothing is shown. */
export const LEAST_SHOWN = 5;

/** The people of one row of a table, by their ids. */
export interface CountedRow {
  key: string;
  people: readonly number[];
}

/**
 * Which rows of a table may be shown beside its total. A row of fewer than five people is not; and as the total less what
 * is shown gives what is not, further rows are kept back, the smallest first, until that is nobody or at least five. The same
 * holds against the rows of another table that is shown: where one row lies within another, what is between them is nobody
 * or at least five people.
 * @param rows of the table: nobody is in two; all of them together are its total @param beside rows shown already, elsewhere
 * @returns the keys of the rows that may be shown
 */
export function shownRows(rows: readonly CountedRow[], beside: readonly CountedRow[] = []): ReadonlySet<string> {
  const total = rows.reduce((sum, { people }) => sum + people.length, 0);
  if (total < LEAST_SHOWN) return new Set();
  const shown = rows
    .filter(({ people }) => people.length >= LEAST_SHOWN)
    .filter((row) => beside.every((other) => isApart(row.people, other.people)))
    .sort((one, other) => other.people.length - one.people.length);
  const rest = (): number => total - shown.reduce((sum, { people }) => sum + people.length, 0);
  while (shown.length > 0 && rest() > 0 && rest() < LEAST_SHOWN) shown.pop();
  return new Set(shown.map(({ key }) => key));
}

/** Whether one row less the other says nothing of fewer than five people. */
function isApart(one: readonly number[], other: readonly number[]): boolean {
  const [small, large] = one.length < other.length ? [one, other] : [other, one];
  const between = large.length - small.length;
  if (between === 0 || between >= LEAST_SHOWN) return true;
  const inLarge = new Set(large);
  return !small.every((person) => inLarge.has(person));
}
