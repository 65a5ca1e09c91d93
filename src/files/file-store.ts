import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { NotFound } from '../errors.js';

/** What is being written, and what is being taken away: neither is a file of anybody. */
const PART = '.part-';
const LEAVING = '.leaving-';
const HASH = /^[0-9a-f]{64}$/;

/** A file as it was kept. */
export interface Stored {
  sha256: string;
  bytes: number;
}

/**
 * Files on the disk under the SHA-256 of their bytes, readable by us alone and served by no address. A file is there whole
 * or not at all: it is written beside, flushed, and renamed. Whoever names one in a row keeps it first, so that a row never
 * points at a file that is not there; one that no row names is swept once it has been left alone for long enough.
 */
export class FileStore {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'files');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Keeps what comes; the same bytes again are the same file, as young as if it were new. */
  async keep(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Stored> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const part = join(this.folder, `${PART}${randomBytes(16).toString('hex')}`);
    try {
      const stored = await write(part, content);
      const folder = join(this.folder, stored.sha256.slice(0, 2));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(part, join(folder, stored.sha256));
      await flush(folder);
      await flush(this.folder);
      return stored;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  /** Whether a file is there. */
  async has(sha256: string): Promise<boolean> {
    return (await stat(this.pathOf(sha256)).catch(() => null)) !== null;
  }

  /** How many bytes it has. @throws NotFound where it is not there */
  async size(sha256: string): Promise<number> {
    const found = await stat(this.pathOf(sha256)).catch(() => null);
    if (!found) throw new NotFound();
    return found.size;
  }

  /** Its bytes; the file is opened when the first are asked for. */
  async *read(sha256: string): AsyncGenerator<Uint8Array> {
    yield* createReadStream(this.pathOf(sha256)) as AsyncIterable<Uint8Array>;
  }

  /** Its bytes from the first to the last of a range, as fast as they are taken. */
  stream(sha256: string, range: { start: number; end: number }): Readable {
    return createReadStream(this.pathOf(sha256), range);
  }

  /** Notes that no row may name these any more: a copy that is being made of a moment ago still finds them for a while. */
  async release(hashes: readonly string[]): Promise<void> {
    const at = new Date();
    await Promise.all(hashes.map((sha256) => utimes(this.pathOf(sha256), at, at).catch(() => undefined)));
  }

  /**
   * Takes away what was left alone since an instant and is named by no row.
   * @param named which of some hashes rows name @returns how many files went
   */
  async sweep(before: Date, named: (hashes: string[]) => Promise<ReadonlySet<string>>): Promise<number> {
    let gone = 0;
    for (const entry of await readdir(this.folder)) {
      if (entry.startsWith(PART)) await this.dropOld(join(this.folder, entry), before);
      else if (/^[0-9a-f]{2}$/.test(entry)) gone += await this.sweepFolder(join(this.folder, entry), before, named);
    }
    return gone;
  }

  private async sweepFolder(
    folder: string,
    before: Date,
    named: (hashes: string[]) => Promise<ReadonlySet<string>>,
  ): Promise<number> {
    const names = await readdir(folder);
    // A sweep that was killed in between: what it had set aside is back where it was before it is judged anew.
    const aside = names.filter((name) => name.startsWith(LEAVING)).map((name) => name.slice(LEAVING.length));
    for (const name of aside) await comeBack(join(folder, `${LEAVING}${name}`), join(folder, name));
    const hashes = [...new Set([...names, ...aside])].filter((name) => HASH.test(name));
    const kept = await named(hashes);
    let gone = 0;
    for (const name of hashes) if (!kept.has(name) && (await this.leave(folder, name, before))) gone += 1;
    return gone;
  }

  /** Set aside first: somebody may keep the same bytes just now, and then it is young. */
  private async leave(folder: string, name: string, before: Date): Promise<boolean> {
    const [path, aside] = [join(folder, name), join(folder, `${LEAVING}${name}`)];
    const seen = await stat(path).catch(() => null);
    if (!seen || seen.mtimeMs >= before.getTime()) return false;
    await rename(path, aside);
    if ((await stat(aside)).mtimeMs >= before.getTime()) {
      await rename(aside, path);
      return false;
    }
    await rm(aside);
    return true;
  }

  private async dropOld(path: string, before: Date): Promise<void> {
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < before.getTime()) await rm(path, { force: true });
  }

  /** Where it lies, for those who read pieces of it. @throws NotFound for what is no hash */
  pathOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new NotFound();
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

/** A file that was kept anew meanwhile stays, and stays young. */
async function comeBack(aside: string, path: string): Promise<void> {
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(aside, { force: true });
}

async function write(path: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Stored> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of content) {
      hash.update(piece);
      bytes += piece.length;
      await writeAll(handle, piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;) at += (await handle.write(piece, at)).bytesWritten;
}

/** A name that was given is on the disk only when its folder is. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
