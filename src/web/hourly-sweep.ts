import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Database } from '../database/database.js';
import { pendingMigrations } from '../database/migrate.js';
import type { Log } from './log.js';

export const HOUR_MS = 3_600_000;

/** What is not held longer than it is needed: looked after at the start, and every hour. */
export abstract class HourlySweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  /** @param trouble what is logged where it fails; the next hour tries again */
  constructor(
    protected readonly database: Database,
    protected readonly log: Log,
    private readonly trouble: string,
  ) {}

  /** Lets go of what has been held long enough. */
  abstract sweep(): Promise<unknown>;

  async onApplicationBootstrap(): Promise<void> {
    const sweep = (): Promise<unknown> =>
      this.sweep().catch((error: unknown) => this.log.error({ error }, this.trouble));
    this.timer = setInterval(() => void sweep(), HOUR_MS).unref();
    if ((await pendingMigrations(this.database)).length === 0) await sweep();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
