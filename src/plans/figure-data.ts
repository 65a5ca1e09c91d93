import { Injectable } from '@nestjs/common';
import { BaselineSources, type BaselineSource } from '../coverage/baseline-sources.js';
import { ALL_GROUPS, type Count } from '../coverage/count.js';
import type { CountedActivity } from '../coverage/counted-activities.js';
import { CoverageService } from '../coverage/coverage.service.js';
import {
  FigureRecords,
  groupsOf,
  type Listed,
  MOST_LISTED,
  type NotCountedRecord,
  type RecordsOfFigure,
} from '../coverage/figure-records.js';
import type { HeadcountAt } from '../coverage/headcounts.store.js';
import { coverageRow, type CoverageRow } from '../coverage/output.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import { type NamedSubject, SubjectNames } from '../coverage/subject-names.js';
import type { TrendPoint } from '../coverage/trend.js';
import { DomainError, NotFound } from '../errors.js';
import type { BaselineResult } from '../territory/baseline.js';
import type { Place } from '../territory/place.js';
import { isSeen, type PlanView } from './plan-views.js';

/** A baseline of one group: of the parts that are sums what they are added up from, and the sources, by place id. */
export interface GroupBaseline {
  group: string;
  result: BaselineResult;
  sums: ReadonlyMap<number, BaselineResult>;
  sources: ReadonlyMap<number, BaselineSource>;
}

/** Everything behind one figure: of an indicator, at a place, for a group or for all of its groups (`*`). */
export interface FigureData {
  view: PlanView;
  indicator: CoverageIndicator;
  group: string;
  place: Place;
  row: CoverageRow;
  /** How many of the floor are counted by name. */
  named: number;
  /** Null: too many to be listed; the places below show theirs. */
  records: RecordsOfFigure | null;
  heads: Listed<HeadcountAt>;
  /** The activities that the lists name. */
  activities: ReadonlyMap<number, CountedActivity>;
  baselines: GroupBaseline[];
  trend: TrendPoint[];
  /** The places directly below whose figures the reader sees. */
  below: Place[];
}

/** Gathers what stands behind a figure. */
@Injectable()
export class FigureDataSource {
  constructor(
    private readonly coverage: CoverageService,
    private readonly records: FigureRecords,
    private readonly sources: BaselineSources,
    private readonly names: SubjectNames,
  ) {}

  /** @throws NotFound for an indicator without figures, DomainError for a group that is none of its */
  async gather(view: PlanView, code: string, askedGroup: string | undefined): Promise<FigureData> {
    const indicator = view.scope.indicators.find((each) => each.code === code);
    if (!indicator) throw new NotFound();
    const group = groupAsked(indicator, askedGroup);
    const { count, words } = view;
    const place = count.asked.root;
    const figures = count.figures(indicator, group, place);
    const isOfPersons = (each: string): boolean => words.counts(each) === 'persons';
    const records = figures.named > MOST_LISTED ? null : await this.records.read(count, indicator, group, isOfPersons);
    const { heads, activities } = await this.records.headcounts(count, indicator, group);
    return {
      view,
      indicator,
      group,
      place,
      row: coverageRow(view.scope.code, indicator, group, place, figures),
      named: figures.named,
      records,
      heads,
      activities: new Map([...activities, ...(records?.activities ?? [])]),
      baselines: await this.baselines(view, indicator, group, place),
      trend: await this.coverage.trend(count, indicator, group, place),
      below: count.asked.view.children(place).filter((each) => isSeen(view, each)),
    };
  }

  /** Of those not counted for a reason the ones in the reader's territory. */
  async shown(records: NotCountedRecord[]): Promise<Listed<NotCountedRecord>> {
    return this.records.shown(records);
  }

  /** Names by group and subject, as the reader may see them. */
  async namesOf(
    view: PlanView,
    subjects: readonly { group: string; subject_id: number }[],
  ): Promise<(group: string, subjectId: number) => NamedSubject | undefined> {
    const ids = (counts: string): number[] =>
      subjects.filter(({ group }) => view.words.counts(group) === counts).map(({ subject_id }) => subject_id);
    const people = await this.names.people(ids('persons'));
    const organisations = await this.names.organisations(ids('organisations'));
    return (group, id) => (view.words.counts(group) === 'persons' ? people : organisations).get(id);
  }

  /** Whether the reader sees names of people. */
  mayReadNames(): boolean {
    return this.names.mayRead();
  }

  private async baselines(
    { count }: PlanView,
    indicator: CoverageIndicator,
    group: string,
    place: Place,
  ): Promise<GroupBaseline[]> {
    const found: GroupBaseline[] = [];
    for (const each of groupsOf(indicator, group)) {
      const result = count.baseline(place, each);
      const sums = sumsIn(count, result, each);
      const parts = [result, ...sums.values()].flatMap((one) => one.parts);
      found.push({ group: each, result, sums, sources: await this.sources.of(parts, each) });
    }
    return found;
  }
}

/** Of the parts of a baseline that are no entered figures but sums, what they are added up from. */
function sumsIn(count: Count, { parts }: BaselineResult, group: string): Map<number, BaselineResult> {
  const sums = parts.filter(
    ({ place, year, value }) => year === null && value !== null && count.asked.view.stands(place),
  );
  return new Map(sums.map(({ place }) => [place.id, count.baseline(place, group)]));
}

/** An indicator of one group has no `*` of its own: both are the same figure. */
function groupAsked(indicator: CoverageIndicator, asked: string | undefined): string {
  const [only] = indicator.groups;
  if (asked === undefined || asked === '' || asked === ALL_GROUPS) {
    return indicator.groups.length === 1 && only !== undefined ? only : ALL_GROUPS;
  }
  if (indicator.groups.includes(asked)) return asked;
  throw new DomainError('coverage.group', { group: asked, indicator: indicator.code }, 'not_found');
}
