/** Rows as a table of even columns for a terminal: text left, numbers right. */
export function textTable(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => row.map((value) => (value === null ? '' : String(value))));
  const widths = header.map((name, at) => Math.max(name.length, ...cells.map((row) => (row[at] ?? '').length)));
  const isNumber = header.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ');
  return [header, widths.map((width) => '-'.repeat(width)), ...cells].map((row) => `${line(row).trimEnd()}\n`).join('');
}
