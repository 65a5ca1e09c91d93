import { Injectable } from '@nestjs/common';
import { ALL_GROUPS } from '../coverage/count.js';
import { coverageRow, type CoverageRow } from '../coverage/output.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import { SubjectReachesStore } from '../coverage/subject-reaches.store.js';
import { Database } from '../database/database.js';
import type { PlanView } from '../plans/plan-views.js';
import { placeOfHome } from '../territory/home.js';
import type { Place } from '../territory/place.js';
import { type Enrolled, type Known, notReached, type Prospect, prospectAt, Reached } from './prospects.js';
import { type Invitable, type ListedPlan, ProspectStore } from './prospects.store.js';

type Subject = Pick<Known, 'group_code' | 'subject_id'>;

/** What lies ahead of a plan, as far as it exists for the reader. */
export interface Ahead {
  view: PlanView;
  planned: ListedPlan[];
  enrolled: Enrolled[];
  known: Invitable[];
  /** Who of all these is counted already. */
  reached: Reached;
  /** The place that a home means on the as-of date. */
  placeOf: (home: string) => number | null;
}

/** One indicator at one place: what is there, what is planned, who is known. */
export interface AheadRow {
  indicator: CoverageIndicator;
  place: Place;
  row: CoverageRow;
  prospect: Prospect;
  /** Known subjects that are not counted yet. */
  known: number;
}

/** Looks ahead: what is missing, what the planned activities would add at most, and who could be invited. */
@Injectable()
export class Planner {
  constructor(
    private readonly database: Database,
    private readonly store: ProspectStore,
    private readonly subjects: SubjectReachesStore,
  ) {}

  /** Reads what lies ahead of the plan of a view, for the groups of its indicators. */
  async ahead(view: PlanView): Promise<Ahead> {
    const { scope, mine, dates, words, own } = view;
    const groups = [...new Set(scope.indicators.flatMap((indicator) => indicator.groups))];
    const organisational = new Set(groups.filter((group) => words.counts(group) === 'organisations'));
    return this.database.snapshot(async () => {
      const planned = await this.store.planned(scope, dates.as_of, mine);
      const placeOf = homesOn(view, own);
      const homes = homesAt(view, placeOf);
      const persons = groups.filter((group) => !organisational.has(group));
      const known = [
        ...(await this.store.knownPersons(persons, homes)),
        ...(await this.store.knownOrganisations([...organisational], homes)),
      ];
      const enrolled = await this.store.enrolled(planned, dates.as_of, organisational);
      const mineKnown = known.filter(({ home }) => mine.coversCode(home));
      return {
        view,
        planned,
        enrolled,
        known: mineKnown,
        reached: await this.reached(view, [...enrolled, ...mineKnown]),
        placeOf,
      };
    });
  }

  private async reached({ count, scope }: PlanView, all: readonly Subject[]): Promise<Reached> {
    const byGroup = Map.groupBy(all, ({ group_code }) => group_code);
    const reached = new Reached();
    for (const indicator of scope.indicators) {
      for (const group of indicator.groups) {
        if (reached.knows(indicator, group)) continue;
        const ids = (byGroup.get(group) ?? []).map(({ subject_id }) => subject_id);
        reached.keep(indicator, group, await this.subjects.reached(count, indicator, group, ids));
      }
    }
    return reached;
  }
}

/** The indicator of a view of one. */
export function indicatorOf({ scope }: PlanView): CoverageIndicator {
  const [indicator] = scope.indicators;
  if (!indicator) throw new RangeError('a view of no indicator that is counted');
  return indicator;
}

/** The row of an indicator at a place. */
export function aheadRow(ahead: Ahead, indicator: CoverageIndicator, place: Place): AheadRow {
  const { count, scope } = ahead.view;
  const figures = count.figures(indicator, ALL_GROUPS, place);
  const known = indicator.groups.map((group) => toInvite(ahead, indicator, group, place).length);
  return {
    indicator,
    place,
    row: coverageRow(scope.code, indicator, ALL_GROUPS, place, figures),
    prospect: prospectAt(count, indicator, place, ahead.planned, ahead.enrolled, ahead.reached),
    known: known.reduce((sum, each) => sum + each, 0),
  };
}

/** The known subjects of a group that are not counted yet, in the order in which they are known. */
export function toInvite(
  { view: { count }, known, reached, placeOf }: Ahead,
  indicator: CoverageIndicator,
  group: string,
  place: Place,
): Invitable[] {
  return notReached(count, indicator, group, place, known, reached, placeOf);
}

/** How many subjects are still missing when everything planned comes true; null: unknown. */
export function leftOver({ row, prospect }: AheadRow): number | null {
  if (row.missing === null) return null;
  return prospect.most === null ? 0 : Math.max(0, row.missing - prospect.most);
}

/** The codes of homes at the place looked at or below it; null at the plan's own unit, where most homes are. */
function homesAt({ place, own, count }: PlanView, placeOf: Ahead['placeOf']): string[] | null {
  if (place === own) return null;
  const codes = new Set(count.territory.places.map(({ code }) => code));
  return [...codes].filter((code) => count.asked.view.holds(place, placeOf(code)));
}

function homesOn({ count, dates }: PlanView, own: Place): Ahead['placeOf'] {
  const memo = new Map<string, number | null>();
  return (home) => {
    const known = memo.get(home);
    if (known !== undefined) return known;
    const found = placeOfHome(count.territory, home, dates.as_of, own);
    const id = 'place' in found ? found.place.id : null;
    memo.set(home, id);
    return id;
  };
}
