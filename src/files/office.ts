import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Readable } from 'node:stream';

/** Parts beyond which an archive is no document. */
const MOST_PARTS = 5_000;
/** Bytes of the part that says what a document is; they are counted while they are unpacked. */
const LARGEST_PART = 1024 * 1024;

/** The documents of offices, each with what says so inside: in [Content_Types].xml, or as the whole of `mimetype`. */
const KINDS = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
} as const;
export type OfficeKind = keyof typeof KINDS;

/** Parts that hold programs: macros and controls of Office, macros of LibreOffice. */
const PROGRAMS = /(^|\/)(vbaProject[^/]*\.bin|vbaData[^/]*\.xml|activeX)(\/|$)|^(Basic|Scripts)\//i;

/** The media type of a document. */
export function officeType(kind: OfficeKind): string {
  return KINDS[kind];
}

/** What an archive is: a document, one with programs in it, or something else. Nothing of it is unpacked to the disk. */
export async function officeKind(path: string): Promise<OfficeKind | 'programs' | null> {
  try {
    const zip = await yauzl.openPromise(path, { autoClose: false });
    try {
      return await judge(zip);
    } finally {
      zip.close();
    }
  } catch {
    // Broken, encrypted, or with names that lead out of it.
    return null;
  }
}

async function judge(zip: ZipFile): Promise<OfficeKind | 'programs' | null> {
  if (zip.entryCount > MOST_PARTS) return null;
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted() || parts.has(entry.fileName)) return null;
    parts.set(entry.fileName, entry);
  }
  if ([...parts.keys()].some((name) => PROGRAMS.test(name))) return 'programs';
  const types = await textOf(zip, parts.get('[Content_Types].xml'));
  if (types !== null) return ofOffice(types);
  const mimetype = await textOf(zip, parts.get('mimetype'));
  return kindWhere((kind) => mimetype?.trim() === officeType(kind));
}

function ofOffice(types: string): OfficeKind | 'programs' | null {
  if (/macroEnabled|vbaProject/i.test(types)) return 'programs';
  return kindWhere((kind) => types.includes(`${officeType(kind)}.main+xml`));
}

function kindWhere(fits: (kind: OfficeKind) => boolean): OfficeKind | null {
  return (Object.keys(KINDS) as OfficeKind[]).find(fits) ?? null;
}

async function textOf(zip: ZipFile, entry: Entry | undefined): Promise<string | null> {
  if (!entry) return null;
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > LARGEST_PART) throw new Error('too large for what it should be');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
