import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { HOUR_MS, HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { FileIntake } from './file-intake.js';

/** How long a file that no row names is left alone: its row may be on the way, or a backup of a moment ago may want it. */
const LEFT_ALONE_MS = HOUR_MS;

/** Files that were taken off, and what a broken upload has left, go from the disk. */
@Injectable()
export class FileSweep extends HourlySweep {
  constructor(
    database: Database,
    private readonly intake: FileIntake,
    log: Log,
  ) {
    super(database, log, 'kept files could not be swept');
  }

  /** @returns how many files went */
  sweep(): Promise<number> {
    // The times of files are the machine's.
    return this.intake.store.sweep(new Date(Date.now() - LEFT_ALONE_MS), (hashes) => this.named(hashes));
  }

  private async named(hashes: string[]): Promise<ReadonlySet<string>> {
    const files = 'SELECT sha256 AS name FROM files WHERE sha256 IN (?)';
    const previews = 'SELECT preview_sha256 AS name FROM files WHERE preview_sha256 IN (?)';
    const marks = 'SELECT sha256 AS name FROM certificate_images WHERE sha256 IN (?)';
    const pictures = 'SELECT sha256 AS name FROM question_media WHERE sha256 IN (?)';
    const media = 'SELECT sha256 AS name FROM course_media WHERE sha256 IN (?)';
    const rows = [
      ...(await this.database.rowsIn<{ name: string }>(files, hashes)),
      ...(await this.database.rowsIn<{ name: string }>(previews, hashes)),
      ...(await this.database.rowsIn<{ name: string }>(marks, hashes)),
      ...(await this.database.rowsIn<{ name: string }>(pictures, hashes)),
      ...(await this.database.rowsIn<{ name: string }>(media, hashes)),
    ];
    return new Set(rows.map(({ name }) => name));
  }
}
