import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Database } from './database.js';
import type { Stamp } from './stamp.entity.js';

/**
 * Something kept in memory and read again as soon as any process has changed it: its stamp is compared at each use.
 * Only for what rarely changes (the territory); a stamp that everybody writes would be a hot row.
 */
@Injectable()
export class Stamps {
  private readonly looking = new AsyncLocalStorage<object>();
  /** What was read already by whoever sees one state of the data. */
  private readonly seen = new WeakMap<object, Map<string, Promise<number>>>();
  /** What each transaction has locked or holds, as it stands: nobody else can move it. */
  private readonly held = new WeakMap<object, Map<string, number>>();

  constructor(private readonly database: Database) {}

  /**
   * Runs what answers somebody who only looks: a page is made of one state of what is kept, and asks for its stamp once.
   * Transactions and snapshots inside it ask for themselves.
   */
  whileLooking<T>(work: () => T): T {
    return this.looking.run({}, work);
  }

  /** The present value. Every stamp has its row from the migration on. */
  async value(name: string): Promise<number> {
    if (this.database.inTransaction()) return this.present(name);
    const one = this.database.snapshotKey() ?? this.looking.getStore();
    if (!one) return this.present(name);
    const seen = this.seen.get(one) ?? new Map<string, Promise<number>>();
    this.seen.set(one, seen);
    const value = seen.get(name) ?? this.present(name);
    seen.set(name, value);
    return value;
  }

  /** The value of a stamp that the running transaction has locked or holds, without asking; undefined where it does not. */
  heldValue(name: string): number | undefined {
    return this.database.inTransaction() ? this.held.get(this.database.transactionKey())?.get(name) : undefined;
  }

  private async present(name: string): Promise<number> {
    const row = await this.database.row<Stamp>('SELECT value FROM stamps WHERE name = ?', [name]);
    return row?.value ?? 0;
  }

  /** Moves it on, once in this transaction however often it is called. */
  touch(name: string): void {
    const transaction = this.database.transactionKey();
    this.database.beforeCommit(`stamp:${name}`, async () => {
      this.held.get(transaction)?.delete(name);
      const touched = await this.database.execute('UPDATE stamps SET value = value + 1 WHERE name = ?', [name]);
      if (touched === 0) throw new Error(`there is no stamp ${name}`);
    });
  }

  /** Lets nobody else touch, lock or hold the stamp before this transaction ends. */
  async lock(name: string): Promise<void> {
    this.keep(name, await this.database.rowsForUpdate<Stamp>('SELECT id, value FROM stamps WHERE name = ?', [name]));
  }

  /** Lets nobody touch or lock the stamp before this transaction ends, while others may hold it too. */
  async hold(name: string): Promise<void> {
    this.keep(name, await this.database.rowsHeld<Stamp>('SELECT id, value FROM stamps WHERE name = ?', [name]));
  }

  private keep(name: string, [stamp]: readonly Stamp[]): void {
    if (!stamp) return;
    const transaction = this.database.transactionKey();
    this.held.set(transaction, (this.held.get(transaction) ?? new Map<string, number>()).set(name, stamp.value));
  }
}
