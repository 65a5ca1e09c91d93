import { isUtf8 } from 'node:buffer';
import { MAX_ROW_BYTES } from './limits.js';
import { FileError } from './row-error.js';

const LF = 10;
const CR = 13;

/** Bytes of one line without those that belong to a character begun before it. */
function fromCharacterStart(line: Buffer): Buffer {
  let start = 0;
  while (start < 3 && ((line[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return line.subarray(start);
}

/**
 * Looks at the bytes of a CSV file as they pass, before they are split into rows: UTF-8 only (also across the edges of
 * chunks), no NUL, and no line longer than a row may be, so that no hostile line is ever gathered in memory.
 */
export class CsvGuard {
  bytesRead = 0;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private line = 1;
  private lineBytes = 0;

  /** @param chunk at most MAX_ROW_BYTES long @throws FileError nul, not_utf8, row_too_long */
  check(chunk: Buffer): void {
    this.bytesRead += chunk.length;
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw new FileError('nul', { line: this.lineOf(chunk, nul) });
    this.decode(chunk);
    this.measure(chunk);
    this.line += countLines(chunk);
  }

  /** At the end of the file: the last character must be whole. */
  finish(): void {
    this.decode(null);
  }

  private decode(chunk: Buffer | null): void {
    try {
      if (chunk) this.decoder.decode(chunk, { stream: true });
      else this.decoder.decode();
    } catch {
      throw new FileError('not_utf8', { line: chunk ? this.lineOf(chunk, firstInvalid(chunk)) : this.line });
    }
  }

  private lineOf(chunk: Buffer, position: number): number {
    return this.line + countLines(chunk.subarray(0, position));
  }

  private measure(chunk: Buffer): void {
    const first = earliest(chunk.indexOf(LF), chunk.indexOf(CR));
    this.lineBytes += first < 0 ? chunk.length : first;
    if (this.lineBytes > MAX_ROW_BYTES) throw new FileError('row_too_long', { line: this.line });
    if (first >= 0) this.lineBytes = chunk.length - 1 - Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR));
  }
}

function earliest(a: number, b: number): number {
  return a < 0 || b < 0 ? Math.max(a, b) : Math.min(a, b);
}

function countLines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) count += 1;
  return count;
}

/** Where the first line begins that is no UTF-8; the last one may only be cut off, so it is the answer of last resort. */
function firstInvalid(chunk: Buffer): number {
  let start = 0;
  for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
    const line = chunk.subarray(start, end);
    if (!isUtf8(start === 0 ? fromCharacterStart(line) : line)) return start;
    start = end + 1;
  }
  return start;
}
