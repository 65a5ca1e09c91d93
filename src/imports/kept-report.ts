import type { ImportReport } from '../interchange/report.js';

/** Errors of values that a page may list; the file of the faulty rows has them all. */
export const MOST_KEPT = 2000;
/** Of the 64 kB of the column, what errors and names of columns may take (MariaDB counts bytes). */
const MOST_BYTES = 50_000;
const MOST_COLUMNS = 50;
const MOST_OF_A_NAME = 60;

/** A report as JSON that fits its column: the first errors, as many as there is room for. */
export function keptReport(report: ImportReport): string {
  const unknown_columns = report.unknown_columns.slice(0, MOST_COLUMNS).map((name) => name.slice(0, MOST_OF_A_NAME));
  let room = MOST_BYTES - Buffer.byteLength(JSON.stringify(unknown_columns));
  const rejected = report.rejected.slice(0, MOST_KEPT).filter((error) => {
    room -= Buffer.byteLength(JSON.stringify(error)) + 1;
    return room >= 0;
  });
  return JSON.stringify({ ...report, unknown_columns, rejected });
}
