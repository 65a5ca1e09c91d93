import { closeSync, existsSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
const NEW_LINE = 10;

/** The cells of a row by column; a column that the file does not have is undefined. */
export type Cells<C extends string> = Partial<Record<C, string>>;

/**
 * Reads a CSV file (UTF-8, comma, RFC 4180 quoting) row by row; a file that is not there has no rows.
 * @param columns those that are wanted; `take` gets one object that is filled anew for each row
 */
export function eachRow<C extends string>(path: string, columns: readonly C[], take: (row: Cells<C>) => void): void {
  if (!existsSync(path)) return;
  let wanted: [number, C][] | undefined;
  const row: Cells<C> = {};
  for (const line of records(path)) {
    const cells = cellsOf(line);
    if (!wanted) {
      const header = cells.map((name) => name.trim().toLowerCase());
      wanted = columns.map((name): [number, C] => [header.indexOf(name), name]).filter(([at]) => at !== -1);
      continue;
    }
    for (const [at, name] of wanted) row[name] = cells[at] ?? '';
    take(row);
  }
}

/** The lines of a file, and those that belong together because a quote is open; without the mark of UTF-8. */
function* records(path: string): Iterable<string> {
  let open = '';
  for (const line of lines(path)) {
    const text: string = open === '' ? line : `${open}\n${line}`;
    const isOpen = text.includes('"') && text.split('"').length % 2 === 0;
    open = isOpen ? text : '';
    if (!isOpen && text !== '') yield text;
  }
}

function* lines(path: string): Iterable<string> {
  const file = openSync(path, 'r');
  let rest = Buffer.alloc(0);
  // Each line is a string of its own: parts of a large one would keep all of it in memory.
  const text = (bytes: Buffer): string =>
    bytes
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r$/, '');
  for (;;) {
    const chunk = Buffer.alloc(CHUNK);
    const size = readSync(file, chunk, 0, CHUNK, null);
    const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
    let from = 0;
    for (let at = bytes.indexOf(NEW_LINE); at !== -1; at = bytes.indexOf(NEW_LINE, from)) {
      yield text(bytes.subarray(from, at));
      from = at + 1;
    }
    rest = bytes.subarray(from);
    if (size === 0) break;
  }
  closeSync(file);
  if (rest.length > 0) yield text(rest);
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  // A cell is in quotes, in which two stand for one, or has none.
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
