import type { Permission } from '../web/permissions.js';
import type { Columns, FileDefinition, ValuesOf } from './columns-file.js';
import type { ImportReport } from './report.js';
import type { RowError } from './row-error.js';
import type { CsvValue } from './writer.js';

/** What a good row did. */
export type Outcome = 'inserted' | 'updated' | 'unchanged';

/** A row whose every column could be read. */
export interface GoodRow<V> {
  line: number;
  values: V;
}

/** What became of a row: an outcome, or why it was refused; a refused row must not have written anything. */
export type RowResult = { line: number; outcome: Outcome } | { line: number; errors: RowError[] };

/**
 * One file being brought in, inside one transaction. Rows come in batches in file order; a kind whose rows need each
 * other (places and their parents) keeps them until `finish`. Every row gets exactly one result.
 */
export interface ImportRun<V> {
  /**
   * A row that could not be read, for a kind whose rows need each other: what hangs on it is not missing but faulty.
   * @param cell what is written in a column of it
   */
  unread?(line: number, cell: (column: string) => string): void;
  take(rows: GoodRow<V>[]): Promise<RowResult[]>;
  finish?(): Promise<RowResult[]>;
}

/** A kind of file that can be brought in; features register theirs with the FileRegistry. */
export interface Importer<C extends Columns = Columns> {
  readonly file: FileDefinition<C>;
  readonly permission: Permission;
  /** @param present the columns that the file has: an absent one leaves alone what an empty one would clear */
  begin(present: ReadonlySet<string>): Promise<ImportRun<ValuesOf<C>>>;
}

/** A kind of file that can be written out: importing it into an empty database gives the same records. */
export interface Exporter {
  readonly kind: string;
  readonly header: readonly string[];
  /** Rows in a fixed order, read page by page. */
  rows(): AsyncIterable<readonly CsvValue[]>;
}

/** Size of a batch of rows: one set of queries for its references, one insert for its new rows. */
export const BATCH = 500;

/** What a file that is one document (a plan) takes beside its path. */
export interface DocumentOptions {
  dryRun?: boolean;
}

/** A kind of file that is one document and no table; it makes and ends its own transaction. */
export interface DocumentFile {
  readonly kind: string;
  readonly permission: Permission;
  /** The `rejected` of the report name the place in the document as their column. */
  import(path: string, options: DocumentOptions): Promise<ImportReport>;
  /** The documents there are, by file name without ending: `plan`, and `plan-CODE` for the second and further ones. */
  export(): AsyncIterable<{ name: string; text: string }>;
}
