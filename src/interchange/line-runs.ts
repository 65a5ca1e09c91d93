import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBefore, WIDTH } from './line-table.js';

const BYTES = WIDTH * 4;
/** Entries that are read at once. */
const BLOCK = 512;

/** A sorted run in the file: where it begins, how many entries it has, and the first hash of each of its blocks. */
interface Run {
  at: number;
  count: number;
  firsts: Uint32Array;
}

/**
 * Hashes with their lines in sorted runs on disk. Of a hash that is in none of them a filter in memory knows it, nearly
 * always; only for the others the runs are read, one block of each.
 */
export class LineRuns {
  private readonly filter = new HashFilter();
  private readonly runs: Run[] = [];
  private readonly block = new Uint32Array(BLOCK * WIDTH);
  private readonly file: number;
  private bytes = 0;

  /** Its file has no name any more: whatever ends the process, nothing stays behind. */
  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'lan-toa-keys-'));
    try {
      this.file = openSync(join(folder, 'runs'), 'wx+', 0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Adds a run. @param entries sorted, as a LineTable gives them @throws what the disk fails with: it may be full */
  add(entries: Uint32Array): void {
    const firsts: number[] = [];
    for (let at = 0; at < entries.length; at += WIDTH) {
      const [high = 0, low = 0] = [entries[at], entries[at + 1]];
      if (at % (BLOCK * WIDTH) === 0) firsts.push(high, low);
      this.filter.add(high, low);
    }
    this.runs.push({ at: this.bytes, count: entries.length / WIDTH, firsts: Uint32Array.from(firsts) });
    const bytes = new Uint8Array(entries.buffer, entries.byteOffset, entries.byteLength);
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.file, bytes, done, bytes.length - done, this.bytes + done);
    }
    this.bytes += bytes.length;
  }

  /** The line of a hash, 0 if it is in no run. */
  get(high: number, low: number): number {
    if (!this.filter.mayHave(high, low)) return 0;
    for (const run of this.runs) {
      const line = this.search(run, high, low);
      if (line !== 0) return line;
    }
    return 0;
  }

  close(): void {
    closeSync(this.file);
  }

  private search({ at, count, firsts }: Run, high: number, low: number): number {
    const block = lastNotAfter(firsts, 2, firsts.length / 2, high, low);
    if (block < 0) return 0;
    const entries = Math.min(BLOCK, count - block * BLOCK);
    readSync(this.file, this.block, 0, entries * BYTES, at + block * BLOCK * BYTES);
    const found = lastNotAfter(this.block, WIDTH, entries, high, low) * WIDTH;
    if (found < 0 || this.block[found] !== high || this.block[found + 1] !== low) return 0;
    return this.block[found + 2] ?? 0;
  }
}

/** Which of sorted entries is the last that does not come after a hash; -1: all do. */
function lastNotAfter(entries: Uint32Array, width: number, count: number, high: number, low: number): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isBefore(high, low, entries[middle * width] ?? 0, entries[middle * width + 1] ?? 0)) to = middle;
    else from = middle + 1;
  }
  return from - 1;
}

/** Bits of a cell of the filter: all bits of a hash are in one, which is one line of the processor's cache. */
const CELL_BITS = 9;
/** 32 MB: of 30 million hashes that are not there it takes one in fifty for one that may be. */
const CELLS_BITS = 19;

/** Says of a hash that it was never added, or that it may have been (a Bloom filter). */
class HashFilter {
  private readonly words = new Uint32Array(2 ** (CELLS_BITS + CELL_BITS - 5));

  add(high: number, low: number): void {
    const cell = cellOf(high);
    for (let probe = 0; probe < 4; probe += 1) {
      const bit = bitOf(high, low, probe);
      const at = cell + (bit >>> 5);
      this.words[at] = (this.words[at] ?? 0) | (1 << (bit & 31));
    }
  }

  mayHave(high: number, low: number): boolean {
    const cell = cellOf(high);
    for (let probe = 0; probe < 4; probe += 1) {
      const bit = bitOf(high, low, probe);
      if (((this.words[cell + (bit >>> 5)] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** The first word of a hash's cell, from the first bits of the hash. */
const cellOf = (high: number): number => (high >>> (32 - CELLS_BITS)) << (CELL_BITS - 5);

/** Three bits from the second half of the hash, the fourth from what the cell left of the first. */
const bitOf = (high: number, low: number, probe: number): number =>
  (probe < 3 ? low >>> (probe * CELL_BITS) : high) & (2 ** CELL_BITS - 1);
