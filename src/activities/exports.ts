import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { byId } from '../interchange/by-id.js';
import type { Exporter } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { Scopes } from '../territory/scope.js';
import type { Activity, Session } from './activities.entities.js';
import { activitiesFile, fromHundredths, headcountsFile, sessionsFile } from './files.js';
import { FIRST_OF_ITS_PLACE, WRITTEN_HEADCOUNTS, type WrittenHeadcount } from './headcount-rows.js';
import { activityVisible, headcountVisible } from './visible.js';

/** Writes activities.csv. */
@Injectable()
export class ActivitiesExporter implements Exporter {
  readonly kind = 'activities';
  readonly header = Object.keys(activitiesFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const select = 'SELECT a.*, p.code AS plan FROM activities a JOIN plans p ON p.id = a.plan_id';
    const where = activityVisible(await this.scopes.mine());
    for await (const row of byId<Activity & { plan: string }>(this.database, { select, id: 'a.id', where })) {
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
        row.test_required === 1 ? 'true' : null,
      ];
    }
  }
}

/** Writes sessions.csv. */
@Injectable()
export class SessionsExporter implements Exporter {
  readonly kind = 'sessions';
  readonly header = Object.keys(sessionsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const select = 'SELECT s.*, a.code AS activity FROM sessions s JOIN activities a ON a.id = s.activity_id';
    const where = activityVisible(await this.scopes.mine());
    for await (const row of byId<Session & { activity: string }>(this.database, { select, id: 's.id', where })) {
      const { activity, number, date, start, end, venue, makes_up, status } = row;
      yield [activity, number, date, start, end, venue, makes_up, status];
    }
  }
}

/** Writes headcounts.csv. */
@Injectable()
export class HeadcountsExporter implements Exporter {
  readonly kind = 'headcounts';
  readonly header = Object.keys(headcountsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const { sql, params } = headcountVisible(await this.scopes.mine());
    const where = { sql: `${FIRST_OF_ITS_PLACE} AND ${sql}`, params };
    const table = { select: WRITTEN_HEADCOUNTS, id: 'h.id', where };
    for await (const row of byId<WrittenHeadcount>(this.database, table)) {
      const { activity, session, unit, group_code, count, method, note } = row;
      yield [activity, session, unit, group_code, count, method, note];
    }
  }
}
