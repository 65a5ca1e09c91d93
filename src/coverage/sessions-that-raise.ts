import { floorsOf, type PlaceCounts, tallyOf } from './coverage.js';
import type { Place } from '../territory/place.js';
import type { TerritoryView } from '../territory/tree.js';

/** Sessions with people of a recorded place: those larger than `total` altogether, and larger than `size` there. */
export interface Larger {
  place_id: number;
  total: number;
  size: number;
}

/**
 * The sessions that may raise a floor above what is known without them: what is named, and how large the largest session was
 * at each recorded place. No other one is at any place larger than its floor (§3: `size_s`), for of every session:
 *
 * - what it has at a place of the tree and has nowhere at that place itself, it has at the children: it is then at most as large
 *   as their floors together, which the floor holds already. So only places matter at which somebody was recorded;
 * - there it is at most as large as it is altogether, and at most as large as the largest ones of all recorded places of the
 *   subtree together: the floor without it may hold that already.
 */
export function sessionsThatRaise(view: TerritoryView, root: Place, counts: readonly PlaceCounts[]): Larger[] {
  const input = { view, root, counts, gatherings: [] };
  const floors = floorsOf(input, tallyOf(input, ({ named }) => named).rollUp());
  const most = tallyOf(input, mostAt).rollUp();
  return counts.flatMap((one) => {
    const at = floors.at(one.place_id);
    const floor = floors.get(at);
    if (at < 0 || mostAt(one) === 0 || most.get(at) <= floor) return [];
    return [{ place_id: one.place_id, total: floor, size: Math.max(0, floor - (most.get(at) - mostAt(one))) }];
  });
}

/** As many as were certainly there at one session at most. Without headcounts all of them are named. */
function mostAt({ heads, largest, named }: PlaceCounts): number {
  return heads > 0 ? largest : named;
}
