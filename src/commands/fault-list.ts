import { deflateSync, inflateSync } from 'node:zlib';
import type { RowError } from '../interchange/row-error.js';

const BLOCK = 2000;

/**
 * The faults of a file in their order, packed: a large file may hold nothing else, and the faults of a column are much
 * alike. Not on disk, where the values of people would outlive a killed command.
 */
export class FaultList implements Iterable<RowError> {
  private blocks: Buffer[] = [];
  private latest: RowError[] = [];

  add(faults: readonly RowError[]): void {
    for (const fault of faults) {
      this.latest.push(fault);
      if (this.latest.length < BLOCK) continue;
      this.blocks.push(deflateSync(JSON.stringify(this.latest), { level: 1 }));
      this.latest = [];
    }
  }

  /** The reading begins again: the engine may ask for it. */
  clear(): void {
    this.blocks = [];
    this.latest = [];
  }

  *[Symbol.iterator](): Generator<RowError> {
    for (const block of this.blocks) yield* JSON.parse(inflateSync(block).toString()) as RowError[];
    yield* this.latest;
  }
}
