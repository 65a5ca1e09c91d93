import { csvRows, detectDelimiter } from './csv.js';
import { CSV_LIMITS } from './limits.js';
import { sniff } from './reader-sniff.js';
import { tableFrom, type TableSource } from './reader-source.js';
import { xlsxRows } from './xlsx.js';

export type { TableRow, TableSource } from './reader-source.js';
export { readRows, type ReadRow, type RowReading } from './reader-rows.js';

export interface OpenOptions {
  /** the largest CSV file accepted, in bytes; 100 MB unless told */
  maxCsvBytes?: number;
  /** the most rows of a CSV file; 2 million unless told */
  maxCsvRows?: number;
}

/**
 * Opens a table for one reading, whatever its name says: by its content it is XLSX (first visible sheet) or CSV.
 * @param path where the file lies
 * @param originalName how its owner calls it, for the sentences: the path may be a temporary one
 * @throws FileError with a sentence that says what to change (interchange.md "Files", trust.md section 6)
 */
export async function openTable(path: string, originalName: string, options: OpenOptions = {}): Promise<TableSource> {
  const { kind, bytes, skip, head } = await sniff(path, originalName, options.maxCsvBytes);
  if (kind === 'xlsx') return tableFrom(await xlsxRows(path));
  const maxRows = options.maxCsvRows ?? CSV_LIMITS.rows;
  return tableFrom(csvRows({ path, bytes, skip, delimiter: detectDelimiter(head), maxRows }));
}
