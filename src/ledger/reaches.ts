import { Injectable } from '@nestjs/common';
import { CountBook } from './count-book.js';
import { GatheringBook } from './gathering-book.js';
import { LedgerStamps } from './ledger-stamps.js';
import { ReachBook } from './reach-book.js';
import { type Added, type Counted, Settlement } from './settlement.js';

/** Follows what qualifies: the one way into the books of the ledger. */
@Injectable()
export class Reaches {
  constructor(
    private readonly reaches: ReachBook,
    private readonly gatherings: GatheringBook,
    private readonly counts: CountBook,
    private readonly stamps: LedgerStamps,
  ) {}

  /** Begins to follow; to it are given the terms of every plan that the activities belong to. */
  begin(): Settlement {
    return new Settlement();
  }

  /** Follows qualifications that were just deleted and are about to be written: these get the day of the one before them. */
  async follow(removed: readonly Counted[], added: readonly Added[], settlement: Settlement): Promise<void> {
    await this.reaches.follow(removed, added, settlement);
    await this.counts.relieve(settlement.counts);
  }

  /**
   * Measures the sessions of the activities that changed, then writes what all of it comes to.
   * @param activityIds those of which the size of a session may be another: who settles them holds them
   */
  async end(activityIds: readonly number[], settlement: Settlement): Promise<void> {
    const settled = new Set(activityIds);
    await this.gatherings.lock([...settlement.regathered].filter((id) => !settled.has(id)));
    await this.gatherings.follow(new Set([...settled, ...settlement.regathered]), settlement);
    await this.counts.write(settlement.counts);
    // Also where nobody was counted otherwise: who is on the way to be trained may have changed.
    await this.stamps.move(settlement.terms.keys());
  }
}
