import { drawArtifact, figurePart, textPart, written } from '../certificates/paper-blocks.js';
import { PaperDocument } from '../certificates/paper-document.js';
import { number, qrOperators, ruleOperators } from '../certificates/paper-operators.js';
import type { Box } from '../certificates/paper-stack.js';
import type { Locale } from '../i18n/locale.js';
import type { SheetPage } from './sheet-layout.js';

/** Of a print: what its window is called, its language, and the day that it is of (`YYYY-MM-DD`). */
export interface AboutSheets {
  title: string;
  lang: Locale;
  day: string;
}

/** Sheets as one document; pages are laid out as they are taken. */
export async function* sheetsPdf(about: AboutSheets, pages: Iterable<SheetPage>): AsyncGenerator<Buffer> {
  const document = new PaperDocument({ ...about, subject: '', layout: 'portrait' });
  for (const page of pages) {
    draw(document, page, about.lang);
    yield* written(document);
  }
  document.end();
  yield* written(document);
}

function draw(document: PaperDocument, { title, parts, boxes, rules }: SheetPage, lang: Locale): void {
  document.addPage();
  drawArtifact(document, [ruleOperators(rules), boxOperators(boxes)].join('\n'));
  const drawn = parts.map((part) =>
    'squares' in part
      ? figurePart(document, part.alt, part.box, () => document.draw(qrOperators(part)))
      : textPart(document, part, lang),
  );
  document.addStructure(title, drawn);
}

/** Squares to be ticked or written into. */
function boxOperators(boxes: readonly Box[]): string {
  const squares = boxes.map(
    (box) => `${[box.x, box.y, box.width, box.height].map((each) => number(each)).join(' ')} re`,
  );
  return squares.length === 0 ? '' : `0.2 G 0.35 w\n${squares.join('\n')}\nS`;
}
