import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { FileIntake } from '../files/file-intake.js';
import { ZIP_LIMITS } from '../files/safe-zip.js';
import { nameInZip, oneSpelling } from '../files/zip-name.js';

/** Packages whose list of files stays in memory: of each at most 10,000 names. */
const MOST_OPEN = 12;

/** A file of a kept package. */
export interface PackageFile {
  name: string;
  bytes: number;
  /** Whether it lies in the package as it is, so that any piece of it can be read by itself. */
  isStored: boolean;
  /** Its bytes, piece by piece; of a stored one also from a byte to another, both included. */
  read(range?: { start: number; end: number }): Promise<Readable>;
}

/** Kept packages, opened for reading: their ZIP files stay as they came, and what is asked for is read out of them. */
@Injectable()
export class PackageShelf {
  /** The one used longest ago is first. */
  private readonly open = new Map<string, Promise<OpenPackage>>();

  constructor(private readonly intake: FileIntake) {}

  /** A file by its name, case ignored; null: the package or the file is not there. */
  async file(sha256: string, name: string): Promise<PackageFile | null> {
    const known = await this.take(sha256);
    return known?.file(name) ?? null;
  }

  private async take(sha256: string): Promise<OpenPackage | null> {
    const opening = this.open.get(sha256) ?? OpenPackage.of(this.intake.store.pathOf(sha256));
    this.open.delete(sha256);
    this.open.set(sha256, opening);
    this.leaveRoom();
    try {
      return await opening;
    } catch {
      this.open.delete(sha256);
      return null;
    }
  }

  private leaveRoom(): void {
    for (const [sha256, oldest] of this.open) {
      if (this.open.size <= MOST_OPEN) return;
      this.open.delete(sha256);
      // What is being read goes on: the file is closed behind the last reader.
      oldest.then((one) => one.close()).catch(() => undefined);
    }
  }

  /** Closes the files. */
  async onModuleDestroy(): Promise<void> {
    for (const opened of this.open.values()) await opened.then((one) => one.close()).catch(() => undefined);
    this.open.clear();
  }
}

class OpenPackage {
  private readonly entries = new Map<string, { name: string; entry: Entry }>();

  private constructor(private readonly zip: ZipFile) {}

  /** It was looked at when it came (readPackage). */
  static async of(path: string): Promise<OpenPackage> {
    const zip = await yauzl.openPromise(path, { autoClose: false, decodeStrings: false });
    const opened = new OpenPackage(zip);
    for await (const entry of zip.eachEntry()) {
      const { name, isFolder } = nameInZip(entry.fileName as unknown as Buffer, ZIP_LIMITS.depth);
      if (!isFolder) opened.entries.set(oneSpelling(name), { name, entry });
    }
    return opened;
  }

  file(asked: string): PackageFile | null {
    const found = this.entries.get(oneSpelling(asked));
    if (!found) return null;
    const { name, entry } = found;
    const isStored = entry.compressionMethod === 0;
    return {
      ...{ name, bytes: entry.uncompressedSize, isStored },
      read: (range) => {
        if (!range || !isStored) return this.zip.openReadStreamPromise(entry);
        return this.zip.openReadStreamPromise(entry, { decodeFileData: false, start: range.start, end: range.end + 1 });
      },
    };
  }

  close(): void {
    this.zip.close();
  }
}
