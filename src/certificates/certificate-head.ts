import type { Content, PictureBox, Rule } from './certificate-layout.js';
import { altOf, printable, type Sentences } from './certificate-sentences.js';
import { paragraph, said } from './paper-paragraphs.js';
import { type Block, type Paragraph, stack } from './paper-stack.js';

/** The heading of administrative papers: who issues on the left, state and motto on the right, each over its rule. */
export interface Head {
  blocks: Block[];
  rules: Rule[];
  pictures: PictureBox[];
  /** Where it ends, in mm. */
  bottom: number;
}

const BETWEEN = 8;
const LOGO = 19;
/** Lines of a heading: two are usual, and long names of offices become smaller. */
const STEPS = [
  [4.1, 2],
  [3.7, 2],
  [3.3, Infinity],
] as const;
const HIGHEST = 24;
const HIGHEST_BELOW = 12;
const RULE_LEFT = 26;
const RULE_RIGHT = 48;
const ABOVE_RULE = 0.8;
const BELOW_RULE = 1.2;

/** Lays the heading out at the top of the area. */
export function headBlocks(content: Content): Head {
  const { printed, first, second, area } = content;
  const { style } = printed;
  const half = (area.width - BETWEEN) / 2;
  const beside = style.logo === null ? 0 : LOGO + 3;
  const right = column(state(first), second ? small(second, `${second.state}\n${second.motto}`) : [], {
    x: area.x + half + BETWEEN,
    y: area.y,
    width: half,
    rule: RULE_RIGHT,
  });
  const left = column(issuer(content), second ? small(second, printable(style.body_en ?? '')) : [], {
    x: area.x + beside,
    y: area.y,
    width: half - beside,
    rule: RULE_LEFT,
  });
  const logo = { x: area.x, y: area.y, width: LOGO, height: LOGO };
  const pictures =
    style.logo === null ? [] : [{ sha256: style.logo, box: logo, alt: altOf('logo', first.lang, style) }];
  return {
    blocks: [...left.blocks, ...right.blocks],
    rules: [left.rule, right.rule],
    pictures,
    bottom: Math.max(left.bottom, right.bottom, style.logo === null ? 0 : area.y + LOGO),
  };
}

function issuer({ printed, first }: Content): Paragraph[] {
  const { body_above, body, body_en } = printed.style;
  const { lang } = first;
  return said(
    paragraph(printable(body_above ?? ''), 'regular', 0, { lang: 'vi', steps: STEPS }),
    paragraph(printable((lang === 'en' && body_en) || body), 'bold', 0, { lang, steps: STEPS }),
  );
}

function state({ lang, state, motto }: Sentences): Paragraph[] {
  return [paragraph(state, 'bold', 0, { lang, steps: STEPS }), paragraph(motto, 'bold', 0, { lang, steps: STEPS })];
}

function small({ lang }: Sentences, text: string): Paragraph[] {
  return said(...text.split('\n').map((line) => paragraph(line, 'italic', 3.2, { lang, leading: 1.45 })));
}

interface Column {
  x: number;
  y: number;
  width: number;
  rule: number;
}

function column(
  above: Paragraph[],
  below: Paragraph[],
  { x, y, width, rule }: Column,
): { blocks: Block[]; rule: Rule; bottom: number } {
  const upper = stack(above, width, HIGHEST);
  const lower = stack(below, width, HIGHEST_BELOW);
  const under = y + upper.height + ABOVE_RULE;
  return {
    blocks: [...upper.at(x, y), ...lower.at(x, under + BELOW_RULE)],
    rule: { x: x + (width - rule) / 2, y: under, width: rule },
    bottom: under + BELOW_RULE + lower.height,
  };
}
