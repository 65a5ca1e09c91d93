import { attributesOf, readXml, type XmlHandler } from './xlsx-xml.js';

/** How a number of a cell is to be read: as it is, as a day, a time, both, or with zeros in front. */
export type NumberFormat = 'number' | 'date' | 'time' | 'datetime' | { zeros: number };

/** The built-in formats of ECMA-376 part 1, 18.8.30 that are dates or times; 27–36 and 50–58 are the East Asian ones. */
function builtIn(id: number): NumberFormat {
  if (id === 22) return 'datetime';
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35)) return 'time';
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  return 'number';
}

/** What a format's own code means: `dd/mm/yyyy`, `[$-42A]d "tháng" m`, `h:mm`, `000000000000`. */
export function formatOf(code: string): NumberFormat {
  const first = code.split(';')[0] ?? '';
  if (/^0{2,}$/.test(first)) return { zeros: first.length };
  if (/^general$/i.test(first)) return 'number';
  // Quoted and escaped letters, colours, conditions and locales say nothing; [h] and its like count hours.
  const bare = first.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '');
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
