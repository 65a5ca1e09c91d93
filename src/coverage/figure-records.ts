import { Injectable } from '@nestjs/common';
import type { Place } from '../territory/place.js';
import { type Scope, Scopes } from '../territory/scope.js';
import type { Attempt, OtherGroup } from './attempts.js';
import { AttemptStore } from './attempts.store.js';
import { ALL_GROUPS, type Count } from './count.js';
import { CountedActivities, type CountedActivity, reporterOf } from './counted-activities.js';
import { type HeadcountAt, HeadcountsStore } from './headcounts.store.js';
import { ledgerMeasure } from './lists.js';
import { type NotCounted, notCounted } from './not-counted.js';
import { compareReaches, type Reach } from './reaches.js';
import type { CoverageIndicator } from './scope.js';
import { type SubjectReaches, SubjectReachesStore } from './subject-reaches.store.js';
import { countedSubjects, overlap, type SubjectInput } from './subjects.js';

/** As many subjects as a figure's lists are made of at once; of more, the places below show theirs. */
export const MOST_LISTED = 50_000;

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

/** What reporters would report, by `agency:CODE` or `unit:PLACE_ID`, and how often they reached the same subjects. */
export interface OverlapOfReporters {
  reporters: { reporter: string; distinct: number }[];
  sum: number;
  distinct: number;
  overlap: number;
}

/** What is behind a figure, subject by subject. */
export interface RecordsOfFigure {
  /** The subjects counted by name, in the order in which they were reached. */
  counted: Listed<CountedRecord>;
  /** Those who came and are not counted, by reason: all of them, for the numbers. */
  notCounted: NotCountedRecord[];
  /** The overlap between reporters in the window asked for, added over the groups (§5), the most first. */
  overlap: OverlapOfReporters;
  /** The activities that any of it names. */
  activities: ReadonlyMap<number, CountedActivity>;
}

interface OfGroup {
  group: string;
  reaches: SubjectReaches;
  attempts: Attempt[];
  others: OtherGroup[];
}

/** The records behind a figure: of one group, or of all groups of the indicator (`*`), at the place of the count. */
@Injectable()
export class FigureRecords {
  constructor(
    private readonly scopes: Scopes,
    private readonly attempts: AttemptStore,
    private readonly subjects: SubjectReachesStore,
    private readonly heads: HeadcountsStore,
    private readonly activities: CountedActivities,
  ) {}

  /** The subjects of a figure that is not of more than `MOST_LISTED`. */
  async read(
    count: Count,
    indicator: CoverageIndicator,
    group: string,
    countsPersons: (group: string) => boolean,
  ): Promise<RecordsOfFigure> {
    const each = await this.ofGroups(count, indicator, groupsOf(indicator, group), countsPersons);
    const activities = await this.activities.of(each.flatMap(activityIds));
    const all = each.flatMap(({ group: group_code, reaches }) =>
      countedSubjects(inputOf(count, reaches), count.asked.root).map((found) => ({ ...found, group_code })),
    );
    if (group === ALL_GROUPS) all.sort((a, b) => compareReaches(a.reach, b.reach));
    return {
      counted: listed(await this.scopes.mine(), all, ({ place }) => place.id),
      notCounted: each.flatMap((one) =>
        notCounted(count, indicator, one.reaches, one).map((found) => ({ ...found, in_group: one.group })),
      ),
      overlap: overlapOf(count, each, activities),
      activities,
    };
  }

  /** Of those not counted the ones whose record lies in the reader's territory. */
  async shown(records: NotCountedRecord[]): Promise<Listed<NotCountedRecord>> {
    return listed(await this.scopes.mine(), records, ({ place_id }) => place_id);
  }

  /** The headcounts of the cumulative window at the place or below it, the latest first, and their activities. */
  async headcounts(count: Count, indicator: CoverageIndicator, group: string) {
    const all = await this.heads.at(count, indicator, groupsOf(indicator, group));
    return {
      heads: listed(await this.scopes.mine(), all, ({ place }: HeadcountAt) => place.id),
      activities: await this.activities.of(all.map(({ activity_id }) => activity_id)),
    };
  }

  private async ofGroups(
    count: Count,
    indicator: CoverageIndicator,
    groups: string[],
    countsPersons: (group: string) => boolean,
  ): Promise<OfGroup[]> {
    const attempts = await this.attempts.attempts(count, indicator.measure, groups);
    const found: OfGroup[] = [];
    for (const group of groups) {
      const own = attempts.get(group) ?? [];
      // an organisation is in one group only
      const others = countsPersons(group)
        ? await this.attempts.inOtherGroups(count, ledgerMeasure(indicator), group)
        : [];
      const tried = [...own, ...others].map(({ subject_id }) => subject_id);
      const reaches = await this.subjects.around(count, indicator, group, tried);
      found.push({ group, reaches, attempts: own, others });
    }
    return found;
  }
}

function inputOf(count: Count, { counted }: SubjectReaches): SubjectInput {
  return { ...count.days(), view: count.asked.view, reaches: counted };
}

function activityIds({ reaches, attempts, others }: OfGroup): number[] {
  const of = (rows: readonly { activity_id: number }[]): number[] => rows.map(({ activity_id }) => activity_id);
  return [...of(reaches.all), ...of(others), ...attempts.map(({ activity }) => activity.id)];
}

function overlapOf(
  count: Count,
  each: readonly OfGroup[],
  activities: ReadonlyMap<number, CountedActivity>,
): OverlapOfReporters {
  const total: OverlapOfReporters = { reporters: [], sum: 0, distinct: 0, overlap: 0 };
  const distinct = new Map<string, number>();
  for (const { reaches } of each) {
    const found = overlap(inputOf(count, reaches), count.asked.root, (id) => reporterOf(activities.get(id)));
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

/** The groups that a figure adds up. */
export function groupsOf(indicator: CoverageIndicator, group: string): string[] {
  return group === ALL_GROUPS ? indicator.groups : [group];
}

function listed<T>(mine: Scope, all: T[], placeOf: (item: T) => number | null): Listed<T> {
  if (mine.everywhere) return { items: all, outside: 0 };
  const items = all.filter((item) => mine.covers(placeOf(item)));
  return { items, outside: all.length - items.length };
}
