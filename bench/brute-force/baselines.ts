import { addDays, type Land, type Place } from './land.ts';
import type { Records } from './records.ts';

/** So many subjects, or unknown. */
export type Known = number | undefined;

interface Figure {
  day: string;
  year: number;
  value: number;
}

/** How many subjects there are (counting method §4), for one plan. */
export class Baselines {
  private readonly land: Land;
  private readonly figures = new Map<Place, Map<string, Figure[]>>();
  private readonly endedInto = new Map<Place, Place[]>();
  private readonly trees = new Map<string, Map<Place | undefined, Place[]>>();

  constructor(records: Records, land: Land) {
    this.land = land;
    const codes = new Set(land.places.map(({ code }) => code));
    for (const { unit, group, year, value } of records.baselines.values()) {
      if (codes.has(unit)) this.enter(unit, group, year, value);
    }
    for (const ended of land.places) {
      const successor = ended === land.own ? undefined : land.mainSuccessor(ended);
      if (successor) this.endedInto.set(successor, [...(this.endedInto.get(successor) ?? []), ended]);
    }
  }

  of(place: Place, group: string, asOf: string): Known {
    const below = (): Known => this.sumBelow(place, group, asOf);
    const ownHasEnded = place === this.land.own && asOf > place.last;
    if (ownHasEnded) {
      const sum = below();
      if (sum !== undefined) return sum;
    }
    const entered = (this.figures.get(place)?.get(group) ?? []).filter(({ year }) => year <= Number(asOf.slice(0, 4)));
    const latest = entered.reduce<Figure | undefined>((a, b) => (a && a.year > b.year ? a : b), undefined);
    if (latest) {
      const joined = this.sumEnded(place, group, asOf, latest.day);
      return joined === undefined ? undefined : latest.value + joined;
    }
    const sum = below();
    if (sum !== undefined) return sum;
    const began = this.land.predecessors(place).some(({ date }) => date === place.first);
    return began ? this.sumEnded(place, group, asOf, '') : undefined;
  }

  /** A figure describes 1 January, or the first day of the first place that began with the code within the year. */
  private enter(unit: string, group: string, year: number, value: number): void {
    const { land } = this;
    const newYear = `${year}-01-01`;
    const began = land.places.find(({ code, first }) => code === unit && first.startsWith(`${year}-`));
    const place = land.placeOn(unit, newYear) ?? began ?? (unit === land.own.code ? land.own : undefined);
    if (!place) throw new Error(`baselines: no place had the code ${unit} in ${year}`);
    const isBegun = place === began && place.first > newYear;
    const byGroup = this.figures.get(place) ?? new Map<string, Figure[]>();
    const day = isBegun ? place.first : newYear;
    this.figures.set(place, byGroup.set(group, [...(byGroup.get(group) ?? []), { day, year, value }]));
  }

  private sumBelow(place: Place, group: string, asOf: string): Known {
    const children = this.childrenOf(place, asOf).filter(({ level }) => level !== 'cohort');
    return children.length === 0 ? undefined : sum(children.map((child) => this.of(child, group, asOf)));
  }

  /** Of those that ended into a place by the day and after another; each as on its last day. */
  private sumEnded(place: Place, group: string, asOf: string, after: string): Known {
    const ended = (this.endedInto.get(place) ?? []).filter(({ last }) => last < asOf && addDays(last, 1) > after);
    return sum(ended.map((each) => this.of(each, group, each.last)));
  }

  private childrenOf(place: Place, day: string): Place[] {
    const known = this.trees.get(day);
    if (known) return known.get(place) ?? [];
    const tree = this.land.treeOn(day);
    this.trees.set(
      day,
      Map.groupBy(tree.keys(), (each) => tree.get(each)),
    );
    return this.childrenOf(place, day);
  }
}

function sum(values: Known[]): Known {
  return values.reduce<Known>((all, each) => (all === undefined || each === undefined ? undefined : all + each), 0);
}
