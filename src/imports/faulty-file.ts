import { createReadStream, createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { FaultyRow } from '../interchange/writer.js';
import type { RowError } from '../interchange/row-error.js';

const BLOCK = 64 * 1024;

/** The faulty rows of a file on disk, one JSON line each, the header first: they may be many. */
export class FaultyFile {
  private out: WriteStream | undefined;
  private begun = false;
  private pending = '';

  constructor(private readonly path: string) {}

  /** Begins an empty list, also where one was begun: the engine may ask for everything once more. */
  begin(): void {
    this.out?.destroy();
    this.begun = false;
    this.pending = '';
    this.out = createWriteStream(this.draft, { mode: 0o600 });
    // A full disk spoils this list, not the check.
    this.out.on('error', () => (this.out = undefined));
  }

  /** Adds a row, no faster than the disk takes them. */
  async add(raw: string[], errors: RowError[], header: string[]): Promise<void> {
    if (!this.begun) this.pending += `${JSON.stringify(header)}\n`;
    this.begun = true;
    this.pending += `${JSON.stringify({ raw, errors })}\n`;
    if (this.pending.length >= BLOCK) await this.flush();
  }

  /** The list is complete: it takes the place of an earlier one. */
  async keep(): Promise<void> {
    await this.flush();
    const { out } = this;
    if (!out) return;
    await new Promise<void>((done) => out.end(done));
    await rename(this.draft, this.path);
  }

  private async flush(): Promise<void> {
    const { out, pending } = this;
    this.pending = '';
    if (out && pending !== '') await new Promise<void>((done) => void out.write(pending, () => done()));
  }

  /** The list was not finished: an earlier one stays. */
  async drop(): Promise<void> {
    this.out?.destroy();
    await rm(this.draft, { force: true });
  }

  /** The header of the file, and its faulty rows; null when there are none. */
  async read(): Promise<{ header: string[]; rows: AsyncIterable<FaultyRow> } | null> {
    if (!existsSync(this.path)) return null;
    const lines = createInterface({ input: createReadStream(this.path) })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done) return null;
    const rows = { [Symbol.asyncIterator]: () => parsed(lines) };
    return { header: JSON.parse(first.value) as string[], rows };
  }

  private get draft(): string {
    return `${this.path}.new`;
  }
}

async function* parsed(lines: AsyncIterator<string>): AsyncGenerator<FaultyRow> {
  try {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      yield JSON.parse(next.value) as FaultyRow;
    }
  } finally {
    // A download that breaks off leaves no file open.
    await lines.return?.();
  }
}
