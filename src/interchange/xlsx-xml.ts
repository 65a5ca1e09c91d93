import { FileError } from './row-error.js';

/** Told of each element as it passes; names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  text?(text: string): void;
  close?(name: string): void;
}

// No tag of a workbook is near this long: whatever is longer is no workbook, and must not be gathered.
const LONGEST_TAG = 64 * 1024;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  if (!(code <= 0x10ffff)) throw new FileError('xlsx_broken');
  return String.fromCodePoint(code);
}

/** The five entities of XML and character numbers; no others exist, as a document type is refused. */
export function decodeXml(text: string): string {
  return text.includes('&') ? text.replaceAll(/&(#x[0-9a-f]{1,8}|#\d{1,8}|[a-z]{2,4});/gi, decodeEntity) : text;
}

/** The attributes of a tag by local name. Repetitions are bounded: a hostile tag costs no more than its length. */
export function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/([\w.-]{1,64})\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)')/g)) {
    found.set(match[1] ?? '', decodeXml(match[2] ?? match[3] ?? ''));
  }
  return found;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Where the tag that begins at `start` ends; `>` may stand inside a quoted attribute. -1: not yet here. */
function tagEnd(text: string, start: number): number {
  const end = text.indexOf('>', start);
  const quote = text.indexOf('"', start);
  const apostrophe = text.indexOf("'", start);
  if (end < 0 || ((quote < 0 || quote > end) && (apostrophe < 0 || apostrophe > end))) return end;
  const tag = /<(?:[^>"']|"[^"]*"|'[^']*')*>/y;
  tag.lastIndex = start;
  return tag.test(text) ? tag.lastIndex - 1 : -1;
}

/**
 * A small streaming reader of the XML that workbooks are made of: elements, attributes, text, CDATA. Comments and
 * instructions are passed over; a document type is refused, so nothing is ever expanded or fetched.
 */
export class XmlReader {
  private rest = '';
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  constructor(private readonly handler: XmlHandler) {}

  /** @throws FileError xlsx_broken, xlsx_dtd */
  write(chunk: Uint8Array): void {
    let text: string;
    try {
      text = this.decoder.decode(chunk, { stream: true });
    } catch {
      throw new FileError('xlsx_broken');
    }
    this.rest = this.consume(this.rest + text);
    if (this.rest.length > LONGEST_TAG) throw new FileError('xlsx_broken');
  }

  end(): void {
    if (this.rest.includes('<')) throw new FileError('xlsx_broken');
  }

  private consume(text: string): string {
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag !== at) at = this.passText(text, at, tag);
      if (tag < 0) return text.slice(at);
      const after = this.passTag(text, tag);
      if (after < 0) return text.slice(tag);
      at = after;
    }
  }

  /** Hands on text; at the end of a chunk an entity may be cut in two, and waits. */
  private passText(text: string, from: number, tag: number): number {
    let to = tag;
    if (tag < 0) {
      const entity = text.lastIndexOf('&');
      to = entity >= from && text.length - entity < 12 ? entity : text.length;
    }
    if (to > from) this.handler.text?.(decodeXml(text.slice(from, to)));
    return to;
  }

  private passTag(text: string, start: number): number {
    const kind = text[start + 1];
    if (kind === undefined) return -1;
    if (kind === '!') return this.passDeclaration(text, start);
    if (kind === '?') return afterMark(text, '?>', start);
    const end = tagEnd(text, start);
    if (end < 0) return -1;
    if (kind === '/') this.handler.close?.(localName(text.slice(start + 2, end).trimEnd()));
    else this.passOpening(text.slice(start + 1, end));
    return end + 1;
  }

  private passOpening(tag: string): void {
    const empty = tag.endsWith('/');
    const element = empty ? tag.slice(0, -1) : tag;
    const space = element.search(/\s/);
    const name = localName(space < 0 ? element : element.slice(0, space));
    this.handler.open(name, space < 0 ? '' : element.slice(space));
    if (empty) this.handler.close?.(name);
  }

  private passDeclaration(text: string, start: number): number {
    if (text.length < start + 9) return -1;
    if (text.startsWith('<!--', start)) return afterMark(text, '-->', start + 4);
    if (!text.startsWith('<![CDATA[', start)) throw new FileError('xlsx_dtd');
    const after = afterMark(text, ']]>', start);
    if (after >= 0) this.handler.text?.(text.slice(start + 9, after - 3));
    return after;
  }
}

function afterMark(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

/** Reads a whole part through a handler. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const reader = new XmlReader(handler);
  for await (const chunk of chunks) reader.write(chunk);
  reader.end();
}
