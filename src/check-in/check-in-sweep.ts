import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { pendingMigrations } from '../database/migrate.js';
import { Log } from '../web/log.js';

const HOUR_MS = 3_600_000;
/** How long a name that was typed at the door waits for somebody to decide. */
const WAITS_MS = 7 * 24 * HOUR_MS;

/** Names that were typed at the door and about which nobody decided go: looked after at the start, and every hour. */
@Injectable()
export class CheckInSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const sweep = (): Promise<unknown> =>
      this.sweep().catch((error: unknown) => this.log.error({ error }, 'names at the door could not be swept'));
    this.timer = setInterval(() => void sweep(), HOUR_MS).unref();
    if ((await pendingMigrations(this.database)).length === 0) await sweep();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
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
