import { XLSX_LIMITS } from './limits.js';
import type { RowStream, TableRow } from './reader-source.js';
import { FileError } from './row-error.js';
import { MergeScan } from './xlsx-merges.js';
import { SheetHandler, type SheetContext } from './xlsx-sheet.js';
import { readSharedStrings, SharedStrings } from './xlsx-strings.js';
import { readStyles } from './xlsx-styles.js';
import { findParts, type WorkbookParts } from './xlsx-workbook.js';
import { XmlReader } from './xlsx-xml.js';
import { Archive } from './xlsx-zip.js';

/** What a workbook may not have in it, whatever it is for (trust.md section 6). */
function refuseActiveContent(names: string[]): void {
  for (const name of names) {
    if (/vbaProject[^/]*\.bin$|\/macrosheets\//i.test(name)) throw new FileError('xlsx_macros');
    if (/\/externalLinks\//i.test(name)) throw new FileError('xlsx_external');
  }
}

async function contextOf(archive: Archive, parts: WorkbookParts): Promise<SheetContext> {
  const { strings, styles, since1904 } = parts;
  return {
    strings: strings ? await readSharedStrings(archive.chunks(strings)) : new SharedStrings(),
    formats: styles ? await readStyles(archive.chunks(styles)) : [],
    since1904,
  };
}

interface Progress {
  read: number;
}

async function* sheetRows(archive: Archive, part: string, context: SheetContext, progress: Progress) {
  const handler = new SheetHandler(context);
  const reader = new XmlReader(handler);
  try {
    for await (const chunk of archive.chunks(part)) {
      progress.read += chunk.length;
      reader.write(chunk);
      yield* handler.rows;
      handler.rows = [];
    }
    reader.end();
  } finally {
    archive.close();
  }
}

async function openWorkbook(archive: Archive): Promise<RowStream> {
  if (!archive.has('xl/workbook.xml') && !archive.has('[Content_Types].xml')) throw new FileError('archive');
  refuseActiveContent(archive.names());
  const parts = await findParts(archive, XLSX_LIMITS.smallPartBytes);
  const merges = new MergeScan();
  await archive.inspect((name, chunk) => {
    if (name === parts.sheet) merges.look(chunk);
  });
  const context = await contextOf(archive, parts);
  const progress = { read: 0 };
  const rows: AsyncGenerator<TableRow, void> = sheetRows(archive, parts.sheet, context, progress);
  return {
    rows,
    bytes: archive.claimedSize(parts.sheet),
    bytesRead: () => progress.read,
    close: async () => {
      await rows.return();
      archive.close();
    },
    checkHeader: (line) => merges.refuseIn(line),
  };
}

/**
 * The rows of the first visible sheet, header first, read as they are asked for: only its shared strings are in memory.
 * Everything in the file has been looked through before the first row is given.
 * @throws FileError archive, encrypted, xlsx_*
 */
export async function xlsxRows(path: string): Promise<RowStream> {
  const archive = await Archive.open(path);
  try {
    return await openWorkbook(archive);
  } catch (error) {
    archive.close();
    throw error;
  }
}
