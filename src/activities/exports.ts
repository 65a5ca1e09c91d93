import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Exporter } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { Scopes } from '../territory/scope.js';
import type { Activity, Headcount, Session } from './activities.entities.js';
import { activitiesFile, fromHundredths, headcountsFile, sessionsFile } from './files.js';
import { activityVisible, headcountVisible, type Condition } from './visible.js';

const PAGE = 2000;

/** Reads a table in the order of its ids, page by page. `sql` has `{where}` where the condition belongs. */
export async function* byId<T extends { id: number }>(
  database: Database,
  sql: string,
  { sql: condition, params }: Condition,
): AsyncGenerator<T> {
  let after = 0;
  for (;;) {
    const text = `${sql.replace('{where}', condition)} LIMIT ${PAGE}`;
    const rows = await database.rows<T>(text, [after, ...params]);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Writes activities.csv. */
@Injectable()
export class ActivitiesExporter implements Exporter {
  readonly kind = 'activities';
  readonly permission = 'activity.read';
  readonly header = Object.keys(activitiesFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const sql = `SELECT a.*, p.code AS plan FROM activities a JOIN plans p ON p.id = a.plan_id WHERE a.id > ? AND {where} ORDER BY a.id`;
    const visible = activityVisible(await this.scopes.mine());
    for await (const row of byId<Activity & { plan: string }>(this.database, sql, visible)) {
      const { code, plan, kind, title, unit_code, agency_code, min_attendance, capacity, trainer, status } = row;
      yield [
        code,
        plan,
        kind,
        title,
        unit_code,
        agency_code,
        fromHundredths(min_attendance),
        capacity,
        trainer,
        status,
      ];
    }
  }
}

/** Writes sessions.csv. */
@Injectable()
export class SessionsExporter implements Exporter {
  readonly kind = 'sessions';
  readonly permission = 'activity.read';
  readonly header = Object.keys(sessionsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const sql = `SELECT s.*, a.code AS activity FROM sessions s JOIN activities a ON a.id = s.activity_id
      WHERE s.id > ? AND {where} ORDER BY s.id`;
    const visible = activityVisible(await this.scopes.mine());
    for await (const row of byId<Session & { activity: string }>(this.database, sql, visible)) {
      const { activity, number, date, start, end, venue, makes_up, status } = row;
      yield [activity, number, date, start, end, venue, makes_up, status];
    }
  }
}

/** Writes headcounts.csv. */
@Injectable()
export class HeadcountsExporter implements Exporter {
  readonly kind = 'headcounts';
  readonly permission = 'activity.read';
  readonly header = Object.keys(headcountsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const sql = `SELECT h.*, a.code AS activity, s.number FROM headcounts h JOIN sessions s ON s.id = h.session_id
      JOIN activities a ON a.id = s.activity_id WHERE h.id > ? AND {where} ORDER BY h.id`;
    const visible = headcountVisible(await this.scopes.mine());
    for await (const row of byId<Headcount & { activity: string; number: number }>(this.database, sql, visible)) {
      const { activity, number, unit_code, group_code, count, method, note } = row;
      yield [activity, number, unit_code, group_code, count, method, note];
    }
  }
}
