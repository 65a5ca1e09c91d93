/** How much of a page is looked at for the place. */
export const LOOKED_AT = 64 * 1024;

/** What stands before the first element that does anything. */
const BEGINNING = /^\ufeff?(?:\s+|<!--[\s\S]*?-->|<\?[^>]*>|<!doctype[^>]*>|<html(?:\s[^>]*)?>|<head(?:\s[^>]*)?>)*/i;

/** A piece that goes into a page: behind so many bytes of it. */
export interface Insertion {
  at: number;
  bytes: Buffer;
}

/**
 * Where a script has to stand to run before any other of a page, and the bytes of it in the page's encoding. Encodings that
 * are not UTF-16 have the letters of HTML as ASCII.
 * @param head the beginning of the page, at most LOOKED_AT bytes @param tag in ASCII
 */
export function insertionInto(head: Buffer, tag: string): Insertion {
  const wide = wideOf(head);
  if (wide === null) {
    const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '\ufeff');
    const [before = ''] = BEGINNING.exec(text) ?? [];
    const mark = before.startsWith('\ufeff') ? 2 : 0;
    return { at: before.length + mark, bytes: Buffer.from(tag, 'latin1') };
  }
  const even = head.subarray(0, head.length - (head.length % 2));
  const text = (wide === 'be' ? Buffer.from(even).swap16() : even).toString('utf16le');
  const [before = ''] = BEGINNING.exec(text) ?? [];
  const bytes = Buffer.from(tag, 'utf16le');
  return { at: before.length * 2, bytes: wide === 'be' ? bytes.swap16() : bytes };
}

function wideOf(head: Buffer): 'le' | 'be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'be';
  return null;
}

/** The bytes of a page with a script in it, as they come. @param length of the page without it */
export async function withScript(
  page: AsyncIterable<Buffer>,
  tag: string,
): Promise<{ added: number; bytes: AsyncIterable<Buffer> }> {
  const pieces = page[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  for (let seen = 0; seen < LOOKED_AT;) {
    const next = await pieces.next();
    if (next.done === true) break;
    head.push(next.value);
    seen += next.value.length;
  }
  const beginning = Buffer.concat(head);
  const { at, bytes } = insertionInto(beginning.subarray(0, LOOKED_AT), tag);
  return { added: bytes.length, bytes: joined(beginning, at, bytes, pieces) };
}

async function* joined(
  beginning: Buffer,
  at: number,
  inserted: Buffer,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  yield beginning.subarray(0, at);
  yield inserted;
  yield beginning.subarray(at);
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
