import { setImmediate as turn } from 'node:timers/promises';
import { type Sheet, layOut } from './certificate-layout.js';
import { PaperDocument, points } from './paper-document.js';
import { decorationOperators, qrOperators, rgb, ruleOperators } from './paper-operators.js';
import { type PackedPicture, packedPicture, type PictureSource } from './paper-pictures.js';
import type { Block, Run } from './paper-stack.js';
import type { PrintedCertificate } from './printed-certificate.js';

/** How far a print of many is. */
export type Progress = (done: number) => void;

const COMBINING = /\p{M}/u;

/**
 * A certificate as PDF/A-2a: the same bytes each time. @param pictures gives the logo, signature and seal by their hash
 * @throws whatever `pictures` throws: a certificate is printed whole or not at all
 */
export async function certificatePdf(printed: PrintedCertificate, pictures: PictureSource): Promise<Buffer> {
  const sheet = layOut(printed);
  const { serial, issued_on } = printed.facts;
  const document = new PaperDocument({ title: sheet.title, lang: sheet.lang, day: issued_on, subject: serial });
  await page(document, sheet, pictures);
  document.end();
  return Buffer.concat([...written(document)]);
}

/** Of a print of many: what its window is called, its language, and the day that it is of (`YYYY-MM-DD`). */
export interface AboutPrint {
  title: string;
  lang: 'vi' | 'en';
  day: string;
}

/**
 * Many certificates as one document, a page each, in the order in which they come. Pieces are given as they are made, and
 * made as they are taken: of 5,000 there are never more than a few pages in memory.
 */
export async function* certificatesPdf(
  about: AboutPrint,
  certificates: AsyncIterable<PrintedCertificate>,
  pictures: PictureSource,
  progress: Progress = () => undefined,
): AsyncGenerator<Buffer> {
  const document = new PaperDocument({ ...about, subject: '' });
  let done = 0;
  for await (const printed of certificates) {
    await page(document, layOut(printed), pictures);
    progress((done += 1));
    yield* written(document);
    // What zlib cleans up, it cleans up between turns; and others have theirs.
    await turn();
  }
  document.end();
  yield* written(document);
}

function* written(document: PaperDocument): Generator<Buffer> {
  for (let piece = document.read(); piece; piece = document.read()) yield piece;
}

async function page(document: PaperDocument, sheet: Sheet, pictures: PictureSource): Promise<void> {
  const packed = new Map<string, PackedPicture>();
  for (const { sha256 } of sheet.pictures) packed.set(sha256, await packedPicture(sha256, pictures));
  document.addPage();
  background(document, sheet);
  const { pdf } = document;
  const parts = sheet.blocks.map((block) => pdf.struct(block.role, langOf(block, sheet), () => runs(document, block)));
  for (const { sha256, box, alt } of sheet.pictures) {
    const picture = packed.get(sha256);
    if (picture) parts.push(pdf.struct('Figure', figure(alt, box), () => show(document, sha256, picture, box)));
  }
  const { alt, box } = sheet.qr;
  parts.push(pdf.struct('Figure', figure(alt, box), () => document.draw(qrOperators(sheet.qr))));
  document.addStructure(sheet.title, parts);
}

/** Frame, ripples and rules say nothing: readers of the document skip them. */
function background(document: PaperDocument, { decoration, rules }: Sheet): void {
  document.pdf.markContent('Artifact', { type: 'Layout' });
  document.draw(`${decorationOperators(decoration)}\n${ruleOperators(rules)}`);
  document.pdf.endMarkedContent();
}

function langOf(block: Block, sheet: Sheet): { lang?: string } {
  return block.lang === sheet.lang ? {} : { lang: block.lang === 'vi' ? 'vi-VN' : 'en' };
}

/** Its text and its place; the types of PDFKit do not know the place yet. */
function figure(alt: string, { x, y, width, height }: Block['box']): { alt: string } {
  const options = { alt, bbox: [points(x), points(y), points(x + width), points(y + height)] };
  return options;
}

function runs(document: PaperDocument, { runs }: Block): void {
  let drawn = '';
  for (const run of runs) {
    const operators = `${rgb(run.colour)} rg\n${draw(document, run)}\n`;
    // Letters that the typeface puts together of several are read as they were typed.
    drawn += COMBINING.test(run.text) ? `/Span <</ActualText ${actual(run)}>> BDC\n${operators}EMC\n` : operators;
  }
  document.draw(drawn);
}

function draw(document: PaperDocument, { text, face, size, x, baseline, space }: Run): string {
  return document.text(space ? `${text} ` : text, face, size, x, baseline);
}

function actual({ text, space }: Run): string {
  const bytes = Buffer.from(`\ufeff${text}${space ? ' ' : ''}`, 'utf16le').swap16();
  return `<${bytes.toString('hex')}>`;
}

function show(document: PaperDocument, sha256: string, packed: PackedPicture, box: Block['box']): void {
  const image = document.picture(sha256, packed) as never;
  const fit: [number, number] = [points(box.width), points(box.height)];
  document.pdf.image(image, points(box.x), points(box.y), { fit, align: 'center', valign: 'center' });
}
