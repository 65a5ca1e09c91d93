import type { Column } from './columns.js';
import type { Columns, FileDefinition, ValuesOf } from './columns-file.js';
import { stripMark } from './formula.js';
import { columnLetter, headerKey, type TableRow, type TableSource } from './reader-source.js';
import { FileError, masked, reason, rowError, type Parsed, type RowError } from './row-error.js';

/** A good row, or a faulty one with everything that is wrong in it; `raw` is the cells as they stand in the file. */
export type ReadRow<V> =
  | { line: number; raw: string[]; values: V; errors?: undefined }
  | { line: number; raw: string[]; values?: undefined; errors: RowError[] };

/** The rows of a file as values, to be read once, and what its header told. */
export interface RowReading<V> extends AsyncIterable<ReadRow<V>> {
  /** columns of the file that this kind does not have: they are ignored, and to be reported */
  readonly unknownColumns: string[];
  /** columns of this kind that the file has: an absent one leaves alone what an empty one would clear */
  readonly presentColumns: string[];
}

/** A declared column and where it stands in this file; -1: nowhere. */
interface Place {
  name: string;
  column: Column<unknown>;
  index: number;
}

function placesOf(source: TableSource, columns: Columns): Place[] {
  const keys = source.header.map(headerKey);
  return Object.entries(columns).map(([name, column]) => ({ name, column, index: keys.indexOf(headerKey(name)) }));
}

function refuseMissing(places: Place[]): void {
  const missing = places.filter((place) => place.index < 0 && place.column.required).map((place) => place.name);
  if (missing.length > 0) {
    throw new FileError('missing_columns', {
      columns: missing.join(', '),
      known: places.map((p) => p.name).join(', '),
    });
  }
}

function parseCell(row: TableRow, place: Place): Parsed<unknown> {
  const fault = row.faults?.find((found) => found.index === place.index);
  if (fault) return { reason: fault.reason };
  return place.column.parse(stripMark(row.cells[place.index] ?? ''));
}

/** Values beyond the last named column: a comma that is not in quotes, or a cell under no heading. */
function overhang(row: TableRow, width: number): RowError[] {
  const index = row.cells.findIndex((cell, at) => at >= width && cell.trim() !== '');
  if (index < 0) return [];
  const column = columnLetter(index + 1);
  return [rowError(row.line, column, row.cells[index] ?? '', reason('too_many_cells', { column, columns: width }))];
}

function readRow<V>(row: TableRow, places: Place[], width: number): ReadRow<V> {
  const values: Record<string, unknown> = {};
  const errors = row.cells.length > width ? overhang(row, width) : [];
  for (const place of places) {
    const parsed = place.index < 0 ? { value: null } : parseCell(row, place);
    if ('value' in parsed) values[place.name] = parsed.value;
    else {
      const written = row.cells[place.index] ?? '';
      errors.push(rowError(row.line, place.name, place.column.secret ? masked(written) : written, parsed.reason));
    }
  }
  if (errors.length > 0) return { line: row.line, raw: row.cells, errors };
  // Every declared column has been parsed by itself: that is what V says, name by name.
  return { line: row.line, raw: row.cells, values: values as V };
}

/**
 * Reads the rows of a table as a kind of file: columns in any order, their names without regard to case.
 * @throws FileError missing_columns, at once
 */
export function readRows<C extends Columns>(source: TableSource, file: FileDefinition<C>): RowReading<ValuesOf<C>> {
  const places = placesOf(source, file.columns);
  refuseMissing(places);
  const known = new Set(places.map((place) => place.index));
  const width = source.header.length;
  return {
    unknownColumns: source.header.filter((_, index) => !known.has(index)),
    presentColumns: places.filter((place) => place.index >= 0).map((place) => place.name),
    async *[Symbol.asyncIterator]() {
      for await (const row of source.rows()) yield readRow<ValuesOf<C>>(row, places, width);
    },
  };
}
