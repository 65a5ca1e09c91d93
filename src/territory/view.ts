import { endedBefore, standsOn, type Place } from './place.js';
import type { Territory } from './tree.js';

/** What views of the same tree share: filled on first use. */
export interface ViewMemo {
  located: Map<number, Place | null>;
  positions: number[];
  gone?: Gone;
  layout?: Layout;
}

/** Where the children of an ended own unit went: those that stand, and those that ended without a successor. */
interface Gone {
  standing: Map<number, Place>;
  lost: Set<number>;
}

/** The standing places in pre-order: the places below position i are i..ends[i]-1. */
interface Layout {
  order: Place[];
  starts: Map<number, number>;
  ends: Int32Array;
  parents: Int32Array;
  children: Map<number, Place[]>;
}

/** The territory tree as it stands on one day, for everybody or for one plan (whose own unit does not end). */
export class TerritoryView {
  constructor(
    private readonly territory: Territory,
    readonly asOf: string,
    readonly ownUnit: Place | undefined,
    /** Two views with the same epoch see the same tree. */
    readonly epoch: string,
    private readonly memo: ViewMemo,
  ) {}

  /** Whether this is the plan's own unit after its end. */
  isEndedOwnUnit(place: Place): boolean {
    return place.id === this.ownUnit?.id && endedBefore(place, this.asOf);
  }

  /** Whether a place is in the tree on this day: valid, or the plan's own unit after its end. */
  stands(place: Place): boolean {
    return standsOn(place, this.asOf) || this.isEndedOwnUnit(place);
  }

  /**
   * Where the records of a place count on this day, step by step (§6): at itself while it stands, else at its (main)
   * successor, else at its parent. Undefined: nowhere (an ended place with neither).
   */
  locate(place: Place): Place | undefined {
    const known = this.memo.located.get(place.id);
    if (known !== undefined) return known ?? undefined;
    this.memo.located.set(place.id, null); // a circle in bad data leads nowhere, and ends
    const next = this.stands(place) ? place : this.stepFrom(place);
    const target = next === place ? place : next && this.locate(next);
    this.memo.located.set(place.id, target ?? null);
    return target;
  }

  /** The standing place that a standing place hangs from on this day: where its parent went. */
  parent(place: Place): Place | undefined {
    const own = this.ownUnit;
    const { standing } = this.gone();
    if (!own || standing.size === 0) return this.ordinaryParent(place);
    if (place.id === own.id) return this.parentOfOwnUnit(own);
    if (!standing.has(place.id)) return this.ordinaryParent(place);
    const hangsBelowAnother = climb(place, (at) => this.ordinaryParent(at)).some((above) => standing.has(above.id));
    return hangsBelowAnother ? this.ordinaryParent(place) : own;
  }

  /** The standing places directly below, ordered by code, then first day. */
  children(place: Place): readonly Place[] {
    return this.layout().children.get(place.id) ?? [];
  }

  /** The standing places above, the nearest first. */
  ancestors(place: Place): Place[] {
    return climb(place, (at) => this.parent(at));
  }

  /** Whether a standing place is the ancestor itself or lies below it. */
  isBelow(place: Place, ancestor: Place): boolean {
    const position = this.layout().starts.get(place.id);
    const span = this.span(ancestor);
    return position !== undefined && span !== undefined && span.start <= position && position < span.end;
  }

  /** The place and all standing places below it, parents before children. Empty where the place does not stand. */
  subtree(place: Place): Place[] {
    const span = this.span(place);
    return span ? this.layout().order.slice(span.start, span.end) : [];
  }

  /** The positions of a standing place and all below it, in the pre-order of the whole tree; `end` excluded. */
  span(place: Place): { start: number; end: number } | undefined {
    const start = this.layout().starts.get(place.id);
    return start === undefined ? undefined : { start, end: this.layout().ends[start] ?? start };
  }

  /** The position at which the records of a place count (see `locate`), -1 for nowhere. */
  positionOf(placeId: number): number {
    const known = this.memo.positions[placeId];
    if (known !== undefined) return known;
    const place = this.territory.placeById(placeId);
    const located = place && this.locate(place);
    const position = (located && this.layout().starts.get(located.id)) ?? -1;
    this.memo.positions[placeId] = position;
    return position;
  }

