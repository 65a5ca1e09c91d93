import { XLSX_LIMITS } from './limits.js';
import { FileError } from './row-error.js';
import { readXml, type XmlHandler } from './xlsx-xml.js';

const BLOCK = 1024 * 1024;

/**
 * The shared strings of a workbook, kept as UTF-8 in blocks: a hostile table of millions of tiny strings costs little
 * more memory than its file, where JavaScript strings would cost ten times that.
 */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private used = BLOCK;
  private starts = new Uint32Array(1024);
  private lengths = new Uint32Array(1024);
  private count = 0;

  add(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (bytes > BLOCK) throw new FileError('xlsx_broken');
    if (this.used + bytes > BLOCK) {
      this.blocks.push(Buffer.allocUnsafeSlow(BLOCK));
      this.used = 0;
    }
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = (this.blocks.length - 1) * BLOCK + this.used;
    this.lengths[this.count] = bytes;
    this.blocks.at(-1)?.write(text, this.used);
    this.used += bytes;
    this.count += 1;
  }

  /** @throws FileError xlsx_broken where there is no such string */
  get(index: number): string {
    const start = this.starts[index];
    const length = this.lengths[index];
    if (!(index >= 0 && index < this.count) || start === undefined || length === undefined) {
      throw new FileError('xlsx_broken');
    }
    const at = start % BLOCK;
    return this.blocks[Math.floor(start / BLOCK)]?.toString('utf8', at, at + length) ?? '';
  }

  private grow(): void {
    const [starts, lengths] = [new Uint32Array(this.count * 2), new Uint32Array(this.count * 2)];
    starts.set(this.starts);
    lengths.set(this.lengths);
    [this.starts, this.lengths] = [starts, lengths];
  }
}

/** Excel writes characters that XML cannot hold as _x000D_. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Gathers the text of <t> inside <si>, without the phonetic hints that are not part of what is shown. */
class StringsHandler implements XmlHandler {
  private text_ = '';
  private inText = false;
  private inPhonetic = false;

  constructor(private readonly strings: SharedStrings) {}

  open(name: string): void {
    if (name === 'si') this.text_ = '';
    else if (name === 'rPh') this.inPhonetic = true;
    else if (name === 't') this.inText = !this.inPhonetic;
  }

  text(text: string): void {
    if (!this.inText) return;
    this.text_ += text;
    if (this.text_.length > BLOCK) throw new FileError('xlsx_broken');
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 'si') this.strings.add(decodeEscapes(this.text_));
  }
}

async function* limited(chunks: AsyncIterable<Buffer>, max: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > max) throw new FileError('xlsx_unpacked_too_large', { max: max / 1024 / 1024 });
    yield chunk;
  }
}

/** @throws FileError xlsx_unpacked_too_large, xlsx_broken */
export async function readSharedStrings(chunks: AsyncIterable<Buffer>): Promise<SharedStrings> {
  const strings = new SharedStrings();
  await readXml(limited(chunks, XLSX_LIMITS.sharedStringsBytes), new StringsHandler(strings));
  return strings;
}
