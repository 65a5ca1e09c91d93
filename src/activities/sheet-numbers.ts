/** What stands in a field of numbers, read without ever throwing. */
export interface ReadNumbers {
  /** Each once, ascending. */
  numbers: number[];
  /** Those that are written more than once. */
  twice: number[];
  /** Pieces that are no number and no range, as they were typed. */
  unreadable: string[];
  /** Ranges whose end is before their beginning. */
  backwards: string[];
}

const DASHES = /[\u2010-\u2015\u2212~]/g;
const BETWEEN = /[\s,;&/\u3001]+|và|and/u;

/**
 * Reads the numbers of a paper sheet as somebody copies them: "1-24, 27 và 30". Between numbers may stand commas, semicolons,
 * spaces, line ends, "và", "and"; of a range also a long dash or "đến"; digits may be full-width.
 */
export function readNumbers(typed: string): ReadNumbers {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(DASHES, '-')
    .replace(/\s*(?:-|đến)\s*/gu, '-');
  const read: ReadNumbers = { numbers: [], twice: [], unreadable: [], backwards: [] };
  const seen = new Set<number>();
  const twice = new Set<number>();
  for (const raw of plain.split(BETWEEN)) {
    const piece = raw.replace(/\.+$/, '');
    if (piece === '') continue;
    for (const number of numbersOf(piece, read)) {
      if (seen.has(number)) twice.add(number);
      seen.add(number);
    }
  }
  return { ...read, numbers: ascending(seen), twice: ascending(twice) };
}

function numbersOf(piece: string, { unreadable, backwards }: ReadNumbers): number[] {
  const [, first, last] = /^([1-9]\d{0,3})(?:-([1-9]\d{0,3}))?$/.exec(piece) ?? [];
  if (first === undefined) {
    unreadable.push(piece);
    return [];
  }
  const [from, to] = [Number(first), Number(last ?? first)];
  if (to < from) backwards.push(piece);
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, at) => from + at);
}

/** Each once. */
export function ascending(numbers: Iterable<number>): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** "1–4, 7": numbers as short as they can be said. */
export function numbersText(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
