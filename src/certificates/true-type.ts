/** Bits of a part of a composed glyph (OpenType, "glyf"). */
const WORDS = 0x0001;
const SCALE = 0x0008;
const MORE = 0x0020;
const TWO_SCALES = 0x0040;
const MATRIX = 0x0080;
const INSTRUCTIONS = 0x0100;

/** A TrueType file, as far as parts of it are made into smaller ones: fontkit does the same, 10 times slower. */
export class TrueType {
  private readonly tables = new Map<string, Buffer>();
  private readonly outlines = new Map<number, Outline>();
  private readonly longOffsets: boolean;
  private readonly metrics: number;

  constructor(file: Buffer) {
    const count = file.readUInt16BE(4);
    for (let index = 0; index < count; index += 1) {
      const at = 12 + 16 * index;
      const start = file.readUInt32BE(at + 8);
      this.tables.set(file.toString('latin1', at, at + 4), file.subarray(start, start + file.readUInt32BE(at + 12)));
    }
    this.longOffsets = this.table('head').readInt16BE(50) === 1;
    this.metrics = this.table('hhea').readUInt16BE(34);
  }

  table(name: string): Buffer {
    const found = this.tables.get(name);
    if (!found) throw new Error(`the typeface has no table ${name}`);
    return found;
  }

  /** The outline of a glyph without its hints for coarse screens, which would need programs of the whole file. */
  outline(id: number): Outline {
    let found = this.outlines.get(id);
    if (!found) this.outlines.set(id, (found = withoutHints(this.table('glyf').subarray(...this.range(id)))));
    return found;
  }

  /** Its width and the space left of it, as four bytes. */
  metric(id: number): Buffer {
    const table = this.table('hmtx');
    if (id < this.metrics) return table.subarray(4 * id, 4 * id + 4);
    const last = table.subarray(4 * this.metrics - 4, 4 * this.metrics - 2);
    const at = 4 * this.metrics + 2 * (id - this.metrics);
    return Buffer.concat([last, table.subarray(at, at + 2)]);
  }

  private range(id: number): [number, number] {
    const loca = this.table('loca');
    if (this.longOffsets) return [loca.readUInt32BE(4 * id), loca.readUInt32BE(4 * id + 4)];
    return [2 * loca.readUInt16BE(2 * id), 2 * loca.readUInt16BE(2 * id + 2)];
  }
}

/** The bytes of a glyph; `parts`: where in them it names other glyphs of which it is composed. */
interface Outline {
  bytes: Buffer;
  parts: number[];
}

function withoutHints(glyph: Buffer): Outline {
  if (glyph.length === 0) return { bytes: glyph, parts: [] };
  const contours = glyph.readInt16BE(0);
  if (contours < 0) return composed(Buffer.from(glyph));
  const at = 10 + 2 * contours;
  const hints = glyph.readUInt16BE(at);
  return { bytes: Buffer.concat([glyph.subarray(0, at), Buffer.alloc(2), glyph.subarray(at + 2 + hints)]), parts: [] };
}

function composed(glyph: Buffer): Outline {
  const parts: number[] = [];
  let at = 10;
  for (let more = true; more;) {
    const flags = glyph.readUInt16BE(at);
    glyph.writeUInt16BE(flags & ~INSTRUCTIONS, at);
    parts.push(at + 2);
    at += 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0);
    more = (flags & MORE) !== 0;
  }
  return { bytes: glyph.subarray(0, at), parts };
}

/** The glyphs that one document shows, numbered anew, as a typeface of their own: what PDFKit asks a subset for. */
export class Subset {
  private readonly glyphs: number[] = [];
  private readonly numbers = new Map<number, number>();

  constructor(private readonly whole: TrueType) {
    this.includeGlyph(0);
  }

  /** Its number here. */
  includeGlyph(id: number): number {
    let number = this.numbers.get(id);
    if (number === undefined) {
      number = this.glyphs.push(id) - 1;
      this.numbers.set(id, number);
    }
    return number;
  }

  /** The file: outlines, widths, and the heads that say how many there are. */
  encode(): Buffer {
    const outlines: Buffer[] = [];
    const offsets = [0];
    // Parts of composed glyphs come in behind while we go.
    for (let index = 0; index < this.glyphs.length; index += 1) {
      const bytes = this.renumbered(this.glyphs[index] ?? 0);
      outlines.push(bytes, Buffer.alloc(-bytes.length & 3));
      offsets.push((offsets.at(-1) ?? 0) + ((bytes.length + 3) & ~3));
    }
    const loca = Buffer.alloc(4 * offsets.length);
    offsets.forEach((offset, index) => loca.writeUInt32BE(offset, 4 * index));
    const head = Buffer.from(this.whole.table('head'));
    head.writeUInt32BE(0, 8);
    head.writeInt16BE(1, 50);
    return file([
      ['glyf', Buffer.concat(outlines)],
      ['head', head],
      ['hhea', this.counted('hhea', 34)],
      ['hmtx', Buffer.concat(this.glyphs.map((id) => this.whole.metric(id)))],
      ['loca', loca],
      ['maxp', this.counted('maxp', 4)],
    ]);
  }

  private renumbered(id: number): Buffer {
    const { bytes, parts } = this.whole.outline(id);
    if (parts.length === 0) return bytes;
    const copy = Buffer.from(bytes);
    for (const at of parts) copy.writeUInt16BE(this.includeGlyph(bytes.readUInt16BE(at)), at);
    return copy;
  }

  private counted(name: string, at: number): Buffer {
    const copy = Buffer.from(this.whole.table(name));
    copy.writeUInt16BE(this.glyphs.length, at);
    return copy;
  }
}

/** Tables in the order of their names as a file with its directory. */
function file(tables: readonly [name: string, bytes: Buffer][]): Buffer {
  const directory = Buffer.alloc(12 + 16 * tables.length);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(16 * power, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE(16 * (tables.length - power), 10);
  const pieces = [directory];
  let start = directory.length;
  for (const [index, [name, bytes]] of tables.entries()) {
    const padded = Buffer.alloc((bytes.length + 3) & ~3);
    bytes.copy(padded);
    const at = 12 + 16 * index;
    directory.write(name, at, 'latin1');
    directory.writeUInt32BE(checksum(padded), at + 4);
    directory.writeUInt32BE(start, at + 8);
    directory.writeUInt32BE(bytes.length, at + 12);
    pieces.push(padded);
    start += padded.length;
  }
  const whole = Buffer.concat(pieces);
  const head = tables.findIndex(([name]) => name === 'head');
  const offset = directory.readUInt32BE(12 + 16 * head + 8);
  whole.writeUInt32BE((0xb1b0afba - checksum(whole)) >>> 0, offset + 8);
  return whole;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
