import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.js';
import { pendingMigrations } from '../database/migrate.js';
import { Log } from '../web/log.js';
import { FileIntake } from './file-intake.js';

const HOUR_MS = 3_600_000;
/** How long a file that no row names is left alone: its row may be on the way, or a backup of a moment ago may want it. */
const LEFT_ALONE_MS = HOUR_MS;

/** Files that were taken off, and what a broken upload has left, go from the disk: looked after at the start, and every hour. */
@Injectable()
export class FileSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly intake: FileIntake,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const sweep = (): Promise<unknown> =>
      this.sweep().catch((error: unknown) => this.log.error({ error }, 'kept files could not be swept'));
    this.timer = setInterval(() => void sweep(), HOUR_MS).unref();
    if ((await pendingMigrations(this.database)).length === 0) await sweep();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many files went */
  sweep(): Promise<number> {
    // The times of files are the machine's.
    return this.intake.store.sweep(new Date(Date.now() - LEFT_ALONE_MS), (hashes) => this.named(hashes));
  }

  private async named(hashes: string[]): Promise<ReadonlySet<string>> {
    const files = 'SELECT sha256 AS name FROM files WHERE sha256 IN (?)';
    const previews = 'SELECT preview_sha256 AS name FROM files WHERE preview_sha256 IN (?)';
    const rows = [
      ...(await this.database.rowsIn<{ name: string }>(files, hashes)),
      ...(await this.database.rowsIn<{ name: string }>(previews, hashes)),
    ];
    return new Set(rows.map(({ name }) => name));
  }
}
