import { Readable } from 'node:stream';
import { asReader } from '../web/as-reader.js';
import { csvLine, type CsvValue } from './writer.js';

/** A list as a CSV download, written while it is read; with a byte order mark, which Excel needs to see UTF-8. */
export function csvStream(rows: AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>): Readable {
  return Readable.from(lines(asReader(Symbol.asyncIterator in rows ? rows : eventually(rows))));
}

async function* eventually<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}

async function* lines(rows: AsyncIterable<readonly CsvValue[]>): AsyncGenerator<string> {
  let block = '\ufeff';
  for await (const row of rows) {
    block += csvLine(row);
    if (block.length < 64 * 1024) continue;
    yield block;
    block = '';
  }
  yield block;
}
