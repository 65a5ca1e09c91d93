import { Injectable } from '@nestjs/common';
import type { Place } from '../territory/place.js';
import type { Scope } from '../territory/scope.js';
import { Scopes } from '../territory/scope.js';
import { AttemptStore } from './attempts.store.js';
import { ALL_GROUPS, type Count } from './count.js';
import { countedSubjects, overlap, type Reach } from './coverage.js';
import { type NotCounted, notCounted } from './not-counted.js';
import { compareReaches, cumulativeWindow, isIn } from './reaches.js';
import type { HeadcountRecord } from './records.js';
import type { CoverageIndicator } from './scope.js';

/** A list as far as it lies in the reader's territory, and how many lie outside. */
export interface Listed<T> {
  items: T[];
  outside: number;
}

/** A subject that is counted: by which participation, where. */
export interface CountedRecord {
  group_code: string;
  subject_id: number;
  reach: Reach;
  place: Place;
}

/** A subject that came and is not counted. */
export interface NotCountedRecord extends NotCounted {
  /** The group for which it is not counted. */
  in_group: string;
}

/** A headcount at a standing place. */
export interface HeadcountAt extends HeadcountRecord {
  place: Place;
}

/** What reporters would report, by `agency:CODE` or `unit:PLACE_ID`, and how often they reached the same subjects. */
export interface OverlapOfReporters {
  reporters: { reporter: string; distinct: number }[];
  sum: number;
  distinct: number;
  overlap: number;
}

/** The records behind a figure: of one group, or of all groups of the indicator (`*`), at the place of the count. */
@Injectable()
export class FigureRecords {
  constructor(
    private readonly scopes: Scopes,
    private readonly attempts: AttemptStore,
  ) {}

  /** The subjects counted by name, in the order in which they were reached. */
  async counted(count: Count, indicator: CoverageIndicator, group: string): Promise<Listed<CountedRecord>> {
    const all = groupsOf(indicator, group).flatMap((each) =>
      countedSubjects(count.input(indicator, each), count.asked.root).map((found) => ({ ...found, group_code: each })),
    );
    if (group === ALL_GROUPS) all.sort((a, b) => compareReaches(a.reach, b.reach));
    return listed(await this.scopes.mine(), all, ({ place }) => place.id);
  }

  /** Those who came and are not counted, by reason: all of them, for the numbers. */
  async notCounted(
    count: Count,
    indicator: CoverageIndicator,
    group: string,
    countsPersons: (group: string) => boolean,
  ): Promise<NotCountedRecord[]> {
    const { scope, asked } = count;
    const groups = groupsOf(indicator, group);
    const attempts = await this.attempts.attempts(scope.plan_id, indicator.measure, groups, asked.as_of);
    const found: NotCountedRecord[] = [];
    for (const each of groups) {
      // an organisation is in one group only
      const others = countsPersons(each)
        ? await this.attempts.inOtherGroups(scope.plan_id, indicator.measure, each, asked.as_of)
        : [];
      const tried = { attempts: attempts.get(each) ?? [], others };
      found.push(...notCounted(count, indicator, each, tried).map((one) => ({ ...one, in_group: each })));
    }
    return found;
  }

  /** Of those not counted the ones whose record lies in the reader's territory. */
  async shown(records: NotCountedRecord[]): Promise<Listed<NotCountedRecord>> {
    return listed(await this.scopes.mine(), records, ({ place_id }) => place_id);
  }

  /** The headcounts of the cumulative window at the place or below it, the latest first. */
  async headcounts(count: Count, indicator: CoverageIndicator, group: string): Promise<Listed<HeadcountAt>> {
    const all = headcountsAt(count, indicator, groupsOf(indicator, group));
    all.sort((a, b) => (a.date === b.date ? a.session_id - b.session_id : a.date < b.date ? 1 : -1));
    return listed(await this.scopes.mine(), all, ({ place }) => place.id);
  }

  /** The overlap between reporters in the window asked for, added over the groups (§5), the most first. */
  overlap(count: Count, indicator: CoverageIndicator, group: string): OverlapOfReporters {
    const total: OverlapOfReporters = { reporters: [], sum: 0, distinct: 0, overlap: 0 };
    const distinct = new Map<string, number>();
    for (const each of groupsOf(indicator, group)) {
      const found = overlap(count.input(indicator, each), count.asked.root, (id) => reporterOf(count, id));
      for (const { reporter, distinct: own } of found.reporters) {
        distinct.set(reporter, (distinct.get(reporter) ?? 0) + own);
      }
      total.sum += found.sum;
      total.distinct += found.distinct;
      total.overlap += found.overlap;
    }
    total.reporters = [...distinct].map(([reporter, own]) => ({ reporter, distinct: own }));
    total.reporters.sort((a, b) => b.distinct - a.distinct || (a.reporter < b.reporter ? -1 : 1));
    return total;
  }
}

/** The headcounts of groups in the cumulative window, at the place of the count or below it. */
export function headcountsAt(count: Count, indicator: CoverageIndicator, groups: readonly string[]): HeadcountAt[] {
  const { view, root } = count.asked;
  return groups.flatMap((group) => {
    const window = cumulativeWindow(count.input(indicator, group));
    return count.records.headcounts(indicator, group).flatMap((head) => {
      const place = view.placeAtPosition(view.positionOf(head.place_id));
      return place && isIn(window, head.date) && view.isBelow(place, root) ? [{ ...head, place }] : [];
    });
  });
}

/** The groups that a figure adds up. */
export function groupsOf(indicator: CoverageIndicator, group: string): string[] {
  return group === ALL_GROUPS ? indicator.groups : [group];
}

/** Who organised an activity: its agency, or else its unit (§1). */
export function reporterOf(count: Count, activityId: number): string {
  const activity = count.records.activities.get(activityId);
  return activity?.agency_code ? `agency:${activity.agency_code}` : `unit:${activity?.place_id ?? ''}`;
}

function listed<T>(mine: Scope, all: T[], placeOf: (item: T) => number | null): Listed<T> {
  if (mine.everywhere) return { items: all, outside: 0 };
  const items = all.filter((item) => mine.covers(placeOf(item)));
  return { items, outside: all.length - items.length };
}
