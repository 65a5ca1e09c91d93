import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Remembered } from '../database/remembered.js';
import { Stamps } from '../database/stamps.js';
import { Bus } from '../events/domain-events.js';
import type { Succession } from './place.js';
import type { PlaceRow, SuccessionRow } from './territory.entities.js';
import { Territory } from './tree.js';

const STAMP = 'territory';

/** The territory as it is recorded: kept in memory, read again as soon as any process has changed it. */
@Injectable()
export class TerritoryStore {
  /** Transactions that have changed the territory: they must not see the one in memory. */
  private readonly changedHere = new WeakSet<object>();
  private readonly kept: Remembered<Territory>;

  constructor(
    private readonly database: Database,
    private readonly stamps: Stamps,
    private readonly bus: Bus,
  ) {
    this.kept = new Remembered(database);
  }

  /** The whole territory; inside a transaction with that transaction's own changes. */
  async territory(): Promise<Territory> {
    // A transaction may have changed places without the stamp having moved yet: it reads for itself after `changed`.
    if (this.database.inTransaction() && this.changedHere.has(this.database.transactionKey())) return this.read();
    // Who holds the stamp need not ask: what is in memory by its value is the newest, and stays so until the end.
    const known = this.kept.known([this.stamps.heldValue(STAMP)]);
    return known ?? this.kept.get([await this.stamps.value(STAMP)], () => this.read());
  }

  /** All successions in the order in which they were recorded. */
  async successions(): Promise<Succession[]> {
    const rows = await this.database.rows<SuccessionRow>(
      'SELECT id, predecessor_id, successor_id, date, main, position FROM successions ORDER BY position',
    );
    return rows.map(asSuccession);
  }

  /**
   * To be called first in a transaction that is going to change places or successions: the rules hold over all places
   * together, so such changes go one after the other, and what is derived from them follows as a whole.
   * @returns the territory as it is then
   */
  async lock(): Promise<Territory> {
    await this.stamps.lock(STAMP);
    return this.territory();
  }

  /**
   * To be called first in a transaction that writes what is derived from places: it goes on beside others like it, and
   * before or after a change of the territory, which would not see its rows.
   * @param alsoLock takes further locks before the first row is read: whatever is read after that is as new as they are
   * @returns the territory as it is then
   */
  async hold(alsoLock?: () => Promise<unknown>): Promise<Territory> {
    await this.stamps.hold(STAMP);
    await alsoLock?.();
    return this.territory();
  }

  /**
   * To be called in the transaction that changed places or successions, after the change: everything that was derived
   * from the old territory follows in the same transaction.
   * @param codes the codes whose places changed; null: any
   */
  async changed(codes: string[] | null): Promise<void> {
    this.changedHere.add(this.database.transactionKey());
    this.stamps.touch(STAMP);
    await this.bus.tell('territory.changed', { codes });
  }

  /** As `changed`, just before the commit: what the change would make impossible then refuses a file as a whole. */
  changedBeforeCommit(codes: Iterable<string>): void {
    this.changedHere.add(this.database.transactionKey());
    const changed = [...codes];
    if (changed.length === 0) return;
    this.database.beforeCommit<string>('territory.changed', (all) => this.changed(all), changed);
  }

  private async read(): Promise<Territory> {
    const places = await this.database.rows<PlaceRow>(
      'SELECT id, code, name, level, parent_code, valid_from, valid_to FROM places',
    );
    return new Territory(places, await this.successions());
  }
}

function asSuccession(row: SuccessionRow): Succession {
  return { ...row, main: row.main === 1 };
}
