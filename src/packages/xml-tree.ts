import { late } from '../config/late.js';
import { DomainError } from '../errors.js';

/** An element; attributes are named without their prefix, except `xml:base`. */
export interface XmlElement {
  name: string;
  /** Its namespace; empty: none. */
  space: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

/** What a document that describes a package may be at most. */
export const XML_LIMITS = { bytes: 2 * 1024 * 1024, depth: 60, elements: 60_000 } as const;

/** Encodings in which authoring tools have written, by the names that documents give them. */
const ENCODINGS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'windows-1252', 'windows-1258']);

/**
 * A small XML document as a tree. A DTD is refused, so there are no entities but the five of XML itself.
 * @throws DomainError `packages.xml_*` where it is too large, too deep, in an unknown encoding, or no XML
 */
export function xmlTree(bytes: Uint8Array): XmlElement {
  if (bytes.length > XML_LIMITS.bytes) throw new DomainError('packages.xml_large', { megabytes: 2 });
  const text = decoded(bytes);
  const builder = new Builder();
  const parser = new (late.saxes().SaxesParser)({ xmlns: true });
  parser.on('error', ({ message }) => {
    throw new DomainError('packages.xml_broken', { line: parser.line, detail: message.replace(/^\d+:\d+: /, '') });
  });
  parser.on('doctype', () => {
    throw new DomainError('packages.xml_doctype');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const named = Object.values(attributes).sort((a, b) => b.prefix.length - a.prefix.length);
    // One without a prefix wins over another of the same name.
    builder.open(local, uri, new Map(named.map((each) => [attributeName(each), each.value])));
  });
  parser.on('text', (piece) => builder.text(piece));
  parser.on('cdata', (piece) => builder.text(piece));
  parser.on('closetag', () => builder.close());
  parser.write(text).close();
  if (!builder.root) throw new DomainError('packages.xml_broken', { line: 1, detail: 'no element' });
  return builder.root;
}

function attributeName({ prefix, local }: { prefix: string; local: string }): string {
  return prefix === 'xml' ? `xml:${local}` : local;
}

class Builder {
  root: XmlElement | null = null;
  private readonly inside: XmlElement[] = [];
  private elements = 0;

  open(name: string, space: string, attributes: ReadonlyMap<string, string>): void {
    this.elements += 1;
    if (this.elements > XML_LIMITS.elements || this.inside.length >= XML_LIMITS.depth) {
      throw new DomainError('packages.xml_deep');
    }
    const element = { name, space, attributes, children: [], text: '' };
    const parent = this.inside.at(-1);
    if (parent) parent.children.push(element);
    else this.root ??= element;
    this.inside.push(element);
  }

  text(piece: string): void {
    const element = this.inside.at(-1);
    if (element) element.text += piece;
  }

  close(): void {
    this.inside.pop();
  }
}

/** The text by its byte order mark, else by what it declares, else UTF-8. */
function decoded(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('packages.xml_encoding', { encoding });
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb) return 'utf-8';
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const [, declared = 'utf-8'] = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]{1,40})["']/i.exec(head) ?? [];
  if (ENCODINGS.has(declared.toLowerCase())) return declared.toLowerCase();
  throw new DomainError('packages.xml_encoding', { encoding: declared });
}

/** The first child of a name, whatever its namespace: authoring tools differ in that. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Every element of a tree, the root first. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  yield root;
  for (const child of root.children) yield* elementsOf(child);
}
