import { deflateSync } from 'node:zlib';
import type { Glyph } from 'fontkit';
import { late } from '../config/late.js';
import { FACES, type FaceName, face } from './fonts.js';
import { Kept } from './kept.js';
import { number } from './paper-operators.js';
import { type AboutDocument, metadata, PRODUCER } from './paper-metadata.js';
import type { PackedPicture } from './paper-pictures.js';
import type { Subset } from './true-type.js';

/** What PDFKit has and its types do not. */
interface Inner {
  addContent(operators: Buffer): void;
  _addInfo(): void;
  appendXML(xml: string): void;
  ref(data: Record<string, unknown>): Reference;
  page: Page | null;
  structChildren: unknown[];
  _font: InnerFont;
}

/** A face as PDFKit keeps it for one document: by numbers of its subset. */
interface InnerFont {
  id: string;
  subset: Subset;
  widths: number[];
  unicode: number[][];
  ref(): unknown;
}

interface Page {
  fonts: Record<string, unknown>;
  content: Content;
  resources: Reference;
  dictionary: Reference;
}

interface Reference {
  data: Record<string, unknown>;
  end(bytes?: Buffer): void;
}

/** What is drawn on a page, in pieces until the page is written. */
interface Content extends Reference {
  buffer: Uint8Array[];
  compress: boolean;
}

const POINTS = 72 / 25.4;
/** A page packed at once: in pieces it takes a third longer. */
const PACKING = { level: 1, memLevel: 9, chunkSize: 2 ** 16 };
/** Runs of text whose operators are kept: of a training's papers nearly all stand in the same place. */
const RUNS_KEPT = 2000;

/** Millimetres as the points of a PDF. */
export function points(millimetres: number): number {
  return millimetres * POINTS;
}

/**
 * An empty PDF/A-2a of ours: tagged, with its language, typefaces, and dates of the day that it is about, so that the same
 * content gives the same bytes.
 */
export class PaperDocument {
  readonly pdf: PDFKit.PDFDocument;
  private readonly inner: Inner;
  private readonly faces = new Map<FaceName, EmbeddedFace>();
  private readonly pictures = new Map<string, EmbeddedPicture>();
  private readonly runs = new Kept<string>(RUNS_KEPT);

  constructor(private readonly about: AboutDocument) {
    const at = new Date(`${about.day}T00:00:00Z`);
    const info = {
      Title: about.title,
      Subject: about.subject,
      Producer: PRODUCER,
      Creator: PRODUCER,
      CreationDate: at,
      ModDate: at,
    };
    this.pdf = new (late.pdfkit())({
      ...{ size: 'A4', layout: about.layout ?? 'landscape', margin: 0, autoFirstPage: false, font: null as never },
      ...{ pdfVersion: '1.7', subset: 'PDF/A-2a', tagged: true, displayTitle: true },
      lang: about.lang === 'vi' ? 'vi-VN' : 'en',
      // Words are set by us.
      ...{ fontLayoutCache: false },
      info,
    });
    this.inner = this.pdf as never;
    for (const name of FACES) this.pdf.registerFont(name, face(name).forPdf as never);
    // PDFKit writes the title into XML as it is, and leaves out the day of change.
    this.inner._addInfo = () => this.inner.appendXML(metadata(about));
  }

  /** The next page; the one before it is written. */
  addPage(): void {
    this.closePage();
    this.pdf.addPage();
  }

  /** The last page, and everything that stands at the end. */
  end(): void {
    this.closePage();
    this.pdf.end();
  }

  /** What a page is for whoever does not see it: its parts in the order of reading. They are drawn now. */
  addStructure(title: string, parts: PDFKit.PDFStructureElement[]): void {
    const root = this.pdf.struct('Document', { title }, parts);
    this.pdf.addStructure(root);
    root.end();
    // Written by now, and of what is written PDFKit needs the number only: of 5,000 pages the rest is 40 MB.
    for (const part of [root, ...parts]) (part as unknown as { dictionary: Reference }).dictionary.data = {};
    this.inner.structChildren.length = 0;
  }

  private closePage(): void {
    const { page } = this.inner;
    if (!page) return;
    pack(page.content);
    this.pdf.flushPages();
    for (const written of [page.content, page.resources, page.dictionary]) written.data = {};
  }

  /** Adds drawing operators whose coordinates are millimetres from the upper left corner. */
  draw(operators: string): void {
    const whole = `q ${POINTS.toFixed(5)} 0 0 ${POINTS.toFixed(5)} 0 0 cm\n${operators}\nQ\n`;
    // As bytes: of a text PDFKit copies letter by letter.
    this.inner.addContent(Buffer.from(whole, 'latin1'));
  }

