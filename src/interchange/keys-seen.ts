import { createHash } from 'node:crypto';
import { type RowError, rowError } from './row-error.js';

/** Remembers the keys of a file, so that a second row for the same record is refused with the line of the first. */
export class KeysSeen {
  private readonly lines = new LineTable();

  constructor(private readonly columns: readonly string[]) {}

  /** The error of a row whose key stood on an earlier line already. */
  twice(line: number, values: Record<string, unknown>): RowError | null {
    const parts = this.columns.map((column) => String((values[column] ?? '') as string | number | boolean));
    const hash = createHash('sha1').update(parts.join('\u0000')).digest();
    const first = this.lines.put(hash.readUInt32LE(0), hash.readUInt32LE(4), line);
    if (first === 0) return null;
    return rowError(line, this.columns.join(', '), parts.filter(Boolean).join(', '), {
      key: 'row.twice',
      params: { line: String(first) },
    });
  }
}

const FIRST_SLOTS = 1024;
/** Of a slot: two halves of the hash and the line; line 0: empty. */
const WIDTH = 3;

/**
 * Lines by 64 bits of a hash instead of the text, side by side in one block of memory: a Map of two million such numbers
 * takes ten times as much.
 */
class LineTable {
  private slots = new Uint32Array(FIRST_SLOTS * WIDTH);
  private count = 0;

  /** Keeps the line unless the hash is there already. @returns the line that is there, 0 if none was */
  put(high: number, low: number, line: number): number {
    const at = this.find(high, low);
    const before = this.slots[at + 2] ?? 0;
    if (before !== 0) return before;
    this.slots.set([high, low, line], at);
    this.count += 1;
    if (this.count * WIDTH * 4 > this.slots.length * 3) this.grow();
    return 0;
  }

  /** Where the hash is, or the empty slot where it belongs. The number of slots is a power of two. */
  private find(high: number, low: number): number {
    const mask = this.slots.length / WIDTH - 1;
    let slot = low & mask;
    for (;;) {
      const at = slot * WIDTH;
      if (this.slots[at + 2] === 0 || (this.slots[at] === high && this.slots[at + 1] === low)) return at;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WIDTH) {
      if (old[at + 2] !== 0) this.slots.set(old.subarray(at, at + WIDTH), this.find(old[at] ?? 0, old[at + 1] ?? 0));
    }
  }
}
