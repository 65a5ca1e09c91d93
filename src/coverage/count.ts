import type { Baselines, BaselineResult } from '../territory/baseline.js';
import { comparePlaces, isAdministrative, type Place } from '../territory/place.js';
import type { Territory, TerritoryView } from '../territory/tree.js';
import { addGroups, type CountedList, coverGroup, type PlaceFigures } from './coverage.js';
import { type CountedLists, ledgerMeasure } from './lists.js';
import { cumulativeWindow, type PlanDates, type Window } from './reaches.js';
import type { CoverageIndicator, CoverageScope } from './scope.js';

/** Code of the row of all groups of an indicator together. */
export const ALL_GROUPS = '*';

/** The dates and the place of a count. */
export interface Asked {
  as_of: string;
  from: string;
  view: TerritoryView;
  /** The place to count at, with all below it. */
  root: Place;
}

/** The coverage of one plan as of one day: everything is worked out when asked for, each group once. */
export class Count {
  private readonly memo = new Map<string, Map<number, PlaceFigures>>();

  constructor(
    readonly territory: Territory,
    readonly scope: CoverageScope,
    readonly asked: Asked,
    private readonly lists: CountedLists,
    private readonly baselines: Baselines,
  ) {}

  /** The figures of a place for one group of an indicator, or for `*`, all of them together. */
  figures(indicator: CoverageIndicator, group: string, place: Place): PlaceFigures {
    if (group === ALL_GROUPS) {
      return addGroups(indicator.groups.map((each) => this.figures(indicator, each, place)));
    }
    const found = this.covered(indicator, group).get(place.id);
    if (!found) throw new RangeError(`${place.code} does not stand below ${this.asked.root.code}`);
    return found;
  }

  /** What was counted of a group: at each place as it was recorded, and at the sessions with headcounts. */
  list(indicator: CoverageIndicator, group: string): CountedList {
    return this.lists.of(this.scope.plan_id, indicator, group);
  }

  /** The dates as the rules of windows take them (`reaches.ts`). */
  days(): PlanDates & { from: string } {
    const { as_of, from } = this.asked;
    return { planStart: this.scope.start, planEnd: this.scope.end, asOf: as_of, from };
  }

  /** The window of the cumulative figure. */
  window(): Window {
    return cumulativeWindow(this.days());
  }

  /**
   * The recorded places that count at a place or below it on the as-of date, also those that have ended; null where it is
   * the plan's own unit: there whatever was recorded is looked at.
   */
  placeIds(place: Place): number[] | null {
    return placeIdsAt(this.territory, this.scope, this.asked.view, place);
  }

  /** A baseline with the rule and the parts that gave it. */
  baseline(place: Place, group: string): BaselineResult {
    return this.baselines.baseline(this.asked.view, place, group);
  }

  /** Whether the groups of an indicator are only counted at higher levels than this place's. */
  isCountedAbove(place: Place, { groups }: Pick<CoverageIndicator, 'groups'>): boolean {
    return groups.every((group) => this.baselines.isCountedAbove(place, group));
  }

  /** The places that have rows: the one asked for and all administrative units below it, in the order of the files. */
  places(cohorts = false): Place[] {
    const { view, root } = this.asked;
    return view
      .subtree(root)
      .filter((place) => cohorts || place === root || isAdministrative(place.level))
      .sort(comparePlaces);
  }

  /** What asks for one place alone as of another day; undefined where it does not stand then. */
  askedOn(day: string, place: Place): Asked | undefined {
    const view = this.territory.view(day, this.scope.unit);
    return view.stands(place) ? { as_of: day, from: this.scope.start, view, root: place } : undefined;
  }

  /** The same plan, asked otherwise, out of what was counted for that. */
  of(asked: Asked, lists: CountedLists): Count {
    return new Count(this.territory, this.scope, asked, lists, this.baselines);
  }

  private covered(indicator: CoverageIndicator, group: string): Map<number, PlaceFigures> {
    const key = keyOf(indicator, group);
    const known = this.memo.get(key);
    if (known) return known;
    const { view, root } = this.asked;
    const baseline = (place: Place): number | null => this.baseline(place, group).value;
    const figures = coverGroup({ view, root, ...this.list(indicator, group), baseline });
    this.memo.set(key, figures);
    return figures;
  }
}

/** The same for a count that is still to be made (`Count.placeIds`). */
export function placeIdsAt(
  territory: Territory,
  { unit }: Pick<CoverageScope, 'unit'>,
  view: TerritoryView,
  place: Place,
): number[] | null {
  if (place.id === unit.id) return null;
  return territory.places.filter(({ id }) => view.holds(place, id)).map(({ id }) => id);
}

/** What decides which records an indicator counts for a group: indicators that share it are counted once. */
function keyOf(indicator: CoverageIndicator, group: string): string {
  return `${ledgerMeasure(indicator)} ${group}`;
}
