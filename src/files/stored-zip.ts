import { crc32 } from 'node:zlib';

/** What a ZIP without 64-bit fields can hold (APPNOTE 4.4). */
const MOST_FILES = 0xffff;
const MOST_BYTES = 0xffffffff;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;

/**
 * Writes a ZIP piece by piece, files as they are: what is packed already is not packed again. Of a file that was given out
 * only its line for the list at the end is kept, some hundred bytes.
 */
export class StoredZip {
  private readonly list: Buffer[] = [];
  private written = 0;

  /** A file with its head. @param day of it, `YYYY-MM-DD` @throws RangeError where the ZIP becomes too large for its kind */
  file(name: string, bytes: Buffer, day: string): Buffer[] {
    return [...this.head(name, { bytes: bytes.length, sum: crc32(bytes) }, day), bytes];
  }

  /**
   * The head of a file whose bytes follow, as many as were said and with that check sum: for what is too large for memory.
   * @throws RangeError where the ZIP becomes too large for its kind
   */
  head(name: string, { bytes, sum }: { bytes: number; sum: number }, day: string): Buffer[] {
    const label = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(VERSION, 0);
    about.writeUInt16LE(FLAGS, 2);
    about.writeUInt16LE(dayOf(day), 8);
    const end = this.written + 30 + label.length + bytes;
    if (this.list.length >= MOST_FILES || end > MOST_BYTES) throw new RangeError('too much for one ZIP');
    about.writeUInt32LE(sum, 10);
    about.writeUInt32LE(bytes, 14);
    about.writeUInt32LE(bytes, 18);
    about.writeUInt16LE(label.length, 22);
    // Of its own: a small buffer that is cut from a shared one keeps all 64 kB of that.
    const line = Buffer.alloc(46 + label.length);
    line.write('PK\x01\x02', 'latin1');
    line.writeUInt16LE(VERSION, 4);
    about.copy(line, 6);
    label.copy(line, 46);
    line.writeUInt32LE(this.written, 42);
    this.list.push(line);
    this.written = end;
    return [Buffer.from('PK\x03\x04', 'latin1'), about, label];
  }

  /** The list of all files, which ends it. */
  end(): Buffer {
    const list = Buffer.concat(this.list);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(this.list.length, 8);
    end.writeUInt16LE(this.list.length, 10);
    end.writeUInt32LE(list.length, 12);
    end.writeUInt32LE(this.written, 16);
    return Buffer.concat([list, end]);
  }
}

/** A day as MS-DOS wrote it; the hour is midnight. */
function dayOf(day: string): number {
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  return ((year - 1980) << 9) | (month << 5) | date;
}
