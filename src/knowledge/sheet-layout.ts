import type { QrBox } from '../certificates/certificate-layout.js';
import { paragraph } from '../certificates/paper-paragraphs.js';
import { type Block, type Box, type Paragraph, stack } from '../certificates/paper-stack.js';
import { QUIET, qrSquares } from '../certificates/qr-code.js';
import type { Locale } from '../i18n/locale.js';
import type { Piece } from './sheet-pieces.js';

/** A page upright in millimetres, and what lies between its margins. */
export const LEFT = 18;
export const WIDTH = 174;
const TOP = 14;
const BOTTOM = 284;
const SOFT = '#4a5565';
const CODE = 34;

/** What stands above the questions of one sheet. */
export interface SheetHead {
  lang: Locale;
  /** "Trước" or "Sau", as a heading says it. */
  moment: string;
  title: string;
  activity: string;
  /** Who it is for, a line each; a blank sheet has lines to write on instead. */
  lines: readonly string[];
  toFill: readonly string[];
  /** What a telephone reads, and how that is told to whoever does not see it; null: there is none. */
  code: { address: string; alt: string } | null;
  how: string;
  /** Above the further pages: "Số 12 · trang {page}". */
  further: (page: number) => string;
}

/** A page of a sheet: text and codes in the order of reading, boxes to tick and lines to write on. */
export interface SheetPage {
  title: string;
  parts: (Block | QrBox)[];
  boxes: Box[];
  rules: { x: number; y: number; width: number }[];
}

/**
 * Lays a sheet out. What belongs to a question stays on one page wherever it fits on one; what is longer is broken between
 * its choices. @param questions each as its pieces, in their order
 */
export function sheetPages(head: SheetHead, questions: readonly (readonly Piece[])[]): SheetPage[] {
  const first = headOf(head);
  const pages = [first.page];
  let y = first.bottom;
  let isFresh = false;
  const turn = (): void => {
    const next = furtherPage(head, pages.length + 1);
    pages.push(next.page);
    y = next.bottom;
    isFresh = true;
  };
  for (const pieces of questions) {
    const whole = pieces.reduce((sum, { height, gap }) => sum + height + gap, 0);
    if (y + whole > BOTTOM && !isFresh && whole <= BOTTOM - furtherPage(head, 2).bottom) turn();
    for (const piece of pieces) {
      if (y + piece.gap + piece.height > BOTTOM && !isFresh) turn();
      const page = pages.at(-1);
      const drawn = piece.at(LEFT, y + piece.gap);
      page?.parts.push(...drawn.blocks);
      page?.boxes.push(...drawn.boxes);
      page?.rules.push(...drawn.rules);
      y += piece.gap + piece.height;
      isFresh = false;
    }
  }
  return pages;
}

function headOf(head: SheetHead): { page: SheetPage; bottom: number } {
  const { lang, moment, title, activity, lines, toFill, code, how } = head;
  const left = { lang, align: 'left' } as const;
  const width = code ? WIDTH - CODE - 4 : WIDTH;
  const paragraphs: Paragraph[] = [
    paragraph(moment, 'sans_semibold', 4.2, left),
    paragraph(title, 'bold', 5.6, { ...left, role: 'H1', leading: 1.35, gap: 1 }),
    paragraph(activity, 'regular', 3.8, { ...left, colour: SOFT }),
    ...lines.map((line, at) =>
      paragraph(line, at === 0 ? 'semibold' : 'regular', 4.2, { ...left, gap: at === 0 ? 2 : 0 }),
    ),
  ];
  const text = stack(paragraphs, width, 90);
  const fill = toFill.map((line, at) => ({ line, y: TOP + text.height + 4 + at * 9 }));
  const filled = fill.map(({ line, y }) => ({ ...stack([paragraph(line, 'regular', 4.2, left)], 40, 9), y }));
  const bottom = Math.max(TOP + text.height + 4 + toFill.length * 9, code ? TOP + CODE : 0) + 2;
  const told = stack([paragraph(how, 'italic', 3.6, left)], WIDTH, 40);
  return {
    page: {
      title: [moment, title, lines[0] ?? ''].filter(Boolean).join(' – '),
      parts: [
        ...text.at(LEFT, TOP),
        ...filled.flatMap((each) => each.at(LEFT, each.y)),
        ...(code ? [codeBox(code)] : []),
        ...told.at(LEFT, bottom),
      ],
      boxes: [],
      rules: fill.map(({ y }) => ({ x: LEFT + 42, y: y + 6, width: width - 42 })),
    },
    bottom: bottom + told.height,
  };
}

function furtherPage(head: SheetHead, number: number): { page: SheetPage; bottom: number } {
  const words = head.further(number);
  const line = stack([paragraph(words, 'sans', 3.4, { lang: head.lang, align: 'left', colour: SOFT })], WIDTH, 20);
  const page = { title: words, parts: line.at(LEFT, TOP), boxes: [], rules: [] };
  return { page, bottom: TOP + line.height + 2 };
}

function codeBox({ address, alt }: { address: string; alt: string }): QrBox {
  const squares = qrSquares(address);
  const box = { x: LEFT + WIDTH - CODE, y: TOP, width: CODE, height: CODE };
  return { box, square: CODE / (squares.size + 2 * QUIET), squares, alt };
}
