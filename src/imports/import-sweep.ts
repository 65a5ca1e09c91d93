import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { HOUR_MS, HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { IncomingFiles } from './incoming-files.js';

/** How long files and what was found in them are kept: names may be among the refused values. */
const KEPT_MS = 24 * HOUR_MS;
/** How long it is known who brought which file. */
const KNOWN_MS = 30 * 24 * HOUR_MS;

/** Files of people are not kept longer than their check needs. */
@Injectable()
export class ImportSweep extends HourlySweep {
  constructor(
    database: Database,
    private readonly files: IncomingFiles,
    log: Log,
  ) {
    super(database, log, 'imported files could not be swept');
  }

  /** After a day files go, and what reports tell of their content; after thirty days the rest. */
  async sweep(): Promise<void> {
    const ago = (ms: number): Date => new Date(now().getTime() - ms);
    const at = nowIso();
    const busy = await this.database.rows<{ token: string }>('SELECT token FROM imports WHERE leased_until > ?', [at]);
    await this.files.sweep(
      ago(KEPT_MS),
      busy.map(({ token }) => token),
    );
    const idle = 'created_at < ? AND (leased_until IS NULL OR leased_until <= ?)';
    await this.database.transaction(async () => {
      await this.database.execute(`DELETE FROM imports WHERE ${idle}`, [ago(KNOWN_MS).toISOString(), at]);
      await this.database.execute(
        `UPDATE imports SET report = NULL,
           status = CASE WHEN status IN ('saved', 'failed') THEN status ELSE 'expired' END
         WHERE ${idle} AND (report IS NOT NULL OR status <> 'expired')`,
        [ago(KEPT_MS).toISOString(), at],
      );
    });
  }
}
