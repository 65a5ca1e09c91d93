import { DomainError } from '../errors.js';

/** Bytes of the name of a file or of one folder, in UTF-8. */
const LONGEST_PART = 200;
/** Letters of a name that a message shows. */
const SHOWN = 120;

/** A name as it stands in a ZIP. */
export interface NameInZip {
  /** In composed letters, without the `/` at the end of a folder. */
  name: string;
  isFolder: boolean;
}

/**
 * Judges the name of an entry: relative, downwards, readable on every system.
 * @param raw as it stands in the archive @param depth how many folders may be in one another, the file counted
 * @throws DomainError files.zip.name, files.zip.name_letters, files.zip.name_long, files.zip.too_deep
 */
export function nameInZip(raw: Buffer, depth: number): NameInZip {
  const written = decoded(raw);
  const isFolder = written.endsWith('/');
  const name = (isFolder ? written.slice(0, -1) : written).normalize('NFC');
  const parts = name.split('/');
  if (!parts.every(isPlain) || /^[a-z]:/i.test(name)) throw new DomainError('files.zip.name', shown(name));
  if (parts.length > depth) throw new DomainError('files.zip.too_deep', { ...shown(name), most: depth });
  if (parts.some((part) => Buffer.byteLength(part) > LONGEST_PART)) {
    throw new DomainError('files.zip.name_long', { ...shown(name), most: LONGEST_PART });
  }
  return { name, isFolder };
}

/** One spelling for names that are the same on a disk which ignores case. */
export function oneSpelling(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase();
}

/** A name for a message: without what would disturb the line, and not longer than a line. */
export function shownPath(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
  return plain.length > SHOWN ? `${plain.slice(0, SHOWN)}…` : plain;
}

/** Names are UTF-8, whether the archive says so or not; old code pages would make other names of them. */
function decoded(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new DomainError('files.zip.name_letters', shown(raw.toString('latin1')));
  }
}

/** Neither nothing nor `.` nor `..`, no backslash, no control character and nothing that turns the line round. */
function isPlain(part: string): boolean {
  return (
    part !== '' && part !== '.' && part !== '..' && !/[\\\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(part)
  );
}

const shown = (name: string): { name: string } => ({ name: shownPath(name) });
