import { open, stat, type FileHandle } from 'node:fs/promises';
import { CSV_LIMITS, MAX_ROW_BYTES, XLSX_LIMITS } from './limits.js';
import { FileError } from './row-error.js';

/** What a file is by its first bytes; its name and ending are never believed. */
export interface Sniffed {
  kind: 'csv' | 'xlsx';
  bytes: number;
  /** bytes of the byte order mark: 0 or 3 */
  skip: number;
  /** the beginning, as text, where it is a CSV file */
  head: string;
}

const startsWith = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);
const isZip = (head: Buffer): boolean => startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6);
const isOle = (head: Buffer): boolean => startsWith(head, 0xd0, 0xcf, 0x11, 0xe0);
const isOtherArchive = (head: Buffer): boolean =>
  startsWith(head, 0x1f, 0x8b) || startsWith(head, 0x37, 0x7a, 0xbc, 0xaf) || startsWith(head, 0x52, 0x61, 0x72, 0x21);
/** A byte order mark of UTF-16, or its shape in the first letters of a header. */
const isUtf16 = (head: Buffer): boolean =>
  startsWith(head, 0xff, 0xfe) ||
  startsWith(head, 0xfe, 0xff) ||
  (head.length > 3 && (head[0] === 0) !== (head[1] === 0));

const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** Excel wraps a workbook with a password into the same old container as an .xls: only a name inside tells them apart. */
async function isEncryptedWorkbook(file: FileHandle, bytes: number): Promise<boolean> {
  for (const position of [0, Math.max(0, bytes - MAX_ROW_BYTES)]) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_ROW_BYTES), 0, MAX_ROW_BYTES, position);
    if (buffer.subarray(0, bytesRead).includes(ENCRYPTED)) return true;
  }
  return false;
}

async function refuseForeign(head: Buffer, file: FileHandle, bytes: number): Promise<void> {
  if (isOle(head)) throw new FileError((await isEncryptedWorkbook(file, bytes)) ? 'encrypted' : 'old_excel');
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') throw new FileError('pdf');
  if (isOtherArchive(head)) throw new FileError('archive');
  if (isUtf16(head)) throw new FileError('utf16');
  if (/^\s*(<[a-z!?]|[{[]\s*["{[\]}])/i.test(head.subarray(0, 200).toString('latin1'))) throw new FileError('markup');
}

function checkSize(bytes: number, max: number): void {
  if (bytes > max) throw new FileError('too_large', { max: Math.floor(max / 1024 / 1024) });
}

async function regularFileSize(path: string, file: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR' ? new FileError('not_found', { file }) : error;
  });
  if (!found.isFile()) throw new FileError('not_a_file', { file });
  return found.size;
}

async function readHead(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_ROW_BYTES), 0, MAX_ROW_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

/**
 * Looks at the size and the first bytes.
 * @param name how its owner calls the file, for the sentences: the path may be a temporary one
 * @param maxCsvBytes the largest CSV file accepted
 * @throws FileError not_found, not_a_file, empty, too_large, old_excel, encrypted, pdf, archive, utf16, markup
 */
export async function sniff(path: string, name: string, maxCsvBytes: number = CSV_LIMITS.bytes): Promise<Sniffed> {
  const bytes = await regularFileSize(path, name);
  if (bytes === 0) throw new FileError('empty');
  const file = await open(path, 'r');
  try {
    const head = await readHead(file);
    if (isZip(head)) {
      checkSize(bytes, XLSX_LIMITS.packedBytes);
      return { kind: 'xlsx', bytes, skip: 0, head: '' };
    }
    await refuseForeign(head, file, bytes);
    checkSize(bytes, maxCsvBytes);
    const skip = startsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
    return { kind: 'csv', bytes, skip, head: head.toString('utf8', skip) };
  } finally {
    await file.close();
  }
}
