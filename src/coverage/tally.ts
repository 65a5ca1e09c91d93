import type { Place } from '../territory/place.js';
import type { TerritoryView } from '../territory/tree.js';

/**
 * A number for every place of a subtree, held by position: the root is 0, parents come before their children
 * (the pre-order of the view). Position -1 stands for everywhere else: adding there changes nothing.
 */
export class Tally {
  private readonly start: number;
  private readonly values: Float64Array;

  constructor(
    private readonly view: TerritoryView,
    private readonly root: Place,
  ) {
    const span = view.span(root) ?? { start: 0, end: 0 };
    this.start = span.start;
    this.values = new Float64Array(span.end - span.start);
  }

  /** The position at which the records of a place count, -1 outside the subtree. */
  at(placeId: number): number {
    const at = this.view.positionOf(placeId) - this.start;
    return at >= 0 && at < this.values.length ? at : -1;
  }

  get(at: number): number {
    return this.values[at] ?? 0;
  }

  add(at: number, amount: number): void {
    if (at >= 0) this.values[at] = this.get(at) + amount;
  }

  /** Makes it at least `amount`. */
  raise(at: number, amount: number): void {
    if (at >= 0 && amount > this.get(at)) this.values[at] = amount;
  }

  /** Makes it at most `amount`. */
  lower(at: number, amount: number): void {
    if (at >= 0 && amount < this.get(at)) this.values[at] = amount;
  }

  /** Counts one at the place of each. */
  addReaches(reaches: Iterable<{ place_id: number }>): this {
    for (const { place_id } of reaches) this.add(this.at(place_id), 1);
    return this;
  }

  copy(): Tally {
    const copy = new Tally(this.view, this.root);
    copy.values.set(this.values);
    return copy;
  }

  /** Visits every position after all positions below it, with that of its parent (-1 for the root). */
  eachUpwards(visit: (at: number, parent: number) => void): void {
    for (let at = this.values.length - 1; at >= 0; at--) visit(at, this.parent(at));
  }

  /** Turns "at the place itself" into "at it or below it". */
  rollUp(): this {
    this.eachUpwards((at, parent) => this.add(parent, this.get(at)));
    return this;
  }

  /** Rolls sparse amounts up on their own, and raises every place they reach to its sum. */
  raiseByRolledUp(amounts: ReadonlyMap<number, number>): void {
    const sums = new Map<number, number>();
    for (const [from, amount] of amounts) {
      for (let at = from; at >= 0; at = this.parent(at)) sums.set(at, (sums.get(at) ?? 0) + amount);
    }
    for (const [at, sum] of sums) this.raise(at, sum);
  }

  private parent(at: number): number {
    return at === 0 ? -1 : this.view.parentPosition(this.start + at) - this.start;
  }
}
