import { createReadStream, createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FaultyRow } from '../interchange/writer.js';
import type { RowError } from '../interchange/row-error.js';

/** The faulty rows of a checked file on disk, one JSON line each, the header first: they may be many. */
export class FaultyFile {
  private out: WriteStream | undefined;
  private begun = false;

  constructor(private readonly path: string) {}

  /** Begins an empty list, also where one was begun: the engine may ask for everything once more. */
  begin(): this {
    this.out?.destroy();
    this.begun = false;
    this.out = createWriteStream(this.path, { mode: 0o600 });
    // A full disk spoils this list, not the check.
    this.out.on('error', () => (this.out = undefined));
    return this;
  }

  add(raw: string[], errors: RowError[], header: string[]): void {
    if (!this.begun) this.out?.write(`${JSON.stringify(header)}\n`);
    this.begun = true;
    this.out?.write(`${JSON.stringify({ raw, errors })}\n`);
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => (this.out ? this.out.end(done) : done()));
  }

  /** The header of the file that was checked, and its faulty rows; null when there are none. */
  async read(): Promise<{ header: string[]; rows: AsyncIterable<FaultyRow> } | null> {
    if (!existsSync(this.path)) return null;
    const lines = createInterface({ input: createReadStream(this.path) })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done) return null;
    const rows = { [Symbol.asyncIterator]: () => parsed(lines) };
    return { header: JSON.parse(first.value) as string[], rows };
  }
}

async function* parsed(lines: AsyncIterator<string>): AsyncGenerator<FaultyRow> {
  for (let next = await lines.next(); !next.done; next = await lines.next()) yield JSON.parse(next.value) as FaultyRow;
}
