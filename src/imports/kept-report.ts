import type { ImportReport } from '../interchange/report.js';

/** Errors of values that a page may list; the file of the faulty rows has them all. */
export const MOST_KEPT = 2000;
/** Of the 64 kB of the column, what errors, names of columns and the rows to look at may take (MariaDB counts bytes). */
const MOST_BYTES = 60_000;
const MOST_COLUMNS = 50;
const MOST_OF_A_NAME = 60;
const MOST_OF_A_CELL = 60;

/** A report as JSON that fits its column: the first errors, as many as there is room for. */
export function keptReport(report: ImportReport): string {
  const unknown_columns = report.unknown_columns.slice(0, MOST_COLUMNS).map((name) => name.slice(0, MOST_OF_A_NAME));
  const preview = report.preview && {
    ...report.preview,
    rows: report.preview.rows.map(({ line, cells }) => ({ line, cells: cells.map(shortened) })),
  };
  let room = MOST_BYTES - Buffer.byteLength(JSON.stringify({ unknown_columns, preview }));
  const rejected = report.rejected.slice(0, MOST_KEPT).filter((error) => {
    room -= Buffer.byteLength(JSON.stringify(error)) + 1;
    return room >= 0;
  });
  return JSON.stringify({ ...report, unknown_columns, preview, rejected });
}

const shortened = (cell: string): string =>
  cell.length > MOST_OF_A_CELL ? `${[...cell.slice(0, MOST_OF_A_CELL)].slice(0, -1).join('')}…` : cell;
