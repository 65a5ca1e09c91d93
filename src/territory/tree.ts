import { comparePlaces, dayBefore, endedBefore, FIRST_DAY, standsOn, type Place, type Succession } from './place.js';
import { Recent } from './recent.js';
import { TerritoryView, type ViewMemo } from './view.js';

export { TerritoryView } from './view.js';

/** How many days are kept with their trees: somebody may ask for every day there is. */
const MOST_VIEWS = 300;

/**
 * All places that ever were, with their successions (counting method §6). Immutable: after a change of the
 * territory a new one is built. Pure; never throws on bad data, circles in it lead nowhere.
 */
export class Territory {
  /** Every place, ordered by code, then first day. */
  readonly places: readonly Place[];
  private readonly byId = new Map<number, Place>();
  private readonly byCode = new Map<string, Place[]>();
  private readonly successors = new Map<number, Place[]>();
  private readonly mainSuccessor = new Map<number, Place>();
  private readonly predecessors = new Map<number, Place[]>();
  private readonly joined = new Map<number, Place[]>();
  private readonly begun = new Set<number>();
  private readonly firstDays: readonly string[];
  private readonly lastDays: readonly string[];
  private readonly memos = new Recent<ViewMemo>(MOST_VIEWS);
  private readonly views = new Recent<TerritoryView>(MOST_VIEWS);

  constructor(places: readonly Place[], successions: readonly Succession[]) {
    this.places = [...places].sort(comparePlaces);
    for (const place of this.places) {
      this.byId.set(place.id, place);
      append(this.byCode, place.code, place);
    }
    for (const succession of [...successions].sort((a, b) => a.position - b.position)) this.addSuccession(succession);
    for (const place of this.places) {
      const main = this.mainSuccessorOf(place);
      if (main) append(this.joined, main.id, place);
    }
    this.firstDays = distinctSorted(this.places.map((place) => place.valid_from));
    this.lastDays = distinctSorted(this.places.map((place) => place.valid_to));
  }

  placeById(id: number): Place | undefined {
    return this.byId.get(id);
  }

  /** All places that ever had a code, the earliest first. */
  placesOfCode(code: string): readonly Place[] {
    return this.byCode.get(code) ?? [];
  }

  /** The place that had a code on a day. */
  placeAt(code: string, day: string): Place | undefined {
    return this.placesOfCode(code).find((place) => standsOn(place, day));
  }

  /**
   * The place that had the parent's code on this place's first day; with no first day, the first place that had it
   * (§6). Whether that parent still stands is a question for a view.
   */
  parentOf(place: Place): Place | undefined {
    if (place.parent_code === null) return undefined;
    const parent =
      place.valid_from === FIRST_DAY
        ? this.placesOfCode(place.parent_code)[0]
        : this.placeAt(place.parent_code, place.valid_from);
    return parent === place ? undefined : parent;
  }

  /** Where the people of an ended place went, all parts of a split, in file order. Land given away while living on is not among them. */
  successorsOf(place: Place): readonly Place[] {
    return this.successors.get(place.id) ?? [];
  }

  /** Of several successors the one marked main; if none is marked, the first. */
  mainSuccessorOf(place: Place): Place | undefined {
    return this.mainSuccessor.get(place.id) ?? this.successorsOf(place)[0];
  }

  /** All places of which people or land came to this one, on whatever day, ended or not, each once. */
  predecessorsInto(place: Place): readonly Place[] {
    return this.predecessors.get(place.id) ?? [];
  }

  /** Whether the place began with predecessors, ended or not (§4, rule 3). */
  beganWithPredecessors(place: Place): boolean {
    return this.begun.has(place.id);
  }

  /** The ended places whose (main) successor is this one; each joined it on the day after its own last day. */
  placesJoined(place: Place): readonly Place[] {
    return this.joined.get(place.id) ?? [];
  }

  /**
   * The tree as it stands on a day; with `ownUnit`, as the plan of that unit sees it (a plan's own unit does not end
   * for its plan). Memoised; all days between two changes share one tree.
   */
  view(asOf: string, ownUnit?: Place): TerritoryView {
    const view = this.views.recall(`${asOf} ${ownUnit?.id ?? ''}`, () => {
      const epoch = `${countUpTo(this.firstDays, asOf)}-${countUpTo(this.lastDays, dayBefore(asOf))}-${ownUnit?.id ?? ''}`;
      const memo = this.memos.recall(epoch, () => ({ located: new Map<number, Place | null>(), positions: [] }));
      return new TerritoryView(this, asOf, ownUnit, epoch, memo);
    });
    this.views.trim();
    this.memos.trim();
    return view;
  }

  /**
   * The ids of all places, ended or not, that belong to somebody whose rights were given for `place` (§6, last
   * sentence): what counts at it or below it; after its end what it covered and all that its successors cover; where
   * it ended without a successor, what became of its children.
   */
  territoryOf(place: Place, asOf: string): Set<number> {
    const ids = new Set<number>();
    this.collectTerritory(place, asOf, ids, new Set());
    return ids;
  }

  private collectTerritory(place: Place, asOf: string, ids: Set<number>, seen: Set<number>): void {
    if (seen.has(place.id)) return;
    seen.add(place.id);
    const successors = this.successorsOf(place);
    if (!endedBefore(place, asOf)) this.collectCovered(place, this.view(asOf), ids);
    else if (successors.length === 0) this.collectCovered(place, this.view(asOf, place), ids);
    else {
      this.collectCovered(place, this.view(place.valid_to), ids);
      for (const successor of successors) this.collectTerritory(successor, asOf, ids, seen);
    }
    ids.add(place.id);
  }

  private collectCovered(root: Place, view: TerritoryView, ids: Set<number>): void {
    for (const place of this.places) {
      const located = view.locate(place);
      if (located && view.isBelow(located, root)) ids.add(place.id);
    }
  }

  private addSuccession(succession: Succession): void {
    const predecessor = this.byId.get(succession.predecessor_id);
    const successor = this.byId.get(succession.successor_id);
    if (!predecessor || !successor || predecessor === successor) return;
    if (!this.predecessorsInto(successor).includes(predecessor)) {
      append(this.predecessors, successor.id, predecessor);
    }
    if (succession.date === successor.valid_from) this.begun.add(successor.id);
    if (predecessor.valid_to !== dayBefore(succession.date)) return;
    append(this.successors, predecessor.id, successor);
    if (succession.main && !this.mainSuccessor.has(predecessor.id)) this.mainSuccessor.set(predecessor.id, successor);
  }
}

function append<K>(lists: Map<K, Place[]>, key: K, place: Place): void {
  const list = lists.get(key);
  if (list) list.push(place);
  else lists.set(key, [place]);
}

function distinctSorted(days: readonly string[]): string[] {
  return [...new Set(days)].sort();
}

/** How many of the sorted days are not after `day`. */
function countUpTo(days: readonly string[], day: string): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
