import type { QrBox, Rule } from '../certificates/certificate-layout.js';
import { printable } from '../certificates/certificate-sentences.js';
import { paragraph } from '../certificates/paper-paragraphs.js';
import { type Block, stack } from '../certificates/paper-stack.js';
import { QUIET, qrSquares } from '../certificates/qr-code.js';
import type { Locale } from '../i18n/locale.js';

/** A page upright, in millimetres, and what lies between its margins. */
export const LEFT = 20;
export const WIDTH = 170;
export const TOP = 12;
export const BOTTOM = 285;
export const SOFT = '#4a5565';

/** A page of the print pack: text and codes in the order in which they are read, and lines that say nothing. */
export interface PaperSheet {
  title: string;
  parts: (Block | QrBox)[];
  rules: Rule[];
  /** Heights at which the page is cut, from edge to edge. */
  cuts: number[];
}

/** Of which pile a page is, and which of its pages. */
export interface OfPile {
  /** The village, class or organisation; empty where nothing is known. */
  place: string;
  /** Which of how many pages of this place: "2/5". */
  number: string;
  lang: Locale;
}

/** The line above a page that says who takes it along, with the number of the page at its end. */
export function pileLine({ place, number, lang }: OfPile, size = 3.4): { blocks: Block[]; bottom: number } {
  const say = { lang, align: 'left', colour: SOFT } as const;
  const counter = stack([paragraph(number, 'sans', size, say)], 20, 10);
  const [count] = counter.at(0, TOP);
  const width = count?.runs[0]?.width ?? 0;
  const name = stack([paragraph(printable(place), 'sans_semibold', size, say)], WIDTH - width - 4, 14);
  const blocks = [...name.at(LEFT, TOP), ...counter.at(LEFT + WIDTH - width, TOP)];
  return { blocks, bottom: TOP + Math.max(name.height, counter.height) };
}

/** The code of an own page. @param side of the whole with its empty squares, in mm */
export function ownPageCode(link: string, alt: string, { x, y, side }: { x: number; y: number; side: number }): QrBox {
  const squares = qrSquares(link);
  const square = side / (squares.size + 2 * QUIET);
  return { box: { x, y, width: side, height: side }, square, squares, alt };
}
