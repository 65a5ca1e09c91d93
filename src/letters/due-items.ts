import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { CLOSING_DAYS, isClosed, type MySession, MySessionsReader } from '../activities/my-sessions.js';
import { Candidates, isEntitled } from '../certificates/candidates.js';
import { CertificateRegister } from '../certificates/certificate-register.js';
import { now } from '../config/clock.js';
import { Database } from '../database/database.js';
import { CorrectionDesk } from '../mine/correction-desk.js';
import type { Plan, ReportingDate } from '../plans/plans.entities.js';
import { Scopes } from '../territory/scope.js';
import { addDays } from '../web/day.js';
import { nextReport } from './reporting-days.js';

const WEEK_MS = 7 * 24 * 3_600_000;
/** Reports are told of so long before. */
const REPORT_DAYS = 30;

/** An activity with how many of something it has. */
export interface Counted {
  activity: Pick<Activity, 'code' | 'title'>;
  count: number;
}

/** A report that falls due on a day. */
export interface DueReport {
  plan: Pick<Plan, 'code' | 'title_vi' | 'title_en'>;
  reporting: Pick<ReportingDate, 'kind' | 'to'>;
  day: string;
}

/** What falls due for somebody, inside their territory. */
export interface DueItems {
  /** Sessions that are over and wait for attendance. */
  late: MySession[];
  /** Sessions of today and the six days after it. */
  week: MySession[];
  /** Trainings that are over, with how many are entitled to a certificate and have none. */
  certificates: Counted[];
  /** How many name corrections wait. */
  corrections: number;
  /** Activities with how many letters could not be delivered within a week. */
  undelivered: Counted[];
  reports: DueReport[];
}

/** Reads what falls due for whoever acts, with their rights. */
@Injectable()
export class DueItemsReader {
  constructor(
    private readonly database: Database,
    private readonly sessions: MySessionsReader,
    private readonly candidates: Candidates,
    private readonly register: CertificateRegister,
    private readonly corrections: CorrectionDesk,
    private readonly scopes: Scopes,
  ) {}

  /** As of today. */
  async mine(): Promise<DueItems> {
    const { day } = await this.scopes.mine();
    const past = await this.sessions.ofTerritory(addDays(day, -CLOSING_DAYS), addDays(day, -1));
    return {
      late: past.filter((session) => !isClosed(session)),
      week: await this.sessions.ofTerritory(day, addDays(day, 6)),
      certificates: await this.withoutCertificate(day),
      corrections: await this.corrections.count({}),
      undelivered: await this.undelivered(),
      reports: await this.reports(day),
    };
  }

  /**
   * Of trainings whose last session, and courses whose last completion was within the time in which sessions are still asked
   * for: what is older is history.
   */
  private async withoutCertificate(day: string): Promise<Counted[]> {
    const inside = (await this.scopes.mine()).wherePlace('a.place_id');
    const over = await this.database.rows<Activity>(
      `SELECT a.* FROM activities a JOIN (
         SELECT activity_id, MAX(date) AS last FROM sessions WHERE status <> 'cancelled' GROUP BY activity_id
         UNION ALL SELECT activity_id, MAX(date) AS last FROM completions GROUP BY activity_id
       ) s ON s.activity_id = a.id
       WHERE a.kind <> 'campaign' AND a.status NOT IN ('draft', 'cancelled') AND (a.kind = 'course' OR s.last < ?) AND s.last >= ? AND ${inside.sql}
       ORDER BY s.last, a.id`,
      [day, addDays(day, -CLOSING_DAYS), ...inside.params],
    );
    const found: Counted[] = [];
    for (const activity of over) {
      const { candidates } = await this.candidates.of(activity, day);
      const had = new Set((await this.register.ofActivity(activity.id)).map(({ holder_id }) => holder_id));
      const count = candidates.filter((each) => isEntitled(each, day) && !had.has(each.id)).length;
      if (count > 0) found.push({ activity, count });
    }
    return found;
  }

  private async undelivered(): Promise<Counted[]> {
    const since = new Date(now().getTime() - WEEK_MS).toISOString();
    const scope = await this.scopes.mine();
    const letters = await this.database.rows<{ id: number; count: number }>(
      `SELECT b.subject_id AS id, COUNT(*) AS count FROM outbox o JOIN mail_batches b ON b.id = o.batch_id
       WHERE b.subject_type = 'activity' AND o.state IN ('failed', 'suppressed') AND o.person_id IS NOT NULL
         AND COALESCE(o.attempted_at, o.created_at) >= ? GROUP BY b.subject_id`,
      [since],
    );
    const counts = new Map(letters.map(({ id, count }) => [id, Number(count)]));
    const activities = await this.database.rowsIn<Pick<Activity, 'id' | 'code' | 'title' | 'place_id'>>(
      'SELECT id, code, title, place_id FROM activities WHERE id IN (?)',
      [...counts.keys()],
    );
    return activities
      .filter(({ place_id }) => scope.covers(place_id))
      .sort((a, b) => a.id - b.id)
      .map((activity) => ({ activity, count: counts.get(activity.id) ?? 0 }));
  }

  private async reports(day: string): Promise<DueReport[]> {
    const inside = (await this.scopes.mine()).wherePlace('p.place_id');
    const rows = await this.database.rows<Plan & Pick<ReportingDate, 'kind' | 'to'> & { due: string }>(
      `SELECT r.*, p.code, p.title_vi, p.title_en, p.start, p.end FROM reporting_dates r
       JOIN plans p ON p.id = r.plan_id WHERE r.due IS NOT NULL AND ${inside.sql} ORDER BY p.code, r.position`,
      inside.params,
    );
    const found = rows.flatMap((row): DueReport[] => {
      const next = nextReport(row, day, REPORT_DAYS);
      return next === null ? [] : [{ plan: row, reporting: row, day: next }];
    });
    return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  }
}
