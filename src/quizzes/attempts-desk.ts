import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { PersonNames } from '../people/person-names.js';
import type { NamedPerson } from '../people/privacy.js';
import { Scopes } from '../territory/scope.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { askedOf } from './attempt-questions.js';
import { quizOf, type WholeAttempt } from './attempts.js';
import type { Attempt } from './attempts.entities.js';
import { AttemptStore } from './attempts.store.js';

/** An attempt in which something waits to be marked. */
export interface WaitingAttempt extends Pick<Attempt, 'id' | 'title' | 'part' | 'submitted_at'> {
  activity: Pick<Activity, 'id' | 'code' | 'title'>;
  /** As the reader may see it. */
  name: string;
  /** How many of its questions wait. */
  waits: number;
}

/** An attempt as the staff sees it. */
export interface StaffAttempt extends WholeAttempt {
  activity: Pick<Activity, 'id' | 'code' | 'title' | 'plan_id'>;
  /** As the reader may see it. */
  name: string;
}

interface Row extends Omit<NamedPerson, 'id'>, Pick<Attempt, 'id' | 'title' | 'part' | 'submitted_at'> {
  person_id: number;
  activity_id: number;
  code: string;
  activity: string;
  plan_id: number;
  waits: number;
}

const ROWS = `SELECT t.id, t.title, t.part, t.submitted_at, a.id AS activity_id, a.code, a.title AS activity, a.plan_id,
  su.id AS person_id, su.full_name, su.birth_date, su.birth_year, su.consent_on,
  (SELECT COUNT(*) FROM attempt_answers w WHERE w.attempt_id = t.id AND w.points_hundredths IS NULL) AS waits
  FROM attempts t JOIN activities a ON a.id = t.activity_id JOIN people pe ON pe.id = t.person_id
  JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id)`;

/** Attempts at the quizzes of activities inside the reader's territory, for the staff. */
@Injectable()
export class AttemptsDesk {
  constructor(
    private readonly database: Database,
    private readonly store: AttemptStore,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  /** A page of what waits to be marked, activity by activity, what was handed in first at first. */
  async page(page: number): Promise<{ waiting: WaitingAttempt[]; total: number }> {
    const total = await this.countWaiting(null);
    const tail = `ORDER BY a.title, a.id, t.submitted_at, t.id LIMIT ${LIST_PAGE} OFFSET ${offsetOf({ page, total })}`;
    return { waiting: await this.listed(await this.rows("t.state = 'waiting'", [], tail)), total };
  }

  private async listed(rows: readonly Row[]): Promise<WaitingAttempt[]> {
    const names = await this.namesOf(rows);
    return rows.map(({ id, title, part, submitted_at, activity_id, code, activity, person_id, waits }) => ({
      ...{ id, title, part, submitted_at, waits: Number(waits), name: names.get(person_id) ?? '' },
      activity: { id: activity_id, code, title: activity },
    }));
  }

  /** @throws NotFound where there is none inside the territory */
  async one(id: number): Promise<StaffAttempt> {
    const [row] = await this.rows('t.id = ?', [id]);
    const attempt = row && (await this.store.one(id));
    if (!attempt) throw new NotFound();
    const { activity_id, code, activity, plan_id, person_id } = row;
    return {
      ...{ attempt, quiz: quizOf(attempt), questions: askedOf(await this.store.answers(id)) },
      ...{ activity: { id: activity_id, code, title: activity, plan_id } },
      name: (await this.namesOf([row])).get(person_id) ?? '',
    };
  }

  /** The next attempt of an activity in which something waits; null: none. */
  async next(activityId: number): Promise<number | null> {
    const [row] = await this.rows(
      "t.state = 'waiting' AND t.activity_id = ?",
      [activityId],
      'ORDER BY t.submitted_at, t.id LIMIT 1',
    );
    return row?.id ?? null;
  }

  /** How many attempts wait, of an activity or of all. */
  async countWaiting(activityId: number | null): Promise<number> {
    const place = (await this.scopes.mine()).wherePlace('a.place_id');
    const [own, params] = activityId === null ? ['', []] : ['AND a.id = ?', [activityId]];
    const row = await this.database.row<{ n: number }>(
      `SELECT COUNT(*) AS n FROM attempts t JOIN activities a ON a.id = t.activity_id
       WHERE t.state = 'waiting' AND ${place.sql} ${own}`,
      [...place.params, ...params],
    );
    return Number(row?.n ?? 0);
  }

  private async rows(condition: string, params: number[], tail = ''): Promise<Row[]> {
    const place = (await this.scopes.mine()).wherePlace('a.place_id');
    return this.database.rows<Row>(`${ROWS} WHERE ${condition} AND ${place.sql} ${tail}`, [...params, ...place.params]);
  }

  private namesOf(rows: readonly Row[]): Promise<Map<number, string>> {
    return this.names.of(
      rows.map(({ person_id: id, full_name, birth_date, birth_year, consent_on }) => {
        return { id, full_name, birth_date, birth_year, consent_on };
      }),
    );
  }
}
