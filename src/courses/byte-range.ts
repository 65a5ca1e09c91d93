/** What of a file is asked for: the first and the last byte. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a Range header (RFC 9110, section 14).
 * @param size of the file in bytes
 * @returns the range; `whole` where there is none, where it cannot be read, or where several are asked for at once, which a
 * server may leave aside; `beyond` where nothing of it is in the file
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'whole' | 'beyond' {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'beyond' : { start: size - count, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  if (start >= size) return 'beyond';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
