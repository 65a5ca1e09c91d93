import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** Bytes of a file that are looked at to tell what it is. */
const LOOKED_AT = 4096;

/** What a file is by its first bytes; `text` may still turn out to be none. */
export type Content = 'jpeg' | 'png' | 'webp' | 'heif' | 'pdf' | 'zip' | 'markup' | 'text' | 'other';

const MAGIC: [Content, (head: Buffer) => boolean][] = [
  ['jpeg', (head) => starts(head, [0xff, 0xd8, 0xff])],
  ['png', (head) => starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['webp', (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP'],
  // HEIC as iPhones write it, and its relatives.
  ['heif', (head) => ascii(head, 4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1|avi[fs])/.test(ascii(head, 8, 12))],
  ['pdf', (head) => ascii(head, 0, 5) === '%PDF-'],
  ['zip', (head) => starts(head, [0x50, 0x4b, 0x03, 0x04])],
];

/** What a file is, whatever it is called. */
export async function contentOf(path: string): Promise<Content> {
  const head = await headOf(path);
  const known = MAGIC.find(([, fits]) => fits(head))?.[0];
  if (known) return known;
  if (head.length === 0 || !isTextual(head)) return 'other';
  // SVG, HTML and XML are text that a program obeys.
  return /^\ufeff?\s*</.test(head.toString('utf8')) ? 'markup' : 'text';
}

/** Whether a file is text from its beginning to its end: UTF-8 without control characters. */
export async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      if (!isTextual(piece)) return false;
      decoder.decode(piece, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes may stand in a text: no control characters but those that lay out lines. */
function isTextual(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c);
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function starts(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

function ascii(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, to);
}
