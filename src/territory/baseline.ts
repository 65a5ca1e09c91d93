import { endedBefore, isAdministrative, type Level, LEVELS, type Place } from './place.js';
import { Recent } from './recent.js';
import type { Territory, TerritoryView } from './tree.js';

/** How many subjects a group has at a place in a year: the current version of what was entered. */
export interface Figure {
  place_id: number;
  group_code: string;
  year: number;
  value: number;
}

/** One summand of a baseline; `year` where it is the figure entered for the place itself, null value: unknown. */
export interface BaselinePart {
  place: Place;
  value: number | null;
  year: number | null;
}

/** A baseline, the rule of §4 that gave it, its summands, and where it is unknown the places that lack one. */
export interface BaselineResult {
  value: number | null;
  rule: 'figure' | 'children' | 'predecessors' | 'unknown';
  parts: readonly BaselinePart[];
  missing: readonly Place[];
}

interface Sum {
  rule: 'figure' | 'children' | 'predecessors';
  parts: BaselinePart[];
}

/** How many trees, years and groups are kept with their baselines. */
const MOST_KEPT = 500;

/** The smallest kind of place that a group can be of, by its meaning; for the others the figures tell. */
const LOWEST: Record<string, Level> = { district_official: 'district', commune_official: 'commune' };

/** The baselines of all places and groups (counting method §4), worked out when asked for, once per tree and year. */
export class Baselines {
  /** How far down figures of a group are entered: the index in LEVELS of the smallest kind of place that has one. */
  private readonly depths = new Map<string, number>();
  /** By group and place, the latest year first. */
  private readonly figures = new Map<string, Figure[]>();
  private readonly memo = new Recent<Map<number, BaselineResult>>(MOST_KEPT);

  constructor(
    private readonly territory: Territory,
    figures: readonly Figure[],
  ) {
    for (const figure of [...figures].sort((a, b) => b.year - a.year)) {
      const key = keyOf(figure.group_code, figure.place_id);
      const list = this.figures.get(key);
      if (list) list.push(figure);
      else this.figures.set(key, [figure]);
      this.deepen(figure);
    }
  }

  /**
   * Whether a group is only counted at higher levels than this place's: there are figures, and all are for larger
   * places; or none yet, and the group is one of larger places. An unknown baseline is then no gap (district officials
   * have none in a commune).
   */
  isCountedAbove(place: Place, group: string): boolean {
    const lowest = LOWEST[group];
    const depth = this.depths.get(group) ?? (lowest && LEVELS.indexOf(lowest));
    return depth !== undefined && LEVELS.indexOf(place.level) > depth;
  }

  private deepen({ group_code, place_id }: Figure): void {
    const place = this.territory.placeById(place_id);
    if (!place) return;
    this.depths.set(group_code, Math.max(this.depths.get(group_code) ?? 0, LEVELS.indexOf(place.level)));
  }

  /** The baseline of a place for a group on the as-of date of the view; the place stands in that view. */
  baseline(view: TerritoryView, place: Place, group: string): BaselineResult {
    // Not while one is being worked out: what is kept ends the circles.
    this.memo.trim();
    return this.find(view, place, group);
  }

  private find(view: TerritoryView, place: Place, group: string): BaselineResult {
    const key = `${view.epoch} ${yearOf(view.asOf)} ${group}`;
    const memo = this.memo.recall(key, () => new Map<number, BaselineResult>());
    const known = memo.get(place.id);
    if (known) return known;
    memo.set(place.id, unknown(place, [])); // a circle in bad data is unknown, and ends
    const result = this.workOut(view, place, group);
    memo.set(place.id, result);
    return result;
  }

  /** Tries the rules in their order; a figure that cannot be completed ends the search. */
  private workOut(view: TerritoryView, place: Place, group: string): BaselineResult {
    const tried: Sum[] = [];
    for (const sum of this.sums(view, place, group)) {
      const value = total(sum.parts);
      if (value !== null) return { value, rule: sum.rule, parts: sum.parts, missing: [] };
      tried.push(sum);
      if (sum.rule === 'figure') break;
    }
    return unknown(place, tried);
  }

  /** The rules that apply, in order: for a plan's own unit after its end the children come before its own figure. */
  private *sums(view: TerritoryView, place: Place, group: string): Generator<Sum> {
    const childrenFirst = view.isEndedOwnUnit(place);
    if (childrenFirst) yield* this.fromChildren(view, place, group);
    yield* this.fromFigure(view, place, group);
    if (!childrenFirst) yield* this.fromChildren(view, place, group);
    yield* this.fromPredecessors(view, place, group);
  }

