import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** An entry with everything that can be wrong about it. */
export interface HostileEntry {
  name: string | Buffer;
  content?: string | Buffer;
  /** Bit 0: encrypted. */
  flags?: number;
  method?: number;
  /** The kind and the rights on Unix. */
  mode?: number;
  /** What the archive says of its size, its check sum. */
  claims?: number;
  crc?: number;
  /** Bytes as they are packed, instead of the content. */
  packed?: Buffer;
}

interface Made {
  local: Buffer;
  line: Buffer;
}

function make(entry: HostileEntry, offset: number): Made {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content ?? 'x');
  const packed = entry.packed ?? (entry.method === 0 ? content : deflateRawSync(content));
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(0x800 | (entry.flags ?? 0), 2);
  about.writeUInt16LE(entry.method ?? 8, 4);
  about.writeUInt32LE(entry.crc ?? crc32(content), 10);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(entry.claims ?? content.length, 18);
  about.writeUInt16LE(name.length, 22);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, name, packed]),
    line: Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), about, rest, name]),
  };
}

/** A ZIP made by hand. */
export function hostileZip(entries: HostileEntry[]): Buffer {
  const locals: Buffer[] = [];
  const lines: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, line } = make(entry, offset);
    locals.push(local);
    lines.push(line);
    offset += local.length;
  }
  const list = Buffer.concat(lines);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

/** The same on the disk. @returns its path */
export function writeZip(path: string, entries: HostileEntry[]): string {
  writeFileSync(path, hostileZip(entries));
  return path;
}
