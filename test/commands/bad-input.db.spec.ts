import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../src/app.js';
import type { Settings } from '../../src/config/settings.js';
import { Files } from '../interchange/files.js';
import { workbook, zip } from '../interchange/workbook.js';
import { freshSettings } from '../support/world.js';
import { FAULTY_FILES, type FaultyFile, type FileRow } from './bad-rows.js';
import { DISTRICT, importJson, lantoaHere, tableCounts, writeFolder } from './district.js';

jest.setTimeout(120_000);

const files = new Files();
let settings: Settings;

beforeAll(async () => {
  settings = await freshSettings();
  expect(await lantoaHere(settings, ['import-all', writeFolder(DISTRICT)])).toMatchObject({ status: 0, err: '' });
});
afterAll(() => files.remove());

/** A sentence for people: no key of a message, no placeholder left. */
function expectSentence(text: string): void {
  expect(text).toMatch(/\p{L} \p{L}/u);
  expect(text).not.toMatch(/^[a-z_]+(\.[a-z_]+)+$|\{\w+[|}]|undefined|null/);
}

/** The line on which each row of a file stands: a cell may hold a line break. */
function linesOf(rows: FileRow[]): number[] {
  let line = 2;
  return rows.map(([text]) => {
    const here = line;
    line += text.split('\n').length;
    return here;
  });
}

const textOf = ({ header, rows }: FaultyFile): string => `${header}\n${rows.map(([text]) => text).join('\n')}\n`;
const good = (rows: FileRow[]): FileRow[] => rows.filter(([, column]) => column === undefined);

describe.each(FAULTY_FILES.map((file) => [file.kind, file] as const))('a file of %s with faulty rows', (kind, file) => {
  const lines = linesOf(file.rows);
  const expected = file.rows.flatMap(([, column, sentence], at) =>
    column === undefined ? [] : [{ line: lines[at], column, reason: expect.stringMatching(sentence as RegExp) }],
  );
  const refusals = (rejected: { line: number; column: string; reason: string }[]) =>
    rejected.map(({ line, column, reason }) => ({ line, column, reason }));

  it('is refused as a whole, each fault by line and column, and changes nothing', async () => {
    const path = files.write(textOf(file), `${kind}.csv`);
    const before = await tableCounts(settings);
    const { status, report, err } = await importJson(settings, kind, path);
    expect(refusals(report.rejected)).toEqual(expected);
    expect(report).toEqual({
      kind,
      rows: file.rows.length,
      inserted: 0,
      updated: 0,
      unchanged: 0,
      rejected: report.rejected,
    });
    for (const each of report.rejected) {
      expect(Object.keys(each)).toEqual(['line', 'column', 'value', 'reason']);
      expectSentence(each.reason);
      expect(err).toContain(each.reason);
    }
    expect(status).toBe(1);
    expect(await tableCounts(settings)).toEqual(before);
  });

  it('leaves exactly its good rows with --partial, and the second time nothing new', async () => {
    const before = await tableCounts(settings);
    const partial = await importJson(settings, kind, files.write(textOf(file), `${kind}.csv`), '--partial');
    const count = good(file.rows).length;
    expect(partial).toMatchObject({ status: 0, report: { rows: file.rows.length, inserted: count, updated: 0 } });
    expect(refusals(partial.report.rejected)).toEqual(expected);
    const after = await tableCounts(settings);
    const table = kind === 'units' ? 'places' : kind === 'groups' ? 'subject_groups' : kind;
    expect((after[table] ?? 0) - (before[table] ?? 0)).toBe(count);
    const again = await importJson(settings, kind, files.write(textOf({ ...file, rows: good(file.rows) })));
    expect(again).toMatchObject({ status: 0, report: { inserted: 0, updated: 0, unchanged: count, rejected: [] } });
  });
});

const PEOPLE = 'ref,full_name,unit\nkim,Lò Văn Kim,C\n';
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const PARTS = { 'word/document.xml': '<w/>' };
const WIDE = Array.from({ length: 201 }, (_, at) => `c${at}`).join(',');
const dates = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
const HEAD = ['ref', 'full_name', 'birth_date', 'unit'];

