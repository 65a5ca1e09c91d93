import { FileError } from './row-error.js';

const MERGE = /<(?:\w+:)?mergeCell\s[^>]{0,100}?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;
const OVERLAP = 256;
const MOST = 10_000;

/** Finds the merged cells of a sheet as it passes: the sheet tells of them only after its rows. */
export class MergeScan {
  private readonly merges: { text: string; first: number; last: number }[] = [];
  private tail = '';

  look(chunk: Buffer): void {
    const seen = this.tail + chunk.toString('latin1');
    let end = 0;
    for (const match of seen.includes('mergeCell') ? seen.matchAll(MERGE) : []) {
      end = match.index + match[0].length;
      if (this.merges.length < MOST) this.add(match);
    }
    this.tail = seen.slice(Math.max(end, seen.length - OVERLAP));
  }

  /** @throws FileError header_merged where a merged cell reaches into the header row */
  refuseIn(line: number): void {
    const found = this.merges.find((merge) => merge.first <= line && line <= merge.last);
    if (found) throw new FileError('header_merged', { cells: found.text, line });
  }

  private add([, fromColumn, fromRow, toColumn, toRow]: RegExpMatchArray): void {
    const text = `${fromColumn}${fromRow}:${toColumn}${toRow}`;
    this.merges.push({ text, first: Number(fromRow), last: Number(toRow) });
  }
}
