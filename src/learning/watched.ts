/** Whole seconds of a film or a recording that were played: from the first up to the second, which is not in it. */
export type Played = readonly [from: number, to: number];

/** More separate pieces are not kept of one lesson: whoever jumps about more than that has to play through once. */
export const MOST_PIECES = 200;

/** How much faster than life something may be played: players offer twice. */
const FASTEST = 2;
/** Clocks and slow lines: so many seconds are granted beyond what can have been played. */
const GRACE = 5;

/**
 * The most that somebody can have played who began at a moment.
 * @param elapsedMs since the beginning, by the server's clock; one that was set back grants nothing
 * @returns whole seconds
 */
export function mostPlayed(elapsedMs: number): number {
  return elapsedMs <= 0 ? 0 : Math.floor((elapsedMs / 1000) * FASTEST) + GRACE;
}

/**
 * What was played with what is said to have been played now: the union of both, within the length, in order and apart. What
 * was known stays known, and the same said again changes nothing.
 * @param known as this function gave it
 * @param said pieces in any order, as they come from a browser: what is no piece is passed over
 * @param length of the film in whole seconds
 * @param most so many seconds may be known in the end (`mostPlayed`); what is beyond is cut off
 */
export function withPlayed(
  known: readonly Played[],
  said: readonly Played[],
  { length, most }: { length: number; most: number },
): Played[] {
  let pieces = [...known];
  for (const each of said) {
    const piece = within(each, length);
    if (!piece) continue;
    const next = union([...pieces, cutTo(pieces, piece, most - playedSeconds(pieces))]);
    if (next.length <= Math.max(MOST_PIECES, pieces.length)) pieces = next;
  }
  return pieces;
}

/** How many seconds were played. */
export function playedSeconds(pieces: readonly Played[]): number {
  return pieces.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** How much of a length was played, in whole per cent, rounded down: 100 means all of it. */
export function playedPercent(pieces: readonly Played[], length: number): number {
  return Math.min(100, Math.floor((playedSeconds(pieces) * 100) / length));
}

/** Pieces as they came in: anything that is none is left out, however it looks. */
export function readPieces(given: unknown): Played[] {
  if (!Array.isArray(given)) return [];
  return given.slice(0, MOST_PIECES).flatMap((each: unknown): Played[] => {
    if (!Array.isArray(each) || each.length !== 2) return [];
    const [from, to] = each as [unknown, unknown];
    return typeof from === 'number' && typeof to === 'number' && Number.isFinite(from) && Number.isFinite(to)
      ? [[from, to]]
      : [];
  });
}

/** To whole seconds, so that pieces that touch are one: a player tells of them a few times a second only. */
function within([from, to]: Played, length: number): Played | null {
  const piece: Played = [Math.max(0, Math.floor(from)), Math.min(length, Math.ceil(to))];
  return from < to && piece[0] < piece[1] ? piece : null;
}

/** The part of a piece that adds no more than `left` seconds to what is known. */
function cutTo(known: readonly Played[], [from, to]: Played, left: number): Played {
  let at = from;
  let free = Math.max(0, left);
  while (at < to) {
    const covering = known.find((piece) => piece[0] <= at && at < piece[1]);
    if (covering) {
      at = Math.min(to, covering[1]);
      continue;
    }
    if (free === 0) break;
    const next = known.find((piece) => piece[0] > at)?.[0] ?? to;
    const step = Math.min(free, Math.min(next, to) - at);
    at += step;
    free -= step;
  }
  return [from, at];
}

function union(pieces: readonly Played[]): Played[] {
  const sorted = pieces.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
