import { Readable } from 'node:stream';
import fc from 'fast-check';
import { csvRows, detectDelimiter } from '../../src/interchange/csv.js';
import { stripMark } from '../../src/interchange/formula.js';
import { MAX_COLUMNS, MAX_FIELD_BYTES, MAX_ROW_BYTES } from '../../src/interchange/limits.js';
import { csvLine } from '../../src/interchange/writer.js';
import { Files, readTable, refusalOf } from './files.js';

const files = new Files();
afterAll(() => files.remove());

const read = (content: string | Uint8Array) => readTable(files.write(content));
const refused = (content: string | Uint8Array) => refusalOf(files.write(content));
const cellsOf = async (content: string) => (await read(content)).rows.map((row) => row.cells);

/** Rows read with small chunks, so that characters, quotes and line ends are cut in every place. */
async function readInChunks(path: string, bytes: number, chunkBytes: number): Promise<string[][]> {
  const rows: string[][] = [];
  const stream = csvRows({ path, bytes, skip: 0, delimiter: ',', chunkBytes });
  for await (const row of stream.rows) rows.push(row.cells);
  return rows;
}

describe('reading CSV', () => {
  it('takes off a byte order mark and reads quoted commas, quotes and line breaks', async () => {
    const table = await read('\ufeffref,full_name\r\np1,"Lò, Thị ""A"""\r\np2,"hai\ndòng"\r\n');
    expect(table.header).toEqual(['ref', 'full_name']);
    expect(table.rows.map((row) => row.cells)).toEqual([
      ['p1', 'Lò, Thị "A"'],
      ['p2', 'hai\ndòng'],
    ]);
  });

  it.each([';', ',', '\t'])('passes over the line for Excel that names the delimiter %j', async (delimiter) => {
    const table = await read(`\ufeffsep=${delimiter}\r\nref${delimiter}unit\r\np1${delimiter}A\r\n`);
    expect([table.header, table.rows]).toEqual([['ref', 'unit'], [{ line: 3, cells: ['p1', 'A'] }]]);
  });

  it.each([
    ['ref,full_name', ','],
    ['ref;full_name;unit', ';'],
    ['ref\tunit', '\t'],
    ['"a;b;c",unit', ','],
    ['ref', ','],
    ['\n\nref;unit', ';'],
  ])('detects the delimiter of %j', (head, delimiter) => {
    expect(detectDelimiter(`${head}\nx,y;z`)).toBe(delimiter);
  });

  it('counts the lines of the file, not the rows', async () => {
    const { rows } = await read('ref,note\r\n\r\np1,"một\r\nhai\nba"\r\n  \r\np2,x\np3,y\rp4,z');
    expect(rows.map((row) => [row.line, row.cells[0]])).toEqual([
      [3, 'p1'],
      [7, 'p2'],
      [8, 'p3'],
      [9, 'p4'],
    ]);
  });

  it('passes over empty rows and empty cells at the end', async () => {
    expect(await cellsOf('a,b,,\n1,2,,\n,,,\n3\n')).toEqual([['1', '2'], ['3']]);
  });

  it('reads any rows that were written, wherever the chunks are cut', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', "'", '=', '-', 'Ễ', 'đ', '😀', 'e\u0302\u0301') }),
    );
    // An empty row is passed over, and a row's empty end is not told apart from a shorter row.
    const row = fc.array(
      text.filter((cell) => !cell.includes('\0')),
      { minLength: 1, maxLength: 6 },
    );
    const rowOfSome = row.map((cells) => [...cells, 'x']);
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowOfSome, { maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, chunkBytes) => {
          const content = rows.map((cells) => csvLine(cells)).join('');
          const path = files.write(content);
          const back = await readInChunks(path, Buffer.byteLength(content), chunkBytes);
          expect(back.map((cells) => cells.map(stripMark))).toEqual(rows);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('tells how far it has come', async () => {
    const stream = csvRows({ path: files.write('a,b\n1,2\n'), bytes: 8, skip: 0, delimiter: ',' });
    expect(stream.bytesRead()).toBe(0);
    await Readable.from(stream.rows).toArray();
    expect(stream.bytesRead()).toBe(8);
  });
});

describe('CSV that is refused', () => {
  it.each([
    ['a NUL', 'ref\np1\np\0\n', 'file.nul', { line: 3 }],
    ['an unclosed quote', 'ref,name\np1,"x\ny"\np2,"z\np3,q\n', 'file.quote_not_closed', { line: 4 }],
    ['a quote inside a value', 'ref,name\np1,Lò "A" B\n', 'file.stray_quote', { line: 2 }],
    ['text after a closing quote', 'ref,name\np1,"Lò" B\n', 'file.stray_quote', { line: 2 }],
    ['a gap in the header', 'ref,,unit\n1,2,3\n', 'file.header_gap', { line: 1, column: 'B' }],
    ['a column twice', 'ref,unit, REF \n1,2,3\n', 'file.header_repeated', { column: 'REF' }],
    ['nothing but empty lines', '\n \n\n', 'file.empty', {}],
    ['JSON', '{"plan": 1}', 'file.markup', {}],
    ['HTML', '\n<!DOCTYPE html><table>', 'file.markup', {}],
  ])('%s', async (_, content, key, params) => {
    expect(await refused(content)).toEqual({ key, params });
  });

  it('more rows than are accepted', async () => {
    const path = files.write('ref\n1\n\n2\n3\n');
    expect((await readTable(path, { maxCsvRows: 3 })).rows).toHaveLength(3);
    expect(await refusalOf(path, { maxCsvRows: 2 })).toEqual({ key: 'file.too_many_rows', params: { max: 2 } });
  });

  it('an empty file, a folder, a missing one', async () => {
    expect((await refused('')).key).toBe('file.empty');
    expect((await refusalOf(files.path('.'))).key).toBe('file.not_a_file');
    expect(await refusalOf(files.path('gone'))).toEqual({ key: 'file.not_found', params: { file: 'people.csv' } });
  });

  it('another encoding: Latin-1, and UTF-8 with a foreign line in it', async () => {
    expect(await refused(Buffer.from('ref,name\np1,Hà\n', 'latin1'))).toEqual({
      key: 'file.not_utf8',
      params: { line: 2 },
    });
    const mixed = Buffer.concat([Buffer.from('ref,name\np1,Hà Nội\n'), Buffer.from('p2,Lò\np3,x\n', 'latin1')]);
    expect(await refused(mixed)).toEqual({ key: 'file.not_utf8', params: { line: 3 } });
    expect((await refused(Buffer.from('ref\nHà').subarray(0, -1))).key).toBe('file.not_utf8');
  });

  it.each(['\ufeffref,name\n', 'ref,name\n'])('UTF-16: %j', async (text) => {
    const little = Buffer.from(text, 'utf16le');
    expect((await refused(little)).key).toBe('file.utf16');
    expect((await refused(Buffer.from(little).swap16())).key).toBe('file.utf16');
  });

  it('too long a field, a row, a line of commas, too many columns', async () => {
    const long = 'x'.repeat(MAX_FIELD_BYTES + 1);
    expect(await refused(`ref,name\np1,${long}\n`)).toEqual({
      key: 'file.field_too_long',
      params: { line: 2, column: 'B', max: MAX_FIELD_BYTES },
    });
    expect(await refused(`ref,name\n${'ab\n'.repeat(9)}p1,"${'x\n'.repeat(MAX_ROW_BYTES / 2)}"\n`)).toEqual({
      key: 'file.row_too_long',
      params: { line: 11 },
    });
    expect((await refused(`ref,name\n${','.repeat(MAX_ROW_BYTES * 3)}`)).key).toBe('file.row_too_long');
    expect((await refused(`${Array.from({ length: MAX_COLUMNS + 1 }, (_, i) => `c${i}`).join(',')}\n`)).key).toBe(
      'file.too_many_columns',
    );
  });

  it('too large a file, before any of it is read', async () => {
    expect(await refusalOf(files.write('ref\n1\n'), { maxCsvBytes: 5 })).toEqual({
      key: 'file.too_large',
      params: { max: 0 },
    });
  });

  it('other kinds of files under the name of a table', async () => {
    const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), Buffer.alloc(600)]);
    expect((await refused(ole)).key).toBe('file.old_excel');
    expect((await refused(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).key).toBe(
      'file.encrypted',
    );
    expect((await refused('%PDF-1.7\n')).key).toBe('file.pdf');
    expect((await refused(Buffer.from([0x1f, 0x8b, 8, 0]))).key).toBe('file.archive');
  });
});
