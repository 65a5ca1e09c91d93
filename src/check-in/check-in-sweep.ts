import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { HOUR_MS, HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';

/** How long a name that was typed at the door waits for somebody to decide. */
const WAITS_MS = 7 * 24 * HOUR_MS;

/** Names that were typed at the door and about which nobody decided go. */
@Injectable()
export class CheckInSweep extends HourlySweep {
  constructor(database: Database, log: Log) {
    super(database, log, 'names at the door could not be swept');
  }

  /** Refuses what waits for longer than a week; nobody is named as who decided. @returns how many */
  sweep(): Promise<number> {
    const longAgo = new Date(now().getTime() - WAITS_MS).toISOString();
    return this.database.transaction(() =>
      this.database.execute(
        `UPDATE check_ins SET state = 'refused', full_name = NULL, unit_code = NULL, decided_at = ?
         WHERE state = 'waiting' AND person_id IS NULL AND claimed_at < ?`,
        [nowIso(), longAgo],
      ),
    );
  }
}
