import { DomainError, type ErrorParams } from '../errors.js';

/** Every reason for which a whole file is refused: each is the message key `errors.file.<name>`. */
export const FILE_FAULTS = [
  'not_found',
  'not_a_file',
  'empty',
  'too_large',
  'too_many_rows',
  'too_many_columns',
  'row_too_long',
  'field_too_long',
  'not_utf8',
  'utf16',
  'nul',
  'quote_not_closed',
  'stray_quote',
  'old_excel',
  'encrypted',
  'pdf',
  'markup',
  'archive',
  'xlsx_broken',
  'xlsx_macros',
  'xlsx_external',
  'xlsx_dtd',
  'xlsx_unpacked_too_large',
  'xlsx_no_sheet',
  'header_gap',
  'header_merged',
  'header_repeated',
  'missing_columns',
] as const;

/** Every reason for which a value or a row is refused by the file engine: `errors.row.<name>`. */
export const ROW_FAULTS = [
  'required',
  'too_long',
  'control_character',
  'line_break',
  'not_code',
  'not_date',
  'not_iso_date',
  'date_iso',
  'no_such_month',
  'no_such_day',
  'not_leap',
  'date_before',
  'date_after',
  'not_time',
  'not_integer',
  'not_decimal',
  'too_many_places',
  'too_small',
  'too_large',
  'not_bool',
  'not_one_of',
  'not_email',
  'not_phone',
  'phone_lost_zero',
  'not_national_id',
  'national_id_lost_zero',
  'cell_error',
  'formula_no_value',
  'too_many_cells',
] as const;

export type FileFault = (typeof FILE_FAULTS)[number];
export type RowFault = (typeof ROW_FAULTS)[number];

/** A message key under `errors.` with what fills its placeholders. */
export interface Reason {
  key: string;
  params: ErrorParams;
}

/** What is made of one cell: a value, or the reason why not. */
export type Parsed<T> = { value: T } | { reason: Reason };

/** One faulty value of a file: `line` counts from 1, the header's line; `value` is what was written there, shortened. */
export interface RowError {
  line: number;
  column: string;
  value: string;
  reason: Reason;
}

/** The whole file is refused; nothing of it has been used. */
export class FileError extends DomainError {
  constructor(fault: FileFault, params: ErrorParams = {}) {
    super(`file.${fault}`, params);
    this.name = 'FileError';
  }
}

/** A reason of this engine, for a value or a row. */
export function reason(fault: RowFault, params: ErrorParams = {}): Reason {
  return { key: `row.${fault}`, params };
}

const SHOWN_CHARACTERS = 200;

/** Of a value that must not be repeated, its end. */
export const masked = (value: string): string => (value.length > 3 ? `•••${value.slice(-3)}` : '•••');

/** A row error whose value is shortened, so that a list of thousands of them stays small. */
export function rowError(line: number, column: string, value: string, why: Reason): RowError {
  const shown = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
  return { line, column, value: shown, reason: why };
}
