const KB = 1024;
const MB = 1024 * KB;

/** The most columns a table may have, of either kind. */
export const MAX_COLUMNS = 200;

/** The longest field and the longest row, in bytes of UTF-8, of either kind of table. */
export const MAX_FIELD_BYTES = 8 * KB;
export const MAX_ROW_BYTES = 64 * KB;

/** Limits of a CSV file. They are documented for users in docs/interchange.md and held by test/interchange/csv.spec.ts. */
export const CSV_LIMITS = {
  /** the whole file; `openTable` may be given another */
  bytes: 100 * MB,
  /** likewise */
  rows: 2_000_000,
} as const;

/** Limits of an XLSX file; what is unpacked is counted while it is inflated, never believed from the file's own figures. */
export const XLSX_LIMITS = {
  packedBytes: 50 * MB,
  unpackedBytes: 300 * MB,
  entries: 2_000,
  /** unpacked : packed of one part, looked at once the part is larger than `ratioFrom` */
  ratio: 200,
  ratioFrom: MB,
  sharedStringsBytes: 100 * MB,
  /** workbook, relations: they are read whole */
  smallPartBytes: 2 * MB,
  /** what the format itself allows: a reference beyond it is forged */
  rows: 1_048_576,
  columns: 16_384,
} as const;
