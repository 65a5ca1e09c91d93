/** Values of one list, rows of one INSERT: many enough to be fast, few enough for the engines' limits on parameters. */
export const CHUNK = 500;

/** Statements with less are quickly prepared, and small in memory. */
const SMALL = 16;
/** The lengths of long lists: few, so that a statement is prepared a few times and then found again. */
const LENGTHS = [SMALL, 32, 64, 128, 256, CHUNK];

/**
 * A list for `IN`, filled up to one of few lengths with its last value, which changes nothing of what it means. Short ones,
 * and those longer than CHUNK, stay as they are.
 */
export function filled<T>(list: readonly T[]): T[] {
  const length = list.length < SMALL ? list.length : (LENGTHS.find((each) => each >= list.length) ?? list.length);
  return [...list, ...Array<T>(length - list.length).fill(list.at(-1) as T)];
}

/** A list cut into pieces, the longest first. @param most of a piece @param isEven of few lengths, but for the short end */
export function* pieces<T>(list: readonly T[], most: number, isEven = false): Generator<T[]> {
  const lengths = isEven ? LENGTHS.filter((each) => each < most).reverse() : [];
  for (let at = 0; at < list.length;) {
    const left = list.length - at;
    const length = left >= most ? most : (lengths.find((each) => each <= left) ?? left);
    yield list.slice(at, at + length);
    at += length;
  }
}
