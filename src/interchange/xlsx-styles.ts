import { attributesOf, readXml, type XmlHandler } from './xlsx-xml.js';

/** How a number of a cell is to be read: as it is, in per cent, as a day, a time, both, or with zeros in front. */
export type NumberFormat = 'number' | 'percent' | 'date' | 'time' | 'datetime' | { zeros: number };

/** The built-in formats of ECMA-376 part 1, 18.8.30 that are no plain numbers; 27–36 and 50–58 are the East Asian ones. */
const BUILT_IN: [first: number, last: number, format: NumberFormat][] = [
  [9, 10, 'percent'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'datetime'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [50, 58, 'date'],
];

function builtIn(id: number): NumberFormat {
  return BUILT_IN.find(([first, last]) => first <= id && id <= last)?.[2] ?? 'number';
}

/** What a format's own code means: `dd/mm/yyyy`, `[$-42A]d "tháng" m`, `h:mm`, `000000000000`. */
export function formatOf(code: string): NumberFormat {
  const first = code.split(';')[0] ?? '';
  if (/^0{2,}$/.test(first)) return { zeros: first.length };
  if (/^general$/i.test(first)) return 'number';
  // Quoted and escaped letters, colours, conditions and locales say nothing; [h] and its like count hours.
  const bare = first.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '');
  if (bare.includes('%')) return 'percent';
  const time = /[hs]/i.test(bare);
  const date = /[dy]/i.test(bare) || (/m/i.test(bare) && !time);
  if (date && time) return 'datetime';
  if (date) return 'date';
  return time ? 'time' : 'number';
}

class StylesHandler implements XmlHandler {
  readonly formats: NumberFormat[] = [];
  private readonly own = new Map<number, NumberFormat>();
  private inCellFormats = false;

  open(name: string, attributes: string): void {
    if (name === 'cellXfs') this.inCellFormats = true;
    else if (name === 'numFmt') this.addOwn(attributes);
    else if (name === 'xf' && this.inCellFormats) this.addCellFormat(attributes);
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCellFormats = false;
  }

  private addOwn(text: string): void {
    const attributes = attributesOf(text);
    this.own.set(Number(attributes.get('numFmtId')), formatOf(attributes.get('formatCode') ?? ''));
  }

  private addCellFormat(text: string): void {
    const id = Number(attributesOf(text).get('numFmtId') ?? 0);
    this.formats.push(this.own.get(id) ?? builtIn(id));
  }
}

/** The number format of every cell style of a workbook, by the style's index. */
export async function readStyles(chunks: AsyncIterable<Uint8Array>): Promise<NumberFormat[]> {
  const handler = new StylesHandler();
  await readXml(chunks, handler);
  return handler.formats;
}
