import type { Records } from './records.ts';

export interface Place {
  code: string;
  name: string;
  level: string;
  parent: string;
  first: string;
  last: string;
}

interface Step {
  to: Place;
  date: string;
  main: boolean;
}

const ALWAYS = '0001-01-01';
const FOREVER = '9999-12-31';

/** The territory as one plan sees it (counting method §6); days are `YYYY-MM-DD`. */
export class Land {
  readonly places: Place[];
  /** The plan's own unit. */
  readonly own: Place;
  private readonly byCode: Map<string, Place[]>;
  private readonly stepsFrom = new Map<Place, Step[]>();
  private readonly comeFrom = new Map<Place, { from: Place; date: string }[]>();

  constructor({ units, successions }: Records, plan: { unit: string; start: string }) {
    const codes = codesAround(plan.unit, units.values(), successions.values());
    this.places = [...units.values()]
      .filter(({ code }) => codes.has(code))
      .map(({ code, name, level, parent, valid_from, valid_to }) => ({
        ...{ code, name, level, parent },
        first: valid_from || ALWAYS,
        last: valid_to || FOREVER,
      }))
      .sort((a, b) => (a.first < b.first ? -1 : Number(a.first > b.first)));
    this.byCode = Map.groupBy(this.places, ({ code }) => code);
    const own = this.placeOn(plan.unit, plan.start) ?? this.byCode.get(plan.unit)?.[0];
    if (!own) throw new Error(`the plan's own unit ${plan.unit} is no place`);
    this.own = own;
    for (const { predecessor, successor, date, main } of successions.values()) {
      if (!codes.has(predecessor)) continue;
      const [from, to] = [this.placeOn(predecessor, addDays(date, -1)), this.placeOn(successor, date)];
      if (!from || !to) throw new Error(`succession ${predecessor} -> ${successor}: no such places`);
      this.stepsFrom.set(from, [...(this.stepsFrom.get(from) ?? []), { to, date, main }]);
      this.comeFrom.set(to, [...(this.comeFrom.get(to) ?? []), { from, date }]);
    }
  }

  /** The place that had the code on the day. */
  placeOn(code: string, day: string): Place | undefined {
    return this.byCode.get(code)?.find(({ first, last }) => first <= day && day <= last);
  }

  /** Where the people of a place that ended went: the main successor, or the first. */
  mainSuccessor(place: Place): Place | undefined {
    const steps = this.endingSteps(place);
    return (steps.find(({ main }) => main) ?? steps[0])?.to;
  }

  /** Whose people came to a place, on which days. */
  predecessors(place: Place): readonly { from: Place; date: string }[] {
    return this.comeFrom.get(place) ?? [];
  }

  /** Where what was recorded at a place counts on a day. */
  goneTo(place: Place, day: string): Place | undefined {
    if (place === this.own) return place;
    if (day < place.first) return this.above(place, day);
    if (day <= place.last) return place;
    const successor = this.mainSuccessor(place);
    if (successor) return this.goneTo(successor, day);
    return this.chainOfOwn(day).has(place) ? this.own : this.above(place, day);
  }

  /** The place of a dated record: of a unit that is said, or of the home of somebody. */
  placeOfEntry({ unit, isSaid }: { unit: string; isSaid: boolean }, day: string): Place {
    const place =
      this.placeOn(unit, day) ?? (isSaid && unit === this.own.code && day > this.own.last ? this.own : null);
    return place ?? this.placeOfHome(unit, day);
  }

  /** The place that each place of the day lies in; the own unit is the root after its end, with what became of its children. */
  treeOn(day: string): Map<Place, Place | undefined> {
    const valid = this.places.filter(({ first, last }) => first <= day && day <= last);
    const tree = new Map(valid.map((place) => [place, this.above(place, day)]));
    if (day <= this.own.last) return tree;
    tree.set(this.own, undefined);
    const chain = this.chainOfOwn(day);
    const before = new Map(tree);
    for (const place of valid) {
      if (!chain.has(place)) continue;
      let higher = before.get(place);
      while (higher && !chain.has(higher)) higher = before.get(higher);
      if (!higher) tree.set(place, this.own);
    }
    return tree;
  }

  private placeOfHome(code: string, day: string): Place {
    const ofCode = this.byCode.get(code) ?? [];
    const before = ofCode.findLast(({ last }) => last < day);
    let found = before && this.goneTo(before, day);
    for (let after = before ? undefined : ofCode[0]; after && !found;) {
      const [only, ...others] = new Set(this.predecessors(after).map(({ from }) => from));
      if (others.length > 0) throw new Error(`the home ${code} on ${day}: which of several?`);
      if (only && only.first <= day) found = only;
      after = only;
    }
    if (!found) throw new Error(`the home ${code} on ${day}: nowhere`);
    return found;
  }

  private above(place: Place, day: string): Place | undefined {
    if (place.parent === '') return undefined;
    const parent =
      place.first === ALWAYS ? this.byCode.get(place.parent)?.[0] : this.placeOn(place.parent, place.first);
    return parent && this.goneTo(parent, day);
  }

  private endingSteps(place: Place): Step[] {
    if (place.last === FOREVER) return [];
    const next = addDays(place.last, 1);
    return (this.stepsFrom.get(place) ?? []).filter(({ date }) => date === next);
  }

  private readonly chains = new Map<string, Set<Place>>();

  /** After the own unit's end: its children of the last day, and all the places to which they have gone by the day. */
  private chainOfOwn(day: string): Set<Place> {
    const { own } = this;
    const known = this.chains.get(day);
    if (known || day <= own.last) return known ?? new Set();
    const children = this.places.filter(
      (place) => place.first <= own.last && own.last <= place.last && this.above(place, own.last) === own,
    );
    const chain = new Set(children);
    this.chains.set(day, chain);
    // The set grows while it is walked: step by step.
    for (const place of chain) {
      for (const { to, date } of this.endingSteps(place)) if (date <= day) chain.add(to);
    }
    return chain;
  }
}

/** The day so many days after another. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The codes that hang together with one by parents and successions: of a country only the one province. */
function codesAround(
  code: string,
  units: Iterable<{ code: string; parent: string }>,
  successions: Iterable<{ predecessor: string; successor: string }>,
): Set<string> {
  const near = new Map<string, string[]>();
  const join = (one: string, other: string): void => {
    near.set(one, [...(near.get(one) ?? []), other]);
    near.set(other, [...(near.get(other) ?? []), one]);
  };
  for (const unit of units) if (unit.parent !== '') join(unit.code, unit.parent);
  for (const { predecessor, successor } of successions) join(predecessor, successor);
  const found = new Set([code]);
  for (const each of found) for (const other of near.get(each) ?? []) found.add(other);
  return found;
}
