import { drawArtifact, figurePart, textPart, written } from '../certificates/paper-blocks.js';
import { PaperDocument } from '../certificates/paper-document.js';
import { number, qrOperators, ruleOperators } from '../certificates/paper-operators.js';
import type { Locale } from '../i18n/locale.js';
import type { PaperSheet } from './paper-parts.js';

/** Of a print: what its window is called, its language, and the day that it is of (`YYYY-MM-DD`). */
export interface AboutPack {
  title: string;
  lang: Locale;
  day: string;
}

const PAGE_WIDTH = 210;

/** Sheets as one document, a page each; pieces are given as they are made, and made as they are taken. */
export async function* packPdf(about: AboutPack, sheets: AsyncIterable<PaperSheet>): AsyncGenerator<Buffer> {
  const document = new PaperDocument({ ...about, subject: '', layout: 'portrait' });
  for await (const sheet of sheets) {
    page(document, sheet, about.lang);
    yield* written(document);
  }
  document.end();
  yield* written(document);
}

function page(document: PaperDocument, { title, parts, rules, cuts }: PaperSheet, lang: Locale): void {
  document.addPage();
  drawArtifact(document, [ruleOperators(rules), cutOperators(cuts)].join('\n'));
  const drawn = parts.map((part) =>
    'squares' in part
      ? figurePart(document, part.alt, part.box, () => document.draw(qrOperators(part)))
      : textPart(document, part, lang),
  );
  document.addStructure(title, drawn);
}

/** Dashes from edge to edge. */
function cutOperators(cuts: readonly number[]): string {
  const lines = cuts.map((y) => `4 ${number(y)} m ${PAGE_WIDTH - 4} ${number(y)} l`);
  return lines.length === 0 ? '' : `0.45 G 0.2 w [1.5 1.5] 0 d\n${lines.join('\n')}\nS`;
}
