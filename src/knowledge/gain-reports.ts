import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { ActivityRecords, type OnRoster } from '../activities/activity-records.js';
import { onePerPerson } from '../activities/session.page.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { Place } from '../territory/place.js';
import { Scopes } from '../territory/scope.js';
import type { Territory } from '../territory/tree.js';
import type { TerritoryView } from '../territory/view.js';
import { type GainReport, gainReport, type Taken, type Tested } from './gain.js';
import { KnowledgeTests, TAKEN } from './knowledge-tests.js';
import type { Moment } from './moments.js';

/** Somebody who took a test, with what it came to. */
interface TakenRow {
  id: number;
  person_id: number;
  part: Moment;
  score: number;
  is_passed: number;
}

type Reported = Pick<Activity, 'id' | 'place_id' | 'first_date'>;

interface Listed extends Reported, Pick<Activity, 'code' | 'title'> {
  test: string;
}

interface PointsRow {
  attempt_id: number;
  ref: string;
  points: number;
  points_hundredths: number | null;
}

/** What was learnt in an activity, for a list. */
export interface ActivityGain {
  code: string;
  title: string;
  test: string;
  report: GainReport;
}

/** So many activities a list counts; whoever has more narrows it to a plan. */
const MOST = 100;

/** Reads what people took before and after an activity, and counts what was learnt. */
@Injectable()
export class GainReports {
  constructor(
    private readonly database: Database,
    private readonly records: ActivityRecords,
    private readonly tests: KnowledgeTests,
    private readonly scopes: Scopes,
  ) {}

  /** The report of an activity; of a person in several groups the first one of the roster stands. */
  async of(activity: Reported): Promise<GainReport> {
    return this.database.snapshot(async () => {
      const questions = await this.tests.questions(activity.id);
      const roster = onePerPerson(await this.records.roster(activity, false));
      const { territory } = await this.scopes.mine();
      const view = territory.view(activity.first_date ?? today());
      const tested = testedOf(await this.taken(activity.id), roster, { territory, view });
      return gainReport(
        tested,
        questions.map(({ question }) => question.ref),
      );
    });
  }

  /** The activities of the territory that have a test, the latest first; each report by itself. @param plan code; empty: all */
  async all(plan: string): Promise<ActivityGain[]> {
    const { sql, params } = (await this.scopes.mine()).wherePlace('a.place_id');
    const ofPlan = plan === '' ? { sql: '', params: [] } : { sql: 'AND l.code = ?', params: [plan] };
    const rows = await this.database.rows<Listed>(
      `SELECT a.id, a.place_id, a.first_date, a.code, a.title, t.title AS test FROM knowledge_tests t
       JOIN activities a ON a.id = t.activity_id JOIN plans l ON l.id = a.plan_id
       WHERE ${sql} ${ofPlan.sql} ORDER BY COALESCE(a.first_date, '9999-12-31') DESC, a.id DESC LIMIT ${MOST}`,
      [...params, ...ofPlan.params],
    );
    const found: ActivityGain[] = [];
    for (const { code, title, test, ...activity } of rows) {
      found.push({ code, title, test, report: await this.of(activity) });
    }
    return found;
  }

  /** The plans whose activities in the territory have a test, by code. */
  async plans(): Promise<string[]> {
    const { sql, params } = (await this.scopes.mine()).wherePlace('a.place_id');
    const rows = await this.database.rows<{ code: string }>(
      `SELECT DISTINCT l.code FROM knowledge_tests t JOIN activities a ON a.id = t.activity_id
       JOIN plans l ON l.id = a.plan_id WHERE ${sql} ORDER BY l.code`,
      params,
    );
    return rows.map(({ code }) => code);
  }

  /** What was taken and marked, by person after merges and moment: of several records the first. */
  private async taken(activityId: number): Promise<Map<number, Partial<Record<Moment, Taken>>>> {
    const rows = await this.database.rows<TakenRow>(
      `SELECT t.id, COALESCE(p.merged_into_id, p.id) AS person_id, t.part, t.score, t.is_passed
       FROM attempts t JOIN people p ON p.id = t.person_id LEFT JOIN knowledge_papers k ON k.attempt_id = t.id
       WHERE t.activity_id = ? AND t.part IN ('before', 'after') AND t.state = 'marked' AND ${TAKEN} ORDER BY t.started_at, t.id`,
      [activityId],
    );
    const points = await this.database.rowsIn<PointsRow>(
      'SELECT attempt_id, ref, points, points_hundredths FROM attempt_answers WHERE attempt_id IN (?)',
      rows.map(({ id }) => id),
    );
    const byAttempt = Map.groupBy(points, ({ attempt_id }) => attempt_id);
    const found = new Map<number, Partial<Record<Moment, Taken>>>();
    for (const { id, person_id, part, score, is_passed } of rows) {
      const own = found.get(person_id) ?? {};
      own[part] ??= { score, isPassed: is_passed === 1, questions: sharesOf(byAttempt.get(id) ?? []) };
      found.set(person_id, own);
    }
    return found;
  }
}

/** The share of the points of each question. */
function sharesOf(rows: readonly PointsRow[]): Map<string, number> {
  return new Map(rows.map(({ ref, points, points_hundredths }) => [ref, (points_hundredths ?? 0) / (100 * points)]));
}

/** With group and commune of the roster; both are empty for who is not on it any more. */
function testedOf(
  taken: ReadonlyMap<number, Partial<Record<Moment, Taken>>>,
  roster: readonly OnRoster[],
  { territory, view }: { territory: Territory; view: TerritoryView },
): Tested[] {
  const lines = new Map(roster.map((line) => [line.person_id, line]));
  return [...taken].map(([person_id, { before, after }]) => {
    const line = lines.get(person_id);
    const placeId = line?.place_id ?? null;
    const place = placeId === null ? undefined : territory.placeById(placeId);
    return {
      ...{ person_id, before: before ?? null, after: after ?? null, group: line?.group_code ?? '' },
      place: (place && String(communeOf(place, view).id)) ?? line?.unit_code ?? '',
    };
  });
}

/** The commune that a village or a class belongs to in a view, also where its own one has ended; what is wider is itself. */
function communeOf(place: Place, view: TerritoryView): Place {
  const above = place.level === 'village' || place.level === 'cohort' ? view.parent(place) : undefined;
  return above ? communeOf(above, view) : place;
}
