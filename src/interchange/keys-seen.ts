import { createHash } from 'node:crypto';
import { type RowError, rowError } from './row-error.js';

/** Remembers the keys of a file, so that a second row for the same record is refused with the line of the first. */
export class KeysSeen {
  /** 64 bits of a hash instead of the text: a file of two million rows fits in memory. */
  private readonly lines = new Map<bigint, number>();

  constructor(private readonly columns: readonly string[]) {}

  /** The error of a row whose key stood on an earlier line already. */
  twice(line: number, values: Record<string, unknown>): RowError | null {
    const parts = this.columns.map((column) => String(values[column] ?? ''));
    const hash = createHash('sha1').update(parts.join('\u0000')).digest().readBigUInt64BE();
    const first = this.lines.get(hash);
    if (first === undefined) {
      this.lines.set(hash, line);
      return null;
    }
    return rowError(line, this.columns.join(', '), parts.filter(Boolean).join(', '), {
      key: 'row.twice',
      params: { line: String(first) },
    });
  }
}
