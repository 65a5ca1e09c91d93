import type { Place } from './land.ts';

/** Numbers by place. */
export class Tally {
  private readonly numbers = new Map<Place, number>();

  /** Adds at a place; what is nowhere in the territory is not counted in it. */
  add(place: Place | undefined, number: number): void {
    if (place) this.numbers.set(place, this.at(place) + number);
  }

  at(place: Place): number {
    return this.numbers.get(place) ?? 0;
  }

  /** Takes over what is larger in another one. */
  raise(other: Tally): void {
    for (const [place, number] of other.numbers) this.numbers.set(place, Math.max(number, this.at(place)));
  }
}
