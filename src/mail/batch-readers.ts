import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';

/** A condition that keeps the batches about something that whoever acts may write letters of; `b` is the table of batches. */
export type BatchesInside = () => Promise<{ sql: string; params: Param[] }>;

/** Who else than its author may see and stop a batch: the folder of letters says so when the program starts; until then nobody. */
@Injectable()
export class BatchReaders {
  private inside: BatchesInside = () => Promise.resolve({ sql: '1 = 0', params: [] });

  /** Says how it is found out; once. */
  provide(inside: BatchesInside): void {
    this.inside = inside;
  }

  /** The condition for whoever acts. */
  condition(): Promise<{ sql: string; params: Param[] }> {
    return this.inside();
  }
}
