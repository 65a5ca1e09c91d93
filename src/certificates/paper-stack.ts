import { face } from './fonts.js';
import { Kept } from './kept.js';
import { balance, breakLines, forceLines, type Line, type Span } from './paper-lines.js';

/** A place on the paper in millimetres, from the upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Text of one face on one line: where its first letter stands, on which line, and how wide it is. Millimetres. */
export interface Run extends Span {
  size: number;
  colour: string;
  x: number;
  baseline: number;
  width: number;
  /** A space follows that is not seen: the line was broken there. */
  space: boolean;
}

/** What a paragraph is for whoever does not see the paper. */
export type Role = 'H1' | 'P';

/** A paragraph before it has a place. */
export interface Paragraph {
  role: Role;
  lang: 'vi' | 'en';
  spans: Span[];
  /** Sizes in mm, largest first, each with the lines up to which it is good; the last is taken whatever comes out. */
  steps: readonly (readonly [size: number, lines: number])[];
  /** Height of a line in sizes: room for the marks of Ẩ, Ỗ, Ộ above and below. */
  leading: number;
  colour: string;
  align: 'left' | 'center';
  /** Empty space above it in mm; nothing above the first. */
  gap: number;
  /** Of what is left and right of it, in mm, when it is narrower than its column. */
  inset?: number;
}

/** A paragraph in its place. */
export interface Block {
  role: Role;
  lang: 'vi' | 'en';
  box: Box;
  runs: Run[];
}

/** The lines of a paragraph at the size that is good for it. */
interface SetText {
  lines: readonly Line[];
  size: number;
}

interface Fitted extends SetText {
  paragraph: Paragraph;
  height: number;
  gap: number;
}

/** On the papers of a training nearly everything is the same. */
const setTexts = new Kept<SetText>(1000);

/** Paragraphs that are as high as their column allows; `height` is what they take. */
export interface Stack {
  height: number;
  /** Places them; `y` is the upper edge. */
  at(x: number, y: number): Block[];
}

/** How much smaller everything becomes while it is too high. */
const SHRINK = 0.95;

/**
 * Sets paragraphs under each other in a column. Each takes the first of its sizes that is good for it; where all of them
 * together are too high, everything becomes smaller until they fit: nothing is ever clipped.
 */
export function stack(paragraphs: readonly Paragraph[], width: number, highest: number): Stack {
  for (let scale = 1; ; scale *= SHRINK) {
    const fitted = paragraphs.map((paragraph, index) => fit(paragraph, width, scale, index === 0));
    const height = fitted.reduce((sum, each) => sum + each.gap + each.height, 0);
    if (height <= highest) return { height, at: (x, y) => placed(fitted, width, x, y) };
  }
}

function fit(paragraph: Paragraph, whole: number, scale: number, isFirst: boolean): Fitted {
  const { spans, steps, leading, inset = 0 } = paragraph;
  const width = whole - 2 * inset;
  const words = spans.map((span) => `${span.face} ${span.text}`).join('\n');
  const { lines, size } = setTexts.get(`${width} ${scale} ${steps.join(' ')}\n${words}`, () => {
    return setText(paragraph, width, scale);
  });
  return { paragraph, lines, size, height: lines.length * size * leading, gap: isFirst ? 0 : paragraph.gap * scale };
}

function setText({ spans, steps }: Paragraph, width: number, scale: number): SetText {
  for (const [step, most] of steps) {
    const size = step * scale;
    const lines = breakLines(spans, width / size);
    if (lines && lines.length <= most) return { lines: balance(spans, lines, width / size), size };
  }
  const size = (steps.at(-1)?.[0] ?? 1) * scale;
  return { lines: breakLines(spans, width / size) ?? forceLines(spans, width / size), size };
}

function placed(fitted: readonly Fitted[], width: number, x: number, top: number): Block[] {
  let y = top;
  return fitted.map((each) => {
    y += each.gap;
    const box = { x, y, width, height: each.height };
    y += each.height;
    const { role, lang } = each.paragraph;
    return { role, lang, box, runs: each.lines.flatMap((line, index) => runsOf(each, line, box, index)) };
  });
}

function runsOf({ paragraph, size }: Fitted, line: Line, box: Box, index: number): Run[] {
  const { leading, colour, align } = paragraph;
  let x = align === 'center' ? box.x + (box.width - line.width * size) / 2 : box.x;
  const top = box.y + index * leading * size;
  return line.spans.map((span, place) => {
    const { ascent, descent } = face(span.face);
    const width = face(span.face).width(span.text) * size;
    const baseline = top + (leading / 2 + (ascent - descent) / 2) * size;
    const run = { ...span, size, colour, x, baseline, width, space: line.space && place === line.spans.length - 1 };
    x += width;
    return run;
  });
}