  /** Rule 1: the figure of the latest year, plus all that joined since a day after the one it describes. */
  private *fromFigure(view: TerritoryView, place: Place, group: string): Generator<Sum> {
    const figures = this.figures.get(keyOf(group, place.id)) ?? [];
    const figure = figures.find((candidate) => candidate.year <= yearOf(view.asOf));
    if (!figure) return;
    const described = dayDescribed(place, figure.year);
    const since = this.joined(view, place).filter((joined) => !endedBefore(joined, described));
    const own: BaselinePart = { place, value: figure.value, year: figure.year };
    yield { rule: 'figure', parts: [own, ...this.onTheirLastDay(view, since, group)] };
  }

  /** Rule 2: the sum over the children that are administrative units, if there are any. */
  private *fromChildren(view: TerritoryView, place: Place, group: string): Generator<Sum> {
    const children = view.children(place).filter((child) => isAdministrative(child.level));
    if (children.length === 0) return;
    const parts = children.map((child) => this.part(child, this.find(view, child, group)));
    yield { rule: 'children', parts };
  }

  /** Rule 3: for a place that began with predecessors the sum over all that ended into it, also later ones. */
  private *fromPredecessors(view: TerritoryView, place: Place, group: string): Generator<Sum> {
    if (!this.territory.beganWithPredecessors(place)) return;
    yield { rule: 'predecessors', parts: this.onTheirLastDay(view, this.joined(view, place), group) };
  }

  /** The places that ended into this one by the as-of date; a plan's own unit does not end for its plan. */
  private joined(view: TerritoryView, place: Place): Place[] {
    return this.territory
      .placesJoined(place)
      .filter((joined) => endedBefore(joined, view.asOf) && !view.isEndedOwnUnit(joined));
  }

  private onTheirLastDay(view: TerritoryView, places: readonly Place[], group: string): BaselinePart[] {
    return places.map((place) => {
      const lastDay = this.territory.view(place.valid_to, view.ownUnit);
      return this.part(place, this.find(lastDay, place, group));
    });
  }

  private part(place: Place, { value, rule, parts }: BaselineResult): BaselinePart {
    return { place, value, year: rule === 'figure' && parts.length === 1 ? (parts[0]?.year ?? null) : null };
  }
}

/**
 * Which place a baseline of a year belongs to, and the day it describes (§4): the place that had the code on
 * 1 January; else the first that began with it within the year, on its first day; else, of the own units of plans
 * (`ownUnits`), the one with this code that had ended last. Undefined: the code means nothing in that year.
 */
export function describedDay(
  territory: Territory,
  code: string,
  year: number,
  ownUnits: readonly Place[] = [],
): { place: Place; day: string } | undefined {
  const day = newYear(year);
  const standing = territory.placeAt(code, day);
  if (standing) return { place: standing, day };
  const began = territory.placesOfCode(code).find((place) => yearOf(place.valid_from) === year);
  if (began) return { place: began, day: began.valid_from };
  const ownIds = new Set(ownUnits.map((unit) => unit.id));
  const own = territory.placesOfCode(code).findLast((place) => ownIds.has(place.id) && endedBefore(place, day));
  return own ? { place: own, day } : undefined;
}

/** The day that a figure of a place describes: 1 January, or the first day of a place that began within the year. */
function dayDescribed(place: Place, year: number): string {
  const day = newYear(year);
  return place.valid_from > day ? place.valid_from : day;
}

/** The sum, or null where a summand is unknown. */
function total(parts: readonly BaselinePart[]): number | null {
  let sum = 0;
  for (const { value } of parts) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/** Of a sum that was begun the gaps are missing; where none was, a figure for the place itself is. */
function unknown(place: Place, tried: readonly Sum[]): BaselineResult {
  const begun = tried.find((sum) => sum.parts.some((part) => part.value !== null));
  const missing = begun ? begun.parts.filter((part) => part.value === null).map((part) => part.place) : [place];
  return { value: null, rule: 'unknown', parts: begun?.parts ?? [], missing };
}

function keyOf(group: string, placeId: number): string {
  return `${placeId} ${group}`;
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function newYear(year: number): string {
  return `${String(year).padStart(4, '0')}-01-01`;
}
