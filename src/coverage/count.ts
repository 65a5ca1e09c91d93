import type { Baselines, BaselineResult } from '../territory/baseline.js';
import { comparePlaces, isAdministrative, type Place } from '../territory/place.js';
import type { Territory, TerritoryView } from '../territory/tree.js';
import { addGroups, coverGroup, type CoverageInput, type PlaceFigures } from './coverage.js';
import { cumulativeWindow, firstReaches, type Reach } from './reaches.js';
import type { CoverageRecords } from './records.js';
import { leavesTrainingsOut } from './records.js';
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
  private readonly firstsMemo = new Map<string, ReadonlyMap<number, Reach>>();

  constructor(
    readonly territory: Territory,
    readonly scope: CoverageScope,
    readonly asked: Asked,
    readonly records: CoverageRecords,
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

  /** What the core is asked for one group. */
  input(indicator: CoverageIndicator, group: string): CoverageInput {
    const { as_of, from, view, root } = this.asked;
    return {
      view,
      root,
      planStart: this.scope.start,
      planEnd: this.scope.end,
      asOf: as_of,
      from,
      reaches: this.records.reaches(indicator, group),
      headcounts: this.records.headcounts(indicator, group),
      presence: indicator.measure === 'informed' ? this.records.presence(group) : [],
      baseline: (place) => this.baseline(place, group).value,
    };
  }

  /** Of every subject of a group the participation by which it is counted, wherever that lies (§3). */
  firsts(indicator: CoverageIndicator, group: string): ReadonlyMap<number, Reach> {
    const key = keyOf(indicator, group);
    const known = this.firstsMemo.get(key);
    if (known) return known;
    const input = this.input(indicator, group);
    const firsts = firstReaches(input.reaches, cumulativeWindow(input));
    this.firstsMemo.set(key, firsts);
    return firsts;
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

  /** The same records and baselines as of another day, at this place alone; undefined where it does not stand then. */
  on(day: string, place: Place): Count | undefined {
    const view = this.territory.view(day, this.scope.unit);
    if (!view.stands(place)) return undefined;
    const asked = { as_of: day, from: this.scope.start, view, root: place };
    return new Count(this.territory, this.scope, asked, this.records, this.baselines);
  }

  private covered(indicator: CoverageIndicator, group: string): Map<number, PlaceFigures> {
    const key = keyOf(indicator, group);
    const known = this.memo.get(key);
    if (known) return known;
    const figures = coverGroup(this.input(indicator, group));
    this.memo.set(key, figures);
    return figures;
  }
}

/** What decides which records an indicator counts for a group: indicators that share it are counted once. */
function keyOf(indicator: CoverageIndicator, group: string): string {
  return `${indicator.measure} ${leavesTrainingsOut(indicator)} ${group}`;
}
