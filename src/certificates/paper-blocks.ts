import type { PaperDocument } from './paper-document.js';
import { points } from './paper-document.js';
import { rgb } from './paper-operators.js';
import type { Block, Box, Run } from './paper-stack.js';

const COMBINING = /\p{M}/u;

/** A part of a page that is text, drawn now. @param lang of its document: a part says its own where it is another */
export function textPart(document: PaperDocument, block: Block, lang: 'vi' | 'en'): PDFKit.PDFStructureElement {
  const own = block.lang === lang ? {} : { lang: block.lang === 'vi' ? 'vi-VN' : 'en' };
  return document.pdf.struct(block.role, own, () => drawRuns(document, block));
}

/** A part of a page that is a picture, drawn now. @param alt what it is, for whoever does not see it */
export function figurePart(
  document: PaperDocument,
  alt: string,
  { x, y, width, height }: Box,
  show: () => void,
): PDFKit.PDFStructureElement {
  // The types of PDFKit do not know the place yet.
  const options = { alt, bbox: [points(x), points(y), points(x + width), points(y + height)] };
  return document.pdf.struct('Figure', options, show);
}

/** What says nothing, such as rules: readers of the document skip it. */
export function drawArtifact(document: PaperDocument, operators: string): void {
  document.pdf.markContent('Artifact', { type: 'Layout' });
  document.draw(operators);
  document.pdf.endMarkedContent();
}

/** What is written of a document and was not read yet. */
export function* written(document: PaperDocument): Generator<Buffer> {
  for (let piece = document.read(); piece; piece = document.read()) yield piece;
}

function drawRuns(document: PaperDocument, { runs }: Block): void {
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
