import type { BackedUpFiles } from '../database/backup-files.js';
import type { Database } from '../database/database.js';
import type { Finding } from '../database/judge.js';
import { FileStore } from './file-store.js';

/** The kept files for a backup and a restore, and whether each row has its own. */
export class FileCopies implements BackedUpFiles {
  private readonly store: FileStore;

  constructor(
    private readonly database: Database,
    dataDir: string,
  ) {
    this.store = new FileStore(dataDir);
  }

  async names(): Promise<string[]> {
    const rows = await this.database.rows<{ name: string }>(
      `SELECT sha256 AS name FROM files
       UNION SELECT preview_sha256 AS name FROM files WHERE preview_sha256 IS NOT NULL
       UNION SELECT sha256 AS name FROM certificate_images
       UNION SELECT sha256 AS name FROM question_media
       UNION SELECT sha256 AS name FROM course_media ORDER BY name`,
    );
    return rows.map(({ name }) => name);
  }

  has(name: string): Promise<boolean> {
    return this.store.has(name);
  }

  read(name: string): AsyncIterable<Uint8Array> {
    return this.store.read(name);
  }

  async keep(_name: string, content: readonly Uint8Array[]): Promise<void> {
    await this.store.keep(content);
  }

  /** How many of the files that rows name are not there. */
  async missing(): Promise<number> {
    let count = 0;
    for (const name of await this.names()) if (!(await this.has(name))) count += 1;
    return count;
  }

  /** For `check`: a file that somebody took from the disk. */
  async judge(): Promise<Finding> {
    const missing = await this.missing();
    const detail = missing === 0 ? 'every row has its file' : `${missing} are not in DATA_DIR/files: restore a backup`;
    return { what: 'files', good: missing === 0, detail };
  }
}
