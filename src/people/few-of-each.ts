/**
 * SQL that reads at most so many people for each key: a common name of this country has thousands. Of one key the first that
 * the engine comes upon, without looking at the others; of several those that were recorded first.
 * @param columns of the table of people, which is `p` @param keys columns that make a key @param count how many keys the condition names
 */
export function fewOfEach(
  columns: string,
  keys: readonly string[],
  { where, count, most }: { where: string; count: number; most: number },
): string {
  if (count === 1) return `SELECT ${columns} FROM people p WHERE ${where} LIMIT ${most}`;
  const nth = `ROW_NUMBER() OVER (PARTITION BY ${keys.map((key) => `p.${key}`).join(', ')} ORDER BY p.id) AS nth`;
  return `SELECT ${columns} FROM (SELECT p.*, ${nth} FROM people p WHERE ${where}) p WHERE p.nth <= ${most}`;
}