describe('a file that is no such table', () => {
  const cases: [string, string | Buffer, RegExp][] = [
    ['other columns', 'mã,tên\n1,A\n', /ref, full_name, unit/],
    ['one column missing', 'ref,full_name\nkim,A\n', /unit/],
    ['a column twice', 'ref,full_name,unit,Unit\nkim,A,C,C\n', /hai lần/],
    ['Windows-1258 or Latin-1', Buffer.from(`${PEOPLE}x,Gi\xe1o vi\xean,C\n`, 'latin1'), /UTF-8/],
    ['UTF-16', utf16(PEOPLE), /UTF-8/],
    ['NUL bytes', `${PEOPLE}x,A\0B,C\n`, /dòng 3|Dòng 3/],
    ['a ZIP', zip(PARTS), /xlsx/],
    ['a PDF', '%PDF-1.7\n', /PDF/],
    ['an old workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /\.xls/],
    ['a page of HTML', '<html><table></table></html>', /HTML/],
    ['nothing', '', /trống/],
    ['more than 200 columns', `${WIDE}\n`, /200/],
    ['a quote that never closes', `${PEOPLE}x,"A,C\n`, /ngoặc kép/],
    [
      'merged cells in the header',
      workbook([HEAD], { after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>' }),
      /A1:B1/,
    ],
    ['a workbook cut short', workbook([HEAD, ['x', 'A', '', 'C']]).subarray(0, 300), /Excel|xlsx/],
  ];
  it.each(cases)('%s: a sentence that says what to change, and nothing changes', async (_, content, sentence) => {
    const before = await tableCounts(settings);
    const { status, report, err } = await importJson(settings, 'people', files.write(content), '--partial');
    expect(report).toEqual({
      kind: 'people',
      rows: 0,
      inserted: 0,
      updated: 0,
      unchanged: 0,
      rejected: [{ line: expect.any(Number), column: '', value: '', reason: expect.stringMatching(sentence) }],
    });
    expectSentence(report.rejected[0]?.reason ?? '');
    expect(err).toContain(report.rejected[0]?.reason);
    expect(status).toBe(1);
    expect(await tableCounts(settings)).toEqual(before);
  });

  it.each([
    ['/nowhere/people.csv', /people\.csv/],
    ['/etc', /etc/],
    ['/etc/passwd/people.csv', /people\.csv/],
  ])('%s: a sentence, too', async (path, sentence) => {
    const { status, report, err } = await importJson(settings, 'people', path);
    expect(status).toBe(1);
    expect(report.rejected[0]?.reason).toMatch(sentence);
    expect(err).not.toMatch(/ {4}at /);
  });
});

describe('a plan.json', () => {
  it.each([
    ['broken', '{"code": "P",\n "title": }', /dòng 2|Dòng 2|JSON/],
    ['of nothing', '', /trống/],
    ['of another encoding', Buffer.from('{"title": "K\xea ho\xe1ch"}', 'latin1'), /UTF-8/],
    ['of an empty object', '{}', /\p{L}/u],
  ])('%s: says what to change, and nothing changes', async (_, content, sentence) => {
    const before = await tableCounts(settings);
    const { status, report } = await importJson(settings, 'plan', files.write(content, 'plan.json'));
    expect(status).toBe(1);
    expect(report).toMatchObject({ kind: 'plan', inserted: 0, updated: 0, unchanged: 0 });
    for (const { reason } of report.rejected) expectSentence(reason);
    expect(report.rejected[0]?.reason).toMatch(sentence);
    expect(await tableCounts(settings)).toEqual(before);
  });
});

describe('what a file may also be', () => {
  const take = (content: string | Buffer) => importJson(settings, 'people', files.write(content));

  it('with a byte order mark, semicolons, CRLF, columns in any order and one nobody knows', async () => {
    const { status, report, err } = await take(`\ufeffunit;Ghi chú;full_name;ref\r\nC;x;Lý A Sùng;sung\r\n`);
    expect({ status, report }).toMatchObject({ status: 0, report: { rows: 1, inserted: 1, rejected: [] } });
    expect(err).toContain('Ghi chú');
  });

  it('with a header only', async () => {
    expect(await take('ref,full_name,unit\n')).toMatchObject({ status: 0, report: { rows: 0, rejected: [] } });
  });

  it('a workbook with dates, and with the values of formulas', async () => {
    const day = '<c s="1"><v>40344</v></c>';
    const formula = '<c t="str"><f>A1</f><v>Giàng Thị Say</v></c>';
    const { status, report } = await take(workbook([HEAD, ['say', formula, day, 'C']], { styles: dates }));
    expect({ status, report }).toMatchObject({ status: 0, report: { inserted: 1 } });
    const rows = await stored(`SELECT full_name, birth_date FROM people WHERE ref = 'say'`);
    expect(rows).toEqual([{ full_name: 'Giàng Thị Say', birth_date: '2010-06-15' }]);
  });

  it('a workbook whose codes lost their zeros, whose formula failed or has no value: refused by row', async () => {
    const { status, report } = await take(
      workbook([
        HEAD,
        ['x1', 'A', '', '<c><v>3424</v></c>'],
        ['x2', '<c t="e"><v>#REF!</v></c>', '', 'C'],
        ['x3', '<c><f>A1</f></c>', '', 'C'],
      ]),
    );
    expect(status).toBe(1);
    expect(report.rejected.map(({ line, column }) => [line, column])).toEqual([
      [2, 'unit'],
      [3, 'full_name'],
      [4, 'full_name'],
    ]);
    expect(report.rejected.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('03424 Xã Bình Lư'),
      expect.stringContaining('#REF!'),
      expect.stringContaining('công thức'),
    ]);
  });

  it('keeps text that looks like a formula, neutralised in the export, and NFC whatever was typed', async () => {
    const folder = files.path('out');
    expect((await lantoaHere(settings, ['export', folder])).status).toBe(0);
    const people = readFileSync(join(folder, 'people.csv'), 'utf8');
    expect(people).toContain(`formula,'=1+1`);
    expect(people).toContain('Nguyễn Thị Nga'.normalize('NFC'));
    expect(readFileSync(join(folder, 'headcounts.csv'), 'utf8')).toContain(`"'+84 em, -1 vắng"`);
    expect(await stored(`SELECT full_name FROM people WHERE ref = 'formula'`)).toEqual([{ full_name: '=1+1' }]);
    const again = await importJson(settings, 'people', join(folder, 'people.csv'));
    expect(again.report).toMatchObject({ updated: 0, inserted: 0, rejected: [] });
  });
});

async function stored(sql: string): Promise<object[]> {
  const database = await connect(settings);
  const rows = await database.rows<object>(sql);
  await database.close();
  return rows.map((row) => ({ ...row }));
}
