import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { Stamp } from './stamp.entity.js';

/**
 * Something kept in memory and read again as soon as any process has changed it: its stamp is compared at each use.
 * Only for what rarely changes (the territory); a stamp that everybody writes would be a hot row.
 */
@Injectable()
export class Stamps {
  constructor(private readonly database: Database) {}

  /** The present value; 0 before the first change. */
  async value(name: string): Promise<number> {
    const row = await this.database.row<Stamp>('SELECT value FROM stamps WHERE name = ?', [name]);
    return row?.value ?? 0;
  }

  /** Moves it on, once in this transaction however often it is called. */
  touch(name: string): void {
    this.database.beforeCommit(`stamp:${name}`, async () => {
      const touched = await this.database.execute('UPDATE stamps SET value = value + 1 WHERE name = ?', [name]);
      if (touched === 0) await this.database.insert(Stamp, [{ name, value: 1 }]);
    });
  }
}