  /** Operators of a run of text; the line it stands on and its size in mm, for `draw`. */
  text(text: string, name: FaceName, size: number, x: number, baseline: number): string {
    const font = this.embedded(name);
    return this.runs.get(`${name} ${size} ${x} ${baseline} ${text}`, () =>
      shown(font, text, name, { size, x, baseline }),
    );
  }

  private embedded(name: FaceName): EmbeddedFace {
    let found = this.faces.get(name);
    if (!found) {
      this.pdf.font(name);
      found = new EmbeddedFace(this.inner._font, face(name).font.unitsPerEm);
      this.faces.set(name, found);
    }
    if (this.inner.page) this.inner.page.fonts[found.id] ??= found.reference();
    return found;
  }

  /** A picture for `pdf.image`: it is in the document once, however often it is shown. */
  picture(sha256: string, packed: PackedPicture): EmbeddedPicture {
    const known = this.pictures.get(sha256);
    if (known) return known;
    const label = `P${this.pictures.size + 1}`;
    const made = new EmbeddedPicture(this.inner, label, packed);
    this.pictures.set(sha256, made);
    return made;
  }

  /** What is written so far and was not read yet; null: nothing. */
  read(): Buffer | null {
    return this.pdf.read() as Buffer | null;
  }
}

/** Operators of a run of text. */
function shown(
  font: EmbeddedFace,
  text: string,
  name: FaceName,
  { size, x, baseline }: { size: number; x: number; baseline: number },
): string {
  const { unitsPerEm: em } = face(name).font;
  const parts: string[] = [];
  // Where the reader's pen is after what was shown, in em; it moves by widths, and the rest is told.
  let [pen, row, height] = [0, '', 0];
  const start = (at: number, y: number): void => {
    if (row !== '') parts.push(`[${row}>] TJ`);
    parts.push(`1 0 0 -1 ${number(x + at * size)} ${number(baseline - y * size)} Tm`);
    [pen, row, height] = [at, '', y];
  };
  start(0, 0);
  for (const { glyph, x: at, y } of face(name).place(text)) {
    if (y !== height) start(at, y);
    const off = Math.round((pen - at) * 1000);
    if (row === '') row = off === 0 ? '<' : `${off} <`;
    else if (off !== 0) row += `> ${off} <`;
    row += font.show(glyph);
    pen = at + glyph.advanceWidth / em;
  }
  if (row !== '') parts.push(`[${row}>] TJ`);
  return `BT\n/${font.id} ${number(size)} Tf\n${parts.join('\n')}\nET`;
}

/** Packs a page quickly: the squares of the QR code are most of it, and the slow way gains little on noise. */
function pack(content: Content): void {
  content.buffer = [deflateSync(Buffer.concat(content.buffer), PACKING)];
  content.compress = false;
  content.data = { Filter: 'FlateDecode', Length: 0 };
}

/** The glyphs of a face that a document shows. */
class EmbeddedFace {
  readonly id: string;
  private readonly codes = new Map<number, string>();

  constructor(
    private readonly inner: InnerFont,
    private readonly em: number,
  ) {
    this.id = inner.id;
  }

  reference(): unknown {
    return this.inner.ref();
  }

  /** Its number in four hexadecimal digits; with the first one its width and meaning are noted. */
  show(glyph: Glyph): string {
    const known = this.codes.get(glyph.id);
    if (known !== undefined) return known;
    const number = this.inner.subset.includeGlyph(glyph.id);
    this.inner.widths[number] = (glyph.advanceWidth * 1000) / this.em;
    this.inner.unicode[number] = glyph.codePoints;
    const code = number.toString(16).padStart(4, '0');
    this.codes.set(glyph.id, code);
    return code;
  }
}

/** A picture in the form in which PDFKit draws one that it has opened before. */
class EmbeddedPicture {
  readonly width: number;
  readonly height: number;
  readonly obj: Reference;

  constructor(
    inner: Inner,
    readonly label: string,
    packed: PackedPicture,
  ) {
    this.width = packed.width;
    this.height = packed.height;
    const image = { Type: 'XObject', Subtype: 'Image', Width: packed.width, Height: packed.height };
    const common = { ...image, BitsPerComponent: 8, Filter: 'FlateDecode' };
    this.obj = inner.ref({ ...common, ColorSpace: 'DeviceRGB' });
    if (packed.alpha) {
      const mask = inner.ref({ ...common, ColorSpace: 'DeviceGray' });
      mask.end(packed.alpha);
      this.obj.data['SMask'] = mask;
    }
    this.obj.end(packed.colours);
  }
}
