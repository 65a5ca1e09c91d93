import { setImmediate as turn } from 'node:timers/promises';
import { type Sheet, layOut } from './certificate-layout.js';
import { drawArtifact, figurePart, textPart, written } from './paper-blocks.js';
import { PaperDocument, points } from './paper-document.js';
import { decorationOperators, qrOperators, ruleOperators } from './paper-operators.js';
import { type PackedPicture, packedPicture, type PictureSource } from './paper-pictures.js';
import type { Box } from './paper-stack.js';
import type { PrintedCertificate } from './printed-certificate.js';

/** How far a print of many is. */
export type Progress = (done: number) => void;

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

async function page(document: PaperDocument, sheet: Sheet, pictures: PictureSource): Promise<void> {
  const packed = new Map<string, PackedPicture>();
  for (const { sha256 } of sheet.pictures) packed.set(sha256, await packedPicture(sha256, pictures));
  document.addPage();
  drawArtifact(document, `${decorationOperators(sheet.decoration)}\n${ruleOperators(sheet.rules)}`);
  const parts = sheet.blocks.map((block) => textPart(document, block, sheet.lang));
  for (const { sha256, box, alt } of sheet.pictures) {
    const picture = packed.get(sha256);
    if (picture) parts.push(figurePart(document, alt, box, () => show(document, sha256, picture, box)));
  }
  const { alt, box } = sheet.qr;
  parts.push(figurePart(document, alt, box, () => document.draw(qrOperators(sheet.qr))));
  document.addStructure(sheet.title, parts);
}

function show(document: PaperDocument, sha256: string, packed: PackedPicture, box: Box): void {
  const image = document.picture(sha256, packed) as never;
  const fit: [number, number] = [points(box.width), points(box.height)];
  document.pdf.image(image, points(box.x), points(box.y), { fit, align: 'center', valign: 'center' });
}
