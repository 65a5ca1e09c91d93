import type { RowError } from './row-error.js';

/** What came of a file. After a refusal `inserted`, `updated` and `unchanged` are 0: nothing was saved. */
export interface ImportReport {
  kind: string;
  /** Rows of the file, without its header. */
  rows: number;
  inserted: number;
  updated: number;
  unchanged: number;
  /** Lines with at least one error; `rejected` may hold several errors of one line. */
  faulty_rows: number;
  rejected: RowError[];
  /** A refusal that belongs to no single row: what the whole would have made impossible. */
  refusal: { key: string; params: Record<string, string | number> } | null;
  unknown_columns: string[];
  /** What a document says it is, as a sentence; null for a table. */
  summary: { key: string; params: Record<string, string | number> } | null;
  /** The first good rows as they are recorded, where they were asked for. */
  preview: Preview | null;
  saved: boolean;
}

/** Rows to look at before they are saved: values as an export writes them, of a secret one only its end. */
export interface Preview {
  columns: string[];
  rows: { line: number; cells: string[] }[];
}

/** The report of a file of which nothing was read yet. */
export function emptyReport(kind: string): ImportReport {
  return {
    kind,
    rows: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    faulty_rows: 0,
    rejected: [],
    refusal: null,
    unknown_columns: [],
    summary: null,
    preview: null,
    saved: false,
  };
}
