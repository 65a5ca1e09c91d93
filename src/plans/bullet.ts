/** What views/partials/bullet.hbs draws; numbers are per cent of the track as attributes. */
export interface Bullet {
  label: string;
  floor: string;
  maybe: string | null;
  target: string | null;
  tip: string;
  anchor: 'start' | 'middle' | 'end';
}

/**
 * A bar on a track that is `whole` long. More than the whole fills the track: the figure beside it says how much.
 * @param target where the tick stands, in the unit of `whole`; null: none
 */
export function bullet(
  parts: { floor: number; ceiling: number; whole: number; target: number | null },
  words: { label: string; tip: string },
): Bullet {
  const floor = share(parts.floor, parts.whole);
  const maybe = share(parts.ceiling, parts.whole) - floor;
  const at = parts.target === null ? null : share(parts.target, parts.whole);
  return {
    ...words,
    floor: attribute(floor),
    maybe: maybe > 0 ? attribute(maybe) : null,
    target: at === null ? null : attribute(at),
    anchor: at !== null && at > 93 ? 'end' : at !== null && at < 7 ? 'start' : 'middle',
  };
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, Math.max(0, (100 * part) / whole));
}

function attribute(value: number): string {
  return `${value.toFixed(2)}%`;
}
