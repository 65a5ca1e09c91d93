import type { Content } from './certificate-layout.js';
import type { Sentences } from './certificate-sentences.js';
import { INDIGO } from './paper-decoration.js';
import { INK, paragraph, said } from './paper-paragraphs.js';
import { type Block, type Box, type Paragraph, stack } from './paper-stack.js';

const COURSE = [
  [6.6, 2],
  [5.8, 2],
  [5, Infinity],
] as const;
const COURSE_OF_BOTH = [
  [6, 2],
  [5.4, 2],
  [4.8, Infinity],
] as const;
const HOLDER = [
  [13, 1],
  [11, 1],
  [9.5, 1],
  [8.5, 2],
  [7, Infinity],
] as const;
const HOLDER_OF_BOTH = [
  [11.5, 1],
  [10, 1],
  [9, 1],
  [8, 2],
  [6.5, Infinity],
] as const;
/** Empty on either side of a title: a line of 215 mm is the longest that is read well. */
const INSET = 17;

/** The certificate itself: who, what, when, where; in the middle of what heading and foot leave. */
export function middle({ printed, first, second }: Content, inner: Box): Block[] {
  const colour = printed.style.design === 'plain' ? INK : INDIGO;
  const paragraphs = second ? inBoth(first, second, colour) : inOne(first, colour);
  const set = stack(paragraphs, inner.width, inner.height);
  return set.at(inner.x, inner.y + (inner.height - set.height) / 2);
}

function inOne(words: Sentences, colour: string): Paragraph[] {
  const { lang } = words;
  const fine = (text: string, gap: number): Paragraph => paragraph(text, 'regular', 4.6, { lang, leading: 1.6, gap });
  return said(
    paragraph(words.heading, 'bold', 15, { role: 'H1', lang, leading: 1.4, colour }),
    fine(words.certifies, 2),
    paragraph(words.holder, 'semibold', 0, { lang: 'vi', steps: HOLDER, leading: 1.45, gap: 1 }),
    fine(words.about, 1),
    fine(words.completed, 4),
    paragraph(words.title, 'semibold', 0, { lang: 'vi', steps: COURSE, inset: INSET }),
    fine(words.circumstances, 2),
  );
}

/** Each sentence with the other language below, smaller; names and the title stand once. */
function inBoth(words: Sentences, second: Sentences, colour: string): Paragraph[] {
  const { lang } = words;
  const fine = (text: string, gap: number): Paragraph => paragraph(text, 'regular', 4.3, { lang, leading: 1.5, gap });
  const below = (text: string): Paragraph => paragraph(text, 'italic', 3.5, { lang: second.lang, leading: 1.45 });
  return said(
    paragraph(words.heading, 'bold', 12.5, { role: 'H1', lang, leading: 1.4, colour }),
    paragraph(second.heading, 'semibold', 4.6, { lang: second.lang, colour, leading: 1.4 }),
    fine(words.certifies, 2),
    below(second.certifies),
    paragraph(words.holder, 'semibold', 0, { lang, steps: HOLDER_OF_BOTH, leading: 1.45 }),
    fine(words.about, 0),
    below(second.about === words.about ? '' : second.about),
    fine(words.completed, 2),
    below(second.completed),
    paragraph(words.title, 'semibold', 0, { lang, steps: COURSE_OF_BOTH, inset: INSET, gap: 0.5 }),
    fine(words.circumstances, 0.5),
    below(second.circumstances),
  );
}
