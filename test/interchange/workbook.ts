import { crc32, deflateRawSync } from 'node:zlib';

export type Parts = Record<string, string | Buffer>;

interface Entry {
  header: Buffer;
  local: Buffer;
}

function entry(name: string, content: Buffer, offset: number, flags: number): Entry {
  const packed = deflateRawSync(content);
  const bytes = Buffer.from(name);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x800 | flags, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(bytes.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, bytes, packed]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  const header = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, bytes]);
  return { header, local };
}

/** A ZIP archive made by hand, so that it can also be a hostile one. `flags: 1` says that it is encrypted. */
export function zip(parts: Parts, flags = 0): Buffer {
  const entries: Entry[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const made = entry(name, Buffer.from(content), offset, flags);
    entries.push(made);
    offset += made.local.length;
  }
  const directory = Buffer.concat(entries.map((made) => made.header));
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...entries.map((made) => made.local), directory, end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

/** `<c>` elements: plain text as an inline string, anything that begins with `<` as it is. */
const cellXml = (cell: string) =>
  cell.startsWith('<')
    ? cell
    : `<c t="inlineStr"><is><t xml:space="preserve">${cell.replaceAll('&', '&amp;')}</t></is></c>`;

export interface WorkbookOptions {
  strings?: string;
  styles?: string;
  workbook?: string;
  /** after the rows: `<mergeCells>…` */
  after?: string;
  parts?: Parts;
}

/** The parts of a workbook of one sheet. */
export function workbookParts(rows: string[][], options: WorkbookOptions = {}): Parts {
  const data = rows.map((cells, index) => `<row r="${index + 1}">${cells.map(cellXml).join('')}</row>`).join('');
  return {
    '[Content_Types].xml': `${XML}<Types/>`,
    '_rels/.rels': `${XML}<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml':
      options.workbook ??
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${XML}<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}` +
      `${relation('rId2', 'worksheet', '/xl/worksheets/sheet2.xml')}` +
      `${relation('rId3', 'sharedStrings', 'sharedStrings.xml')}${relation('rId4', 'styles', 'styles.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${options.after ?? ''}</worksheet>`,
    ...(options.strings ? { 'xl/sharedStrings.xml': `${XML}<sst>${options.strings}</sst>` } : {}),
    ...(options.styles ? { 'xl/styles.xml': `${XML}<styleSheet>${options.styles}</styleSheet>` } : {}),
    ...options.parts,
  };
}

export const workbook = (rows: string[][], options: WorkbookOptions = {}): Buffer => zip(workbookParts(rows, options));
