import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { XLSX_LIMITS } from './limits.js';
import { FileError } from './row-error.js';

/** The parts of a ZIP archive by their names. What is taken out is counted, and the size a part claims is not believed. */
export class Archive {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: Map<string, Entry>,
  ) {}

  /** @throws FileError xlsx_broken, encrypted, xlsx_unpacked_too_large (too many parts) */
  static async open(path: string): Promise<Archive> {
    const zip = await yauzl.openPromise(path, { autoClose: false }).catch(() => {
      throw new FileError('xlsx_broken');
    });
    try {
      return new Archive(zip, await listEntries(zip));
    } catch (error) {
      zip.close();
      throw error instanceof FileError ? error : new FileError('xlsx_broken');
    }
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The size a part claims: for progress only. */
  claimedSize(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0;
  }

  /** The bytes of a part as they are inflated. @throws FileError xlsx_broken, xlsx_unpacked_too_large */
  async *chunks(name: string): AsyncGenerator<Buffer, void> {
    const entry = this.entries.get(name);
    if (!entry) throw new FileError('xlsx_broken');
    let size = 0;
    let stream: Readable | undefined;
    try {
      stream = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        checkRatio(size, entry.compressedSize);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof FileError ? error : new FileError('xlsx_broken');
    } finally {
      stream?.destroy();
    }
  }

  /**
   * Looks through every part before one is used: how much is unpacked in all, and no document type anywhere.
   * @param look sees each chunk of each part as it passes
   */
  async inspect(look: (name: string, chunk: Buffer) => void): Promise<void> {
    for (const name of this.entries.keys()) {
      const scan = /\.(xml|rels|vml)$/i.test(name) ? new DoctypeScan() : null;
      for await (const chunk of this.chunks(name)) {
        this.unpacked += chunk.length;
        if (this.unpacked > XLSX_LIMITS.unpackedBytes) throw tooLarge();
        scan?.check(chunk);
        look(name, chunk);
      }
    }
  }

  close(): void {
    this.zip.close();
  }
}

const tooLarge = (): FileError =>
  new FileError('xlsx_unpacked_too_large', { max: XLSX_LIMITS.unpackedBytes / 1024 / 1024 });

function checkRatio(size: number, packed: number): void {
  if (size > XLSX_LIMITS.ratioFrom && size > packed * XLSX_LIMITS.ratio) throw tooLarge();
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > XLSX_LIMITS.entries) throw tooLarge();
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new FileError('encrypted');
    if (entry.fileName.endsWith('/')) continue;
    // Two parts of one name: what is looked at might not be what is used.
    if (entries.has(entry.fileName)) throw new FileError('xlsx_broken');
    entries.set(entry.fileName, entry);
  }
  return entries;
}

const MARKS = ['<!DOCTYPE', '<!ENTITY'].map((mark) => Buffer.from(mark));
const OVERLAP = 16;

/** Finds a document type also across the edge of two chunks; parts that are not UTF-8 could hide one, and are refused. */
class DoctypeScan {
  private tail = Buffer.alloc(0);

  check(chunk: Buffer): void {
    if (chunk.includes(0)) throw new FileError('xlsx_broken');
    const seen = Buffer.concat([this.tail, chunk]);
    if (MARKS.some((mark) => seen.includes(mark))) throw new FileError('xlsx_dtd');
    this.tail = seen.subarray(Math.max(0, seen.length - OVERLAP));
  }
}
