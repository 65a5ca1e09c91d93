import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../errors.js';
import { openSafeZip, type SafeZip, ZIP_LIMITS } from '../files/safe-zip.js';
import { COURSE_FILE } from './course-file.js';

/** A course as files, wherever they are: names with `/`, in composed letters. */
export interface CourseSource {
  /** All files, in the order of their names. */
  names(): string[];
  /** How many bytes a file has, as far as is known before it is read. */
  bytes(name: string): number;
  /** A file of text. @returns null where it is longer than `limit` bytes, or is no UTF-8 */
  text(name: string, limit: number): Promise<string | null>;
  stream(name: string): AsyncIterable<Uint8Array>;
}

/** What systems leave in folders and ZIP files, and git. */
const LITTER = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

/** One that is open until it is closed. */
export interface OpenCourse extends CourseSource {
  close(): void;
}

/** A folder, or a ZIP by its ending. @throws DomainError as both do */
export async function openCourse(path: string): Promise<OpenCourse> {
  if (!/\.zip$/i.test(path)) return { ...(await folderSource(path)), close: () => undefined };
  const zip = await openSafeZip(path);
  return { ...zipSource(zip), close: () => zip.close() };
}

/**
 * A folder on the disk. Links are not followed: what is outside of the folder stays there.
 * @throws DomainError courses.no_folder; courses.folder_link where something is neither a file nor a folder; files.zip.too_many
 */
export async function folderSource(folder: string): Promise<CourseSource> {
  const files = new Map<string, { path: string; bytes: number }>();
  await collect(folder, '', files);
  return sourceOf(
    new Map([...files].map(([name, { bytes }]) => [name, bytes])),
    (name) => createReadStream(files.get(name)?.path ?? '') as AsyncIterable<Uint8Array>,
  );
}

/** A ZIP. Where all of it lies in one folder, that folder is the course. */
export function zipSource(zip: SafeZip): CourseSource {
  const entries = zip.entries.filter(({ name }) => !LITTER.test(name));
  const inside = topFolder(entries.map(({ name }) => name));
  const files = new Map(entries.map(({ name, bytes }) => [name.slice(inside.length), bytes]));
  return sourceOf(files, (name) => zip.read(`${inside}${name}`));
}

function sourceOf(files: ReadonlyMap<string, number>, stream: CourseSource['stream']): CourseSource {
  const names = [...files.keys()].sort((one, two) => (one < two ? -1 : 1));
  return {
    names: () => names,
    bytes: (name) => files.get(name) ?? 0,
    stream,
    text: (name, limit) => textOf(stream(name), limit),
  };
}

function topFolder(names: readonly string[]): string {
  if (names.includes(COURSE_FILE)) return '';
  const [first = ''] = names;
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/') + 1) : '';
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}

async function collect(
  folder: string,
  inside: string,
  files: Map<string, { path: string; bytes: number }>,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new DomainError('courses.no_folder', { folder });
  });
  for (const entry of entries) {
    const name = `${inside}${entry.name}`.normalize('NFC');
    const path = join(folder, entry.name);
    if (LITTER.test(name)) continue;
    if (entry.isDirectory()) await collect(path, `${name}/`, files);
    else if (entry.isFile()) files.set(name, { path, bytes: (await lstat(path)).size });
    else throw new DomainError('courses.folder_link', { name });
    if (files.size > ZIP_LIMITS.entries) throw new DomainError('files.zip.too_many', { most: ZIP_LIMITS.entries });
  }
}

async function textOf(stream: AsyncIterable<Uint8Array>, limit: number): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > limit) return null;
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    return null;
  }
}