  /** Whether what is recorded at a place (null: nowhere) counts at a standing place or below it. */
  holds(place: Place, placeId: number | null): boolean {
    const span = this.span(place);
    if (span === undefined || placeId === null) return false;
    const position = this.positionOf(placeId);
    return span.start <= position && position < span.end;
  }

  /** The standing place at a position. */
  placeAtPosition(position: number): Place | undefined {
    return this.layout().order[position];
  }

  /** The position of the parent of the place at a position, -1 for none. */
  parentPosition(position: number): number {
    return this.layout().parents[position] ?? -1;
  }

  private stepFrom(place: Place): Place | undefined {
    if (this.gone().lost.has(place.id)) return this.ownUnit;
    const successor = endedBefore(place, this.asOf) ? this.territory.mainSuccessorOf(place) : undefined;
    return successor ?? this.territory.parentOf(place);
  }

  private ordinaryParent(place: Place): Place | undefined {
    const seen = new Set<Place>();
    let above = this.territory.parentOf(place);
    // where the parent ended in the place itself, the grandparent is next
    while (above && this.locate(above) === place && !seen.has(above)) {
      seen.add(above);
      above = this.territory.parentOf(above);
    }
    const located = above && this.locate(above);
    return located === place ? undefined : located;
  }

  /** The ordinary one, unless children of the own unit went there: nothing hangs from what is below it. */
  private parentOfOwnUnit(own: Place): Place | undefined {
    const parent = this.ordinaryParent(own);
    if (!parent) return undefined;
    const above = climb(parent, (at) => (at === own ? undefined : this.parent(at)));
    return above.includes(own) ? undefined : parent;
  }

  /**
   * Follows the children that the own unit had on its last day through all their successions (all parts of a split)
   * up to this day (§6). Nothing while the own unit lives.
   */
  private gone(): Gone {
    if (this.memo.gone) return this.memo.gone;
    const gone: Gone = { standing: new Map(), lost: new Set() };
    this.memo.gone = gone;
    const own = this.ownUnit;
    if (!own || !this.isEndedOwnUnit(own)) return gone;
    const chain = new Set<Place>(this.territory.view(own.valid_to, own).children(own));
    for (const place of chain) {
      const successors = this.territory.successorsOf(place);
      if (place.id === own.id) continue;
      if (!endedBefore(place, this.asOf)) gone.standing.set(place.id, place);
      else if (successors.length === 0) gone.lost.add(place.id);
      else for (const successor of successors) chain.add(successor); // a set is walked in growing order
    }
    return gone;
  }

  private layout(): Layout {
    return (this.memo.layout ??= this.arrange());
  }

  private arrange(): Layout {
    const children = new Map<number, Place[]>();
    const roots: Place[] = [];
    const standing = this.territory.places.filter((place) => this.stands(place));
    for (const place of standing) {
      const parent = this.parent(place);
      const siblings = parent ? (children.get(parent.id) ?? []) : roots;
      siblings.push(place);
      if (parent) children.set(parent.id, siblings);
    }
    const size = standing.length;
    const layout: Layout = {
      order: [],
      starts: new Map(),
      ends: new Int32Array(size),
      parents: new Int32Array(size),
      children,
    };
    for (const root of roots) enumerate(layout, root, -1);
    return layout;
  }
}

/** Gives a place and all below it their positions. Every place has one parent, so none is met twice. */
function enumerate(layout: Layout, at: Place, parent: number): void {
  const position = layout.order.length;
  layout.order.push(at);
  layout.starts.set(at.id, position);
  layout.parents[position] = parent;
  for (const child of layout.children.get(at.id) ?? []) enumerate(layout, child, position);
  layout.ends[position] = layout.order.length;
}

/** All that lies above, the nearest first; stops where bad data goes in a circle. */
function climb(from: Place, up: (place: Place) => Place | undefined): Place[] {
  const above = new Set<Place>();
  for (let at = up(from); at && at !== from && !above.has(at); at = up(at)) above.add(at);
  return [...above];
}
