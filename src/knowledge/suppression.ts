/** Below so many people nothing is shown. */
export const LEAST_SHOWN = 5;
/** Beside a table of more rows none of another is shown: their combinations would be too many to look at. */
const MOST_BESIDE = 12;

/** The people of one row of a table, by their ids. */
export interface CountedRow {
  key: string;
  people: readonly number[];
}

/**
 * Which rows of a table may be shown beside its total, and beside the rows of another table of the same people. The rule: whatever
 * is added up and taken away of all that is shown, the outcome depends on nobody or on at least five people. So a row of fewer
 * is kept back; and a further one where the total less all that is shown is fewer; and one that with others makes up a row of
 * the other table but for a few (P1 − teachers − parents = the one official of P1). Differences both ways count too: of
 * P − Q = one person − two others the numbers of passes tell how each of the three did.
 *
 * Rows are taken the largest first, each where it is safe beside those taken before: what is safe stays so with fewer rows.
 * @param rows of the table: nobody is in two; all of them together are its total
 * @param beside rows of another table of the same people that are shown already, by the same rule
 * @returns the keys of the rows that may be shown
 */
export function shownRows(rows: readonly CountedRow[], beside: readonly CountedRow[] = []): ReadonlySet<string> {
  if (beside.length > MOST_BESIDE) return new Set();
  const everybody = rows.flatMap(({ people }) => people);
  const shown: CountedRow[] = [];
  for (const row of [...rows].sort((one, other) => other.people.length - one.people.length)) {
    if (isSafe(crossed(everybody, [...shown, row], beside))) shown.push(row);
  }
  return new Set(shown.map(({ key }) => key));
}

/** How many people are in each row of a table and each row of another; what is in none is the last row and the last column. */
function crossed(
  everybody: readonly number[],
  rows: readonly CountedRow[],
  columns: readonly CountedRow[],
): number[][] {
  const [rowOf, columnOf] = [placeOf(rows), placeOf(columns)];
  const counts = Array.from({ length: rows.length + 1 }, () => Array.from({ length: columns.length + 1 }, () => 0));
  for (const person of everybody) {
    const row = counts[rowOf.get(person) ?? rows.length] as number[];
    const column = columnOf.get(person) ?? columns.length;
    row[column] = (row[column] ?? 0) + 1;
  }
  return counts;
}

function placeOf(rows: readonly CountedRow[]): Map<number, number> {
  return new Map(rows.flatMap(({ people }, at) => people.map((person) => [person, at] as const)));
}

/**
 * Whether no sum or difference of rows, columns and the total depends on one to four people only. In any of them a person has
 * the weight of the row and that of the column, added up: those of weight 0 drop out. People who do not are cut off where
 * some rows and columns are taken for one side and the others for the other side; fewest are if each row stands on the side
 * on which more of its people are. So it is enough to look at each choice of columns. The last column stands for the others.
 */
function isSafe(counts: readonly (readonly number[])[]): boolean {
  const sizes = counts.map(sum);
  if (sizes.some(isFew)) return false;
  const columns = (counts[0]?.length ?? 1) - 1;
  for (let choice = 1; choice < 2 ** columns; choice += 1) {
    const cut = counts.map((row, at) => {
      const inside = sum(row.filter((_, column) => (choice & (1 << column)) !== 0));
      return Math.min(inside, (sizes[at] ?? 0) - inside);
    });
    if (isFew(sum(cut))) return false;
  }
  return true;
}

function isFew(people: number): boolean {
  return people > 0 && people < LEAST_SHOWN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
