import { printable } from '../certificates/certificate-sentences.js';
import { paragraph } from '../certificates/paper-paragraphs.js';
import { type Paragraph, stack } from '../certificates/paper-stack.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Letter } from '../mail/mail-template.js';
import { BOTTOM, LEFT, type OfPile, ownPageCode, type PaperSheet, pileLine, WIDTH } from './paper-parts.js';

/** A letter that is printed, with the address of the own page that stands in it. */
export interface PrintedLetter {
  name: string;
  lang: Locale;
  letter: Letter;
  link: string;
}

const BODY = 4.1;
const CODE = 38;
const AIR = 5;

/** A letter on a page of its own: where its text has the link stands the code, with the link in words beside it. */
export function letterSheet({ name, lang, letter, link }: PrintedLetter, pile: OfPile): PaperSheet {
  const head = pileLine(pile);
  const top = head.bottom + 2 * AIR;
  const { above, below } = around(letter.text, link);
  const lower = stack(paragraphs(below, lang), WIDTH, (BOTTOM - top) / 2);
  const subject = paragraph(printable(letter.subject), 'bold', 5.6, { lang, role: 'H1', align: 'left', leading: 1.4 });
  const upper = stack([subject, ...paragraphs(above, lang, AIR)], WIDTH, BOTTOM - top - lower.height - CODE - 2 * AIR);
  const y = top + upper.height + AIR;
  const code = ownPageCode(link, translate(lang, 'letters.paper_code_of', { name }), { x: LEFT, y, side: CODE });
  const left = { lang, align: 'left' } as const;
  const beside = stack(
    [
      paragraph(translate(lang, 'letters.paper_code'), 'regular', BODY, left),
      paragraph(link, 'sans', 3.2, {
        ...left,
        gap: 2,
        steps: [...[3.2, 2.9].map((size) => [size, 1] as const), [3.2, 9]],
      }),
    ],
    WIDTH - CODE - AIR,
    CODE,
  );
  return {
    title: letter.subject,
    parts: [
      ...head.blocks,
      ...upper.at(LEFT, top),
      code,
      ...beside.at(LEFT + CODE + AIR, y + (CODE - beside.height) / 2),
      ...lower.at(LEFT, y + CODE + AIR),
    ],
    rules: [{ x: LEFT, y: head.bottom + 1.5, width: WIDTH }],
    cuts: [],
  };
}

/** The lines before the link and behind it. */
function around(text: string, link: string): { above: string; below: string } {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.trim() === link);
  return at < 0
    ? { above: text, below: '' }
    : { above: lines.slice(0, at).join('\n'), below: lines.slice(at + 1).join('\n') };
}

/** Each line is one; an empty line before it is the space above it. */
function paragraphs(text: string, lang: Locale, first = 0): Paragraph[] {
  const made: Paragraph[] = [];
  let gap = first;
  for (const line of text.split('\n').map(printable)) {
    if (line === '') gap = made.length === 0 ? first : AIR - 1.5;
    else {
      made.push(paragraph(line.replace(/^- /, '– '), 'regular', BODY, { lang, align: 'left', gap }));
      gap = 0;
    }
  }
  return made;
}
