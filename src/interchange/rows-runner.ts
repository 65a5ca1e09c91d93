import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database/database.js';
import { DomainError, type FieldError, InvalidFields } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { translate } from '../i18n/translate.js';
import { actor } from '../web/actor.js';
import type { FileDefinition } from './columns-file.js';
import { neutralise } from './formula.js';
import type { TableRow, TableSource } from './reader.js';
import { FileRegistry } from './registry.js';
import { emptyReport } from './report.js';
import type { RowError } from './row-error.js';
import { TableImport } from './table-import.js';

/** Most rows of one post: more than that is a file. */
export const MOST_ROWS = 5000;

/** What a program reads back: the report of an import, its reasons as sentences; `line` is the row's number from 1. */
export interface RowsReport {
  kind: string;
  rows: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: { line: number; column: string; value: string; reason: string }[];
}

export interface RowsOptions {
  /** Keep the good rows although others are faulty. */
  partial?: boolean;
}

/** What stands before the columns of the first row where faults are told. */
const FIRST_ROW = 'rows.1.';

/** A row as JSON gives it: text, numbers, truth values; null and absent are an empty cell. */
export type JsonRow = Record<string, unknown>;

/** The body of a post of rows of this kind of file: the columns as in the file, the required ones required. */
export function rowsBody(file: Pick<FileDefinition, 'columns'>) {
  const cell = z.union([z.string(), z.number(), z.boolean()]);
  const shape = Object.fromEntries(
    Object.entries(file.columns).map(([name, { required }]) => [name, required ? cell : cell.nullable().optional()]),
  );
  return z.strictObject({
    rows: z.array(z.strictObject(shape)).min(1).max(MOST_ROWS),
    partial: z.boolean().default(false),
  });
}

/** Brings in rows that a program posts, by the same rules as a file of the same kind. */
@Injectable()
export class RowsRunner {
  constructor(
    private readonly database: Database,
    private readonly registry: FileRegistry,
    private readonly events: EventLog,
  ) {}

  /**
   * All rows or none, in one transaction, or with `partial` exactly the good ones. A column that no row names is left
   * alone; where some rows name it, an absent value is an empty one.
   * @throws InvalidFields with every faulty value as `rows.<line>.<column>` (not with `partial`); nothing is then saved,
   * also where the caller's own transaction goes on around this one
   */
  async run(kind: string, rows: readonly JsonRow[], options: RowsOptions = {}): Promise<RowsReport> {
    const importer = this.registry.importer(kind);
    if (!importer) throw new DomainError('import.unknown_kind', { kind });
    return this.database.transaction(async () => {
      const report = emptyReport(kind);
      await new TableImport(importer, report).read(tableOf(rows));
      // What follows from the rows may refuse them: the refusal belongs to this call.
      await this.database.flush();
      const { inserted, updated, unchanged, faulty_rows, rejected } = report;
      if (rejected.length > 0 && options.partial !== true) throw new InvalidFields(rejected.map(fieldError));
      const counts = { rows: rows.length, inserted, updated, unchanged };
      await this.events.record({ kind: `import.${kind}`, detail: { ...counts, faulty_rows } });
      return { kind, ...counts, rejected: rejected.map(asSentence) };
    });
  }

  /** One row that a person entered. @throws InvalidFields with every faulty value by the name of its column */
  async one(kind: string, row: JsonRow): Promise<RowsReport> {
    try {
      return await this.run(kind, [row]);
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      throw new InvalidFields(error.fields.map((fault) => ({ ...fault, field: fault.field.slice(FIRST_ROW.length) })));
    }
  }
}

/** The rows as a table: its header are the names that any of them has, its lines count from 1. */
function tableOf(rows: readonly JsonRow[]): TableSource {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    header,
    headerLine: 0,
    bytes: 0,
    bytesRead: () => 0,
    close: async () => undefined,
    async *rows(): AsyncGenerator<TableRow> {
      for (const [index, row] of rows.entries()) {
        yield { line: index + 1, cells: header.map((name) => cellOf(row[name])) };
      }
    },
  };
}

/** Text of a program is meant as it is: the mark that files put before formulas is put on, and taken off in reading. */
function cellOf(value: unknown): string {
  if (typeof value === 'string') return neutralise(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function fieldError({ line, column, reason }: RowError): FieldError {
  return { field: `rows.${line}.${column}`, key: `errors.${reason.key}`, params: reason.params };
}

function asSentence({ line, column, value, reason }: RowError): RowsReport['rejected'][number] {
  const locale = actor()?.locale ?? 'vi';
  return { line, column, value, reason: translate(locale, `errors.${reason.key}`, reason.params) };
}
