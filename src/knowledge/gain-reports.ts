import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { Place } from '../territory/place.js';
import { Scopes } from '../territory/scope.js';
import type { Territory } from '../territory/tree.js';
import type { TerritoryView } from '../territory/view.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { type GainReport, gainReport, type Taken, type Tested } from './gain.js';
import { KnowledgeTests, TAKEN } from './knowledge-tests.js';
import type { Moment } from './moments.js';

/** Somebody who took a test, with what it came to. */
interface TakenRow {
  id: number;
  activity_id: number;
  person_id: number;
  part: Moment;
  score: number;
  is_passed: number;
}

type Reported = Pick<Activity, 'id' | 'place_id' | 'first_date'>;

interface Listed extends Reported, Pick<Activity, 'code' | 'title'> {
  test: string;
}

/** A line of a roster, with the person after merges. */
interface Line {
  activity_id: number;
  person_id: number;
  group_code: string;
  place_id: number | null;
  unit_code: string;
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

const TESTED = 'FROM knowledge_tests t JOIN activities a ON a.id = t.activity_id JOIN plans l ON l.id = a.plan_id';

/** Reads what people took before and after an activity, and counts what was learnt. */
@Injectable()
export class GainReports {
  constructor(
    private readonly database: Database,
    private readonly tests: KnowledgeTests,
    private readonly scopes: Scopes,
  ) {}

  /** The report of an activity of the territory; of a person in several groups the first one of the roster stands. */
  async of(activity: Reported): Promise<GainReport> {
    return this.database.snapshot(async () => {
      const questions = (await this.tests.questions(activity.id)).map(({ question }) => question.ref);
      const taken = await this.taken([activity.id]);
      const points = await this.points([...taken.values()].flat());
      return gainReport(await this.tested(activity, taken, points, await this.lines([activity.id])), questions);
    });
  }

  /**
   * A page of the activities of the territory that have a test, the latest first; each report by itself, without its questions.
   * @param plan code; empty: all
   */
  async page(plan: string, page: number): Promise<{ activities: ActivityGain[]; total: number }> {
    const inside = (await this.scopes.mine()).wherePlace('a.place_id');
    const where = plan === '' ? inside.sql : `${inside.sql} AND l.code = ?`;
    const params = plan === '' ? inside.params : [...inside.params, plan];
    return this.database.snapshot(async () => {
      const count = await this.database.row<{ n: number }>(`SELECT COUNT(*) AS n ${TESTED} WHERE ${where}`, params);
      const total = Number(count?.n ?? 0);
      const rows = await this.database.rows<Listed>(
        `SELECT a.id, a.place_id, a.first_date, a.code, a.title, t.title AS test ${TESTED} WHERE ${where}
         ORDER BY COALESCE(a.first_date, '9999-12-31') DESC, a.id DESC LIMIT ? OFFSET ?`,
        [...params, LIST_PAGE, offsetOf({ page, total })],
      );
      return { activities: await this.reported(rows), total };
    });
  }

  private async reported(rows: readonly Listed[]): Promise<ActivityGain[]> {
    const ids = rows.map(({ id }) => id);
    const [taken, lines] = [await this.taken(ids), await this.lines(ids)];
    const found: ActivityGain[] = [];
    for (const { code, title, test, ...activity } of rows) {
      const tested = await this.tested(activity, taken, new Map(), lines);
      found.push({ code, title, test, report: gainReport(tested, []) });
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

  /** What was taken and marked, by activity, in the order in which it was begun. */
  private async taken(activityIds: readonly number[]): Promise<Map<number, TakenRow[]>> {
    const rows = await this.database.rowsIn<TakenRow>(
      `SELECT t.id, t.activity_id, COALESCE(p.merged_into_id, p.id) AS person_id, t.part, t.score, t.is_passed
       FROM attempts t JOIN people p ON p.id = t.person_id LEFT JOIN knowledge_papers k ON k.attempt_id = t.id
       WHERE t.part IN ('before', 'after') AND t.state = 'marked' AND ${TAKEN} AND t.activity_id IN (?)
       ORDER BY t.started_at, t.id`,
      [...activityIds],
    );
    return Map.groupBy(rows, ({ activity_id }) => activity_id);
  }

  /** The points of each question, by attempt. */
  private async points(taken: readonly TakenRow[]): Promise<Map<number, PointsRow[]>> {
    const points = await this.database.rowsIn<PointsRow>(
      'SELECT attempt_id, ref, points, points_hundredths FROM attempt_answers WHERE attempt_id IN (?)',
      taken.map(({ id }) => id),
    );
    return Map.groupBy(points, ({ attempt_id }) => attempt_id);
  }

  /** The lines of rosters inside the territory, which are known as a whole, by activity in the order of the roster. */
  private async lines(activityIds: readonly number[]): Promise<Map<number, Line[]>> {
    const rows = await this.database.rowsIn<Line>(
      `SELECT p.activity_id, COALESCE(pe.merged_into_id, pe.id) AS person_id, p.group_code, p.place_id, p.unit_code
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id IN (?) ORDER BY p.id`,
      [...activityIds],
    );
    return Map.groupBy(rows, ({ activity_id }) => activity_id);
  }

  /** Who took the test of an activity; by person after merges, and of several records of a moment the first. */
  private async tested(
    { id, first_date }: Reported,
    taken: ReadonlyMap<number, readonly TakenRow[]>,
    points: ReadonlyMap<number, readonly PointsRow[]>,
    lines: ReadonlyMap<number, readonly Line[]>,
  ): Promise<Tested[]> {
    const { territory } = await this.scopes.mine();
    const found = new Map<number, Partial<Record<Moment, Taken>>>();
    for (const { id: attempt, person_id, part, score, is_passed } of taken.get(id) ?? []) {
      const own = found.get(person_id) ?? {};
      own[part] ??= { score, isPassed: is_passed === 1, questions: sharesOf(points.get(attempt) ?? []) };
      found.set(person_id, own);
    }
    return testedOf(found, lines.get(id) ?? [], { territory, view: territory.view(first_date ?? today()) });
  }
}

/** The share of the points of each question. */
function sharesOf(rows: readonly PointsRow[]): Map<string, number> {
  return new Map(rows.map(({ ref, points, points_hundredths }) => [ref, (points_hundredths ?? 0) / (100 * points)]));
}

/** With group and commune of the roster; both are empty for who is not on it any more. */
function testedOf(
  taken: ReadonlyMap<number, Partial<Record<Moment, Taken>>>,
  roster: readonly Line[],
  { territory, view }: { territory: Territory; view: TerritoryView },
): Tested[] {
  const lines = new Map(roster.toReversed().map((line) => [line.person_id, line]));
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
