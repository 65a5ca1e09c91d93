import type { Scope } from './scope.js';

const MOST = 3;
/** Codes of one file that are looked for: where more are unknown, the file is about another territory. */
const MOST_LOOKED_FOR = 200;

const found = new WeakMap<Scope, Map<string, string>>();

/**
 * The places whose code somebody may have meant by one that no place has: zeros lost in front (a spreadsheet), another
 * case, one keystroke away. At most three, as `03424 Xã Bình Lư; …`, only of the reader's own territory; '' for none.
 */
export function nearCodes(scope: Scope, written: string): string {
  const known = found.get(scope) ?? new Map<string, string>();
  found.set(scope, known);
  const near = known.get(written) ?? (known.size < MOST_LOOKED_FOR ? search(scope, written) : '');
  if (known.size < MOST_LOOKED_FOR) known.set(written, near);
  return near;
}

function search(scope: Scope, written: string): string {
  const near = new Map<string, string>();
  for (const place of scope.territory.places) {
    if (near.size >= MOST) break;
    if (isNearCode(place.code, written) && scope.covers(place.id)) near.set(place.code, `${place.code} ${place.name}`);
  }
  return [...near.values()].join('; ');
}

/** Whether the one may have been typed for the other. */
export function isNearCode(code: string, written: string): boolean {
  if (code.replace(/^0+/, '') === written.replace(/^0+/, '')) return true;
  if (code.toLowerCase() === written.toLowerCase()) return true;
  return code.length >= 4 && isOneKeystroke(code, written);
}

/** Whether one character added, left out or mistaken makes one of the other. */
function isOneKeystroke(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}
