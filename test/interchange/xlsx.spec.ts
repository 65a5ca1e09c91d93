import { crc32 } from 'node:zlib';
import { XLSX_LIMITS } from '../../src/interchange/limits.js';
import { formatOf } from '../../src/interchange/xlsx-styles.js';
import { numberText } from '../../src/interchange/xlsx-value.js';
import { XmlReader } from '../../src/interchange/xlsx-xml.js';
import { Files, readTable, refusalOf } from './files.js';
import { workbook, workbookParts, zip, type WorkbookOptions } from './workbook.js';

const files = new Files();
afterAll(() => files.remove());

const read = (rows: string[][], options: WorkbookOptions = {}) => readTable(files.write(workbook(rows, options)));
const refused = (content: Buffer) => refusalOf(files.write(content));
const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="000000000000"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs>';

describe('reading XLSX', () => {
  it('reads shared, inline and formula text, numbers, truth values', async () => {
    const strings =
      '<si><t>Lò &amp; Thị</t></si><si><r><t>A</t></r><r><t xml:space="preserve"> B</t></r><rPh><t>x</t></rPh></si>';
    const table = await read(
      [
        ['a', 'b', 'c', 'd', 'e', 'f'],
        [
          '<c t="s"><v>0</v></c>',
          '<c t="s"><v>1</v></c>',
          '<c t="str"><f>A1</f><v>có</v></c>',
          '<c><v>5.0</v></c>',
          '<c t="b"><v>1</v></c>',
          '<c><v>0.30000000000000004</v></c>',
        ],
        ['_x005F_x_x000A_y', '<c r="C3"><v>1.23456789012E11</v></c>', '<c r="F3"/>'],
      ],
      { strings },
    );
    expect(table.header).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(table.rows).toEqual([
      { line: 2, cells: ['Lò & Thị', 'A B', 'có', '5', 'true', '0.3'] },
      { line: 3, cells: ['_x\ny', '', '123456789012'] },
    ]);
  });

  it('reads days, times and zeros in front as they are shown', async () => {
    const cells = [
      '<c s="1"><v>45823</v></c>',
      '<c s="2"><v>0.5625</v></c>',
      '<c s="3"><v>45823.5</v></c>',
      '<c s="4"><v>12090001234</v></c>',
      '<c s="0"><v>45823</v></c>',
      '<c t="d"><v>2025-06-15T00:00:00</v></c>',
    ];
    const { rows } = await read([['a', 'b', 'c', 'd', 'e', 'f'], cells], { styles: STYLES });
    expect(rows[0]?.cells).toEqual(['2025-06-15', '13:30', '2025-06-15 12:00', '012090001234', '45823', '2025-06-15']);
  });

  it('keeps the row numbers of the sheet, over rows that are empty', async () => {
    const { rows } = await read([['a'], [], ['<c s="1"/>'], ['x']]);
    expect(rows).toEqual([{ line: 4, cells: ['x'] }]);
  });

  it('takes the first sheet that a person sees', async () => {
    const sheets = (first: string) =>
      `<workbook><sheets><sheet name="A" state="${first}" r:id="rId1"/><sheet name="B" r:id="rId2"/></sheets></workbook>`;
    const parts = {
      'xl/worksheets/sheet2.xml':
        '<x:worksheet><x:sheetData><x:row><x:c t="str"><x:v>b</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    };
    expect((await read([['a']], { workbook: sheets('visible'), parts })).header).toEqual(['a']);
    expect((await read([['a']], { workbook: sheets('veryHidden'), parts })).header).toEqual(['b']);
  });

  it('gives a reason for error values and for formulas that were never computed', async () => {
    const { rows } = await read([
      ['a', 'b', 'c'],
      ['x', '<c t="e"><v>#N/A</v></c>', '<c><f>B1</f></c>'],
    ]);
    expect(rows[0]?.faults).toEqual([
      { index: 1, reason: { key: 'row.cell_error', params: { value: '#N/A' } } },
      { index: 2, reason: { key: 'row.formula_no_value', params: {} } },
    ]);
  });

  it.each([
    ['dd/mm/yyyy', 'date'],
    ['[$-42A]d "tháng" m', 'date'],
    ['mmm-yy', 'date'],
    ['h:mm AM/PM', 'time'],
    ['[h]:mm', 'time'],
    ['yyyy-mm-dd hh:mm', 'datetime'],
    ['General', 'number'],
    ['#,##0.00 "đ"', 'number'],
    ['[Red]0;[Black]-0', 'number'],
    ['0.0%', 'percent'],
    ['0 "%"', 'number'],
    ['00000', { zeros: 5 }],
  ])('knows what the format %s means', (code, format) => {
    expect(formatOf(code)).toEqual(format);
  });

  it('reads a percentage as the cell shows it', () => {
    expect(['0.8', '1', '0.6667', '0.07'].map((raw) => numberText(raw, 'percent', false))).toEqual([
      '80%',
      '100%',
      '66.67%',
      '7%',
    ]);
  });

  it('counts days as Excel does, its 29 February 1900 included, and those of 1904', () => {
    expect(['1', '59', '61', '45823.99'].map((raw) => numberText(raw, 'date', false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2025-06-15',
    ]);
    expect(numberText('44361', 'date', true)).toBe('2025-06-15');
    expect(numberText('-3', 'date', false)).toBe('-3');
    expect(numberText('9999999', 'date', false)).toBe('9999999');
  });

  it('reads the same XML wherever it is cut', () => {
    const xml = Buffer.from('<a x="1>2" y=\'"\'>Ễ&lt;&#x1EC5;<!-- <b> --><![CDATA[<c>]]></a><?p?><d/>');
    for (let cut = 1; cut < xml.length; cut += 1) {
      const seen: string[] = [];
      let text = '';
      const reader = new XmlReader({
        open: (name, rest) => seen.push(name + rest),
        text: (part) => (text += part),
        close: (name) => seen.push(`/${name}`),
      });
      reader.write(xml.subarray(0, cut));
      reader.write(xml.subarray(cut));
      reader.end();
      expect([seen, text]).toEqual([['a x="1>2" y=\'"\'', '/a', 'd', '/d'], 'Ễ<ễ<c>']);
    }
  });
});

describe('XLSX that is refused', () => {
  it('a header of merged cells, also under a title', async () => {
    const after = '<mergeCells count="2"><mergeCell ref="A9:B9"/><mergeCell ref="B1:C1"/></mergeCells>';
    expect(await refused(workbook([['a', 'b'], ['x']], { after }))).toEqual({
      key: 'file.header_merged',
      params: { cells: 'B1:C1', line: 1 },
    });
    expect((await refused(workbook([['a', '<c r="C1"><v>1</v></c>'], ['x']]))).key).toBe('file.header_gap');
  });

  it('a bomb: much out of little', async () => {
    const bomb = workbookParts([['a']], { after: '<x/>'.repeat(600_000) });
    expect(await refused(zip(bomb))).toEqual({ key: 'file.xlsx_unpacked_too_large', params: { max: 300 } });
  });

  it('a bomb hidden in a part that nobody asks for', async () => {
    const bomb = workbookParts([['a']], { parts: { 'xl/media/image1.png': Buffer.alloc(4_000_000) } });
    expect((await refused(zip(bomb))).key).toBe('file.xlsx_unpacked_too_large');
  });

  it('too many parts', async () => {
    const many = Object.fromEntries(Array.from({ length: XLSX_LIMITS.entries }, (_, i) => [`xl/x${i}`, '']));
    expect((await refused(workbook([['a']], { parts: many }))).key).toBe('file.xlsx_unpacked_too_large');
  });

  it.each([
    ['macros', { 'xl/vbaProject.bin': '' }, 'file.xlsx_macros'],
    ['external links', { 'xl/externalLinks/externalLink1.xml': '' }, 'file.xlsx_external'],
    ['a document type in any part', { 'docProps/core.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x/>' }, 'file.xlsx_dtd'],
    [
      'an encoding that could hide one',
      { 'docProps/core.xml': Buffer.from('<!DOCTYPE x>', 'utf16le') },
      'file.xlsx_broken',
    ],
    ['a document type in the workbook', { 'xl/workbook.xml': '<!DOCTYPE x><workbook/>' }, 'file.xlsx_dtd'],
    ['no sheet', { 'xl/workbook.xml': '<workbook/>' }, 'file.xlsx_no_sheet'],
    ['an unknown string', { 'xl/worksheets/sheet1.xml': '<row><c t="s"><v>0</v></c></row>' }, 'file.xlsx_broken'],
    ['cells beyond a sheet', { 'xl/worksheets/sheet1.xml': '<row><c r="ZZZ1"><v>0</v></c></row>' }, 'file.xlsx_broken'],
    ['rows beyond a sheet', { 'xl/worksheets/sheet1.xml': '<row r="1048577"/>' }, 'file.xlsx_broken'],
    [
      'too many columns',
      { 'xl/worksheets/sheet1.xml': '<row><c r="XFD1"><v>0</v></c></row>' },
      'file.too_many_columns',
    ],
    ['a tag without end', { 'xl/worksheets/sheet1.xml': '<row><c r="A1' }, 'file.xlsx_broken'],
    [
      'bytes that are no UTF-8',
      { 'xl/worksheets/sheet1.xml': Buffer.from('<row>\xff</row>', 'latin1') },
      'file.xlsx_broken',
    ],
  ])('%s', async (_, parts, key) => {
    expect((await refused(workbook([['a'], ['x']], { parts }))).key).toBe(key);
  });

  it('a ZIP renamed, an encrypted one, one cut off, one with a wrong size', async () => {
    expect((await refused(zip({ 'photo.jpg': 'x' }))).key).toBe('file.archive');
    expect((await refused(zip({ 'word/document.xml': 'x', '[Content_Types].xml': '' }))).key).toBe('file.archive');
    expect((await refused(zip(workbookParts([['a']]), 1))).key).toBe('file.encrypted');
    const whole = workbook([['a'], ['x']]);
    expect((await refused(whole.subarray(0, -40))).key).toBe('file.xlsx_broken');
    const sheet = whole.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    whole.writeUInt32LE(crc32('') + 7, sheet + 24);
    expect((await refused(whole)).key).toBe('file.xlsx_broken');
  });
});
