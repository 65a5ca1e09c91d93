import { createHash } from 'node:crypto';
import { DomainError } from '../errors.js';

/** Files beside the database that its rows name. What they are is none of this folder's business. */
export interface BackedUpFiles {
  /** Those that rows name, as the caller sees the rows: the SHA-256 of their bytes. */
  names(): Promise<string[]>;
  has(name: string): Promise<boolean>;
  read(name: string): AsyncIterable<Uint8Array>;
  /** Keeps what belongs under a name; to be done before the row that names it. */
  keep(name: string, content: readonly Uint8Array[]): Promise<void>;
}

/** Bytes beyond which a file of a backup is none of ours. */
const LARGEST_FILE = 64 * 1024 ** 2;

/** The lines of a backup that are files: a name, then its bytes in pieces. */
export interface FileLine {
  file: string;
}
export interface PieceLine {
  piece: string;
}

/** A backup that is damaged, forged, or none. */
export function broken(): DomainError {
  return new DomainError('backup.broken');
}

/** Puts the files of a backup together from its lines. Each must be what its name says. */
export class FileLines {
  private open: { name: string; pieces: Buffer[]; bytes: number } | undefined;
  count = 0;

  /** @param whole is given each file that is sound */
  constructor(private readonly whole: (name: string, content: Buffer[]) => Promise<void>) {}

  /** Takes a line that belongs to a file. @returns false: it does not @throws DomainError where it cannot be right */
  async take({ file, piece }: Partial<FileLine & PieceLine>): Promise<boolean> {
    if (file !== undefined) {
      await this.close();
      if (typeof file !== 'string' || !/^[0-9a-f]{64}$/.test(file)) throw broken();
      this.open = { name: file, pieces: [], bytes: 0 };
      this.count += 1;
      return true;
    }
    if (piece === undefined) return false;
    if (!this.open || typeof piece !== 'string') throw broken();
    const bytes = Buffer.from(piece, 'base64');
    this.open.pieces.push(bytes);
    this.open.bytes += bytes.length;
    if (this.open.bytes > LARGEST_FILE) throw broken();
    return true;
  }

  /** After the last line. */
  async close(): Promise<void> {
    if (!this.open) return;
    const { name, pieces } = this.open;
    this.open = undefined;
    const hash = createHash('sha256');
    for (const piece of pieces) hash.update(piece);
    if (hash.digest('hex') !== name) throw broken();
    await this.whole(name, pieces);
  }
}

/** The lines of the files that are there, for a backup. */
export async function* fileLines(files: BackedUpFiles, names: readonly string[]): AsyncGenerator<FileLine | PieceLine> {
  for (const name of names) {
    yield { file: name };
    for await (const piece of files.read(name)) yield { piece: Buffer.from(piece).toString('base64') };
  }
}
