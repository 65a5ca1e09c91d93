import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { DomainError } from '../errors.js';
import { nameInZip, oneSpelling, shownPath } from './zip-name.js';

const MB = 1024 * 1024;

/** What an archive may be (docs/security.md). Archives in an archive are files like others. */
export interface ZipLimits {
  /** Bytes of the archive as it came. */
  packedBytes: number;
  /** Bytes of all its files; counted while they are unpacked, whatever the archive says of them. */
  unpackedBytes: number;
  /** Files and folders. */
  entries: number;
  /** Folders in one another, the file at the end counted. */
  depth: number;
}
export const ZIP_LIMITS: ZipLimits = { packedBytes: 500 * MB, unpackedBytes: 2048 * MB, entries: 10_000, depth: 10 };

/** Stored as it is, and deflated: what every program writes. */
const METHODS = new Set([0, 8]);
/** What kind of thing an entry is on Unix, in the upper half of its attributes. */
const KIND_OF_FILE = 0o170000;
const PLAIN = new Set([0, 0o100000, 0o040000]);

/** A file in an archive: its name in composed letters, with `/` between folders; its size as the archive says it. */
export interface ZippedFile {
  name: string;
  bytes: number;
}

/** An archive whose names have been looked at. */
export interface SafeZip {
  /** Its files in the order of its list; folders are left out. */
  readonly entries: readonly ZippedFile[];
  /**
   * The bytes of a file as they are unpacked; any number at once. Their sum over all files is counted, and their check sum
   * compared at the end. @throws DomainError files.zip.unpacked_too_large, files.zip.broken; not_found where there is none
   */
  read(name: string): AsyncIterable<Buffer>;
  /** To be called once nothing is read any more. */
  close(): void;
}

/**
 * Opens an archive that somebody sent. Every name in it is judged before one file is read, and nothing is ever written
 * under such a name: who keeps a file gives it a name of the store.
 * @throws DomainError files.zip.*: too large, too many entries, too deep; a name that leads out of it, that is no UTF-8, too
 * long, or twice there (case ignored); a link; an encrypted entry; a way of packing that is not known; broken
 */
export async function openSafeZip(path: string, limits: Partial<ZipLimits> = {}): Promise<SafeZip> {
  const most = { ...ZIP_LIMITS, ...limits };
  if ((await stat(path)).size > most.packedBytes) throw tooLarge('files.zip.too_large', most.packedBytes);
  const zip = await yauzl.openPromise(path, { autoClose: false, decodeStrings: false }).catch(() => {
    throw new DomainError('files.zip.broken', { name: '' });
  });
  try {
    return new OpenZip(zip, await listed(zip, most), most);
  } catch (error) {
    zip.close();
    throw error instanceof DomainError ? error : new DomainError('files.zip.broken', { name: '' });
  }
}

class OpenZip implements SafeZip {
  readonly entries: readonly ZippedFile[];
  /** How much of each file was unpacked at most: a file that is read twice counts once. */
  private readonly seen = new Map<string, number>();
  private unpacked = 0;

  constructor(
    private readonly zip: ZipFile,
    private readonly files: ReadonlyMap<string, Entry>,
    private readonly most: ZipLimits,
  ) {
    this.entries = [...files].map(([name, entry]) => ({ name, bytes: entry.uncompressedSize }));
  }

  async *read(name: string): AsyncGenerator<Buffer, void> {
    const entry = this.files.get(name);
    if (!entry) throw new DomainError('not_found', {}, 'not_found');
    let [size, sum] = [0, 0];
    let stream: Readable | undefined;
    try {
      stream = await this.zip.openReadStreamPromise(entry);
      for await (const piece of stream as AsyncIterable<Buffer>) {
        size += piece.length;
        sum = crc32(piece, sum);
        this.count(name, size);
        yield piece;
      }
      if (sum !== entry.crc32) throw new DomainError('files.zip.broken', { name: shownPath(name) });
    } catch (error) {
      throw error instanceof DomainError ? error : new DomainError('files.zip.broken', { name: shownPath(name) });
    } finally {
      stream?.destroy();
    }
  }

  close(): void {
    this.zip.close();
  }

  private count(name: string, size: number): void {
    const before = this.seen.get(name) ?? 0;
    if (size <= before) return;
    this.seen.set(name, size);
    this.unpacked += size - before;
    if (this.unpacked > this.most.unpackedBytes)
      throw tooLarge('files.zip.unpacked_too_large', this.most.unpackedBytes);
  }
}

async function listed(zip: ZipFile, most: ZipLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > most.entries) throw new DomainError('files.zip.too_many', { most: most.entries });
  const files = new Map<string, Entry>();
  const taken = new Map<string, 'file' | 'folder'>();
  let claimed = 0;
  for await (const entry of zip.eachEntry()) {
    const { name, isFolder } = nameInZip(entry.fileName as unknown as Buffer, most.depth);
    checkKind(entry, name);
    takeName(taken, name, isFolder);
    if (isFolder) continue;
    claimed += entry.uncompressedSize;
    // What an archive says itself is believed when it is too much, and only then.
    if (claimed > most.unpackedBytes) throw tooLarge('files.zip.unpacked_too_large', most.unpackedBytes);
    files.set(name, entry);
  }
  return files;
}

function checkKind(entry: Entry, name: string): void {
  const about = { name: shownPath(name) };
  if (entry.isEncrypted()) throw new DomainError('files.zip.encrypted', about);
  if (!METHODS.has(entry.compressionMethod)) throw new DomainError('files.zip.method', about);
  // Attributes of Unix stand there whatever the archive says where it was made; those of other systems leave them empty.
  if (!PLAIN.has((entry.externalFileAttributes >>> 16) & KIND_OF_FILE)) throw new DomainError('files.zip.link', about);
}

/** Two files of one name, or a file where others have their folder: what is looked at might not be what is used. */
function takeName(taken: Map<string, 'file' | 'folder'>, name: string, isFolder: boolean): void {
  const parts = oneSpelling(name).split('/');
  const twice = new DomainError('files.zip.duplicate', { name: shownPath(name) });
  for (let depth = 1; depth < parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join('/');
    if (taken.get(folder) === 'file') throw twice;
    taken.set(folder, 'folder');
  }
  const own = parts.join('/');
  const there = taken.get(own);
  if (there === 'file' || (there === 'folder' && !isFolder)) throw twice;
  taken.set(own, isFolder ? 'folder' : 'file');
}

const tooLarge = (key: 'files.zip.too_large' | 'files.zip.unpacked_too_large', bytes: number): DomainError =>
  new DomainError(key, { most: Math.floor(bytes / MB) });
