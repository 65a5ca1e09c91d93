import { hash } from 'node:crypto';
import { LineRuns } from './line-runs.js';
import { LineTable } from './line-table.js';
import { type RowError, rowError } from './row-error.js';

/** 6 MB: 400,000 keys. What is more goes to disk, in pieces that are sorted and written in some 50 ms. */
const MOST_BITS = 19;

/** Remembers the keys of a file, so that a second row for the same record is refused with the line of the first. */
export class KeysSeen {
  private readonly latest: LineTable;
  private runs: LineRuns | undefined;

  /** @param mostBits of the table in memory; another size only serves tests */
  constructor(
    private readonly columns: readonly string[],
    mostBits = MOST_BITS,
  ) {
    this.latest = new LineTable(mostBits);
  }

  /** The error of a row whose key stood on an earlier line already. @throws what the disk fails with */
  twice(line: number, values: Record<string, unknown>): RowError | null {
    const parts = this.columns.map((column) => String((values[column] ?? '') as string | number | boolean));
    const first = this.put(hash('sha1', parts.join('\u0000'), 'binary'), line);
    if (first === 0) return null;
    return rowError(line, this.columns.join(', '), parts.filter(Boolean).join(', '), {
      key: 'row.twice',
      params: { line: String(first) },
    });
  }

  /** Lets go of what is on disk. */
  close(): void {
    this.runs?.close();
    this.runs = undefined;
  }

  private put(digest: string, line: number): number {
    const [high, low] = [wordOf(digest, 0), wordOf(digest, 4)];
    const before = this.runs?.get(high, low) ?? 0;
    if (before !== 0) return before;
    if (this.latest.isFull) {
      const known = this.latest.get(high, low);
      if (known !== 0) return known;
      this.runs ??= new LineRuns();
      this.runs.add(this.latest.sorted());
      this.latest.clear();
    }
    return this.latest.put(high, low, line);
  }
}

/** Four bytes of a digest as text of one character a byte: to make a Buffer of each takes twice as long as to hash. */
function wordOf(digest: string, at: number): number {
  const byte = (index: number): number => digest.charCodeAt(at + index);
  return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0;
}
