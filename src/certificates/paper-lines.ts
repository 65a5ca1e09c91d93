import { type FaceName, face } from './fonts.js';

/** Text of one face. Several make a line: `Số: ` and, stronger, `TD-2025-00042`. */
export interface Span {
  text: string;
  face: FaceName;
}

/** A line that is set: its spans, how wide it is in em, and whether a space stood where it was broken. */
export interface Line {
  spans: Span[];
  width: number;
  space: boolean;
}

/** The smallest part that stays together, in em; `space`: one stands before it. */
interface Word extends Span {
  width: number;
  space: boolean;
}

/** Kerning between parts that are measured apart: far below it. */
const RESERVE = 0.995;
const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** The lines of a text, or null where a word is wider than the line. @param width of a line in em */
export function breakLines(spans: readonly Span[], width: number): Line[] | null {
  const words = wordsOf(spans);
  return words.some((word) => word.width > width * RESERVE) ? null : set(words, width * RESERVE);
}

/** The same with words cut where nothing else helps. */
export function forceLines(spans: readonly Span[], width: number): Line[] {
  const words = wordsOf(spans).flatMap((word) => (word.width > width * RESERVE ? cut(word, width * RESERVE) : [word]));
  return set(words, width * RESERVE);
}

/** As many lines as before, but of about the same length: a title whose second line is one word looks torn. */
export function balance(spans: readonly Span[], lines: Line[], width: number): Line[] {
  if (lines.length < 2) return lines;
  let [best, low, high] = [lines, 0, width];
  for (let step = 0; step < 8; step += 1) {
    const middle = (low + high) / 2;
    const tried = breakLines(spans, middle);
    if (tried && tried.length <= lines.length) [best, high] = [tried, middle];
    else low = middle;
  }
  return best;
}

function wordsOf(spans: readonly Span[]): Word[] {
  const words: Word[] = [];
  let space = false;
  for (const { text, face } of spans) {
    for (const [index, part] of text.split(' ').entries()) {
      if (index > 0) space = true;
      for (const piece of part.split(/(?<=[-–—/])(?=.)/u)) {
        if (piece === '') continue;
        words.push(measured(piece, face, space));
        space = false;
      }
    }
  }
  return words;
}

function measured(text: string, name: FaceName, space: boolean): Word {
  return { text, face: name, width: face(name).width(text), space };
}

/** A word in pieces that fit, between what is read as one letter. */
function cut({ text, face: name, space }: Word, width: number): Word[] {
  const pieces: Word[] = [];
  let rest = '';
  for (const { segment } of graphemes.segment(text)) {
    if (rest !== '' && face(name).width(rest + segment) > width) {
      pieces.push(measured(rest, name, space && pieces.length === 0));
      rest = '';
    }
    rest += segment;
  }
  return [...pieces, measured(rest, name, space && pieces.length === 0)];
}

function set(words: readonly Word[], width: number): Line[] {
  const lines: Line[] = [];
  let line: Word[] = [];
  let used = 0;
  for (const word of words) {
    const gap = word.space && line.length > 0 ? face(word.face).width(' ') : 0;
    if (line.length > 0 && used + gap + word.width > width) {
      lines.push(joined(line, word.space));
      [line, used] = [[word], word.width];
    } else {
      line.push(word);
      used += gap + word.width;
    }
  }
  return line.length > 0 ? [...lines, joined(line, false)] : lines;
}

/** Words of one face side by side are one span, measured as it is drawn. */
function joined(words: readonly Word[], space: boolean): Line {
  const spans: Span[] = [];
  for (const [index, word] of words.entries()) {
    const last = spans.at(-1);
    const gap = word.space && index > 0 ? ' ' : '';
    if (last?.face === word.face) last.text += gap + word.text;
    else {
      if (last) last.text += gap;
      spans.push({ text: word.text, face: word.face });
    }
  }
  return { spans, width: spans.reduce((sum, span) => sum + face(span.face).width(span.text), 0), space };
}
