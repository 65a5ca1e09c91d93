import { paragraph } from '../certificates/paper-paragraphs.js';
import { type Block, type Box, stack } from '../certificates/paper-stack.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type PresentedQuestion, rightsOf } from '../quizzes/presentation.js';
import { paperText } from './paper-text.js';
import { letterOf } from './typed-answers.js';

/** What is never broken: some lines of text, with a box to tick before them or a line to write on. */
export interface Piece {
  height: number;
  /** Empty space above it. */
  gap: number;
  at: (x: number, y: number) => Drawn;
}

interface Drawn {
  blocks: Block[];
  boxes: Box[];
  rules: { x: number; y: number; width: number }[];
}

const WIDTH = 174;
const INDENT = 6;
const SQUARE = 4;
/** Higher than a page nothing becomes: it is set smaller then. */
const HIGHEST = 240;
const BODY = 4;

/** A question as it stands on paper. @param number from 1 */
export function questionPieces(presented: PresentedQuestion, number: number, lang: Locale): Piece[] {
  const { question } = presented;
  const texts = paperText(question.text);
  const [first = '', ...more] = texts;
  const head = `${translate(lang, 'knowledge.paper.question', { number: String(number) })} ${first}`;
  const hint = translate(lang, `knowledge.paper.how.${question.kind}`);
  return [
    textPiece(head, lang, { face: 'semibold', gap: 5 }),
    ...more.map((text) => textPiece(text, lang, { gap: 1 })),
    textPiece(hint, lang, { face: 'italic', size: 3.5, gap: 0.5 }),
    ...answerPieces(presented, lang),
  ];
}

function answerPieces({ question, shown }: PresentedQuestion, lang: Locale): Piece[] {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return shown.map((index, at) => boxPiece(`${letterOf(at)}. ${line(question.choices[index]?.text)}`, lang));
    case 'true_false':
      return ['true', 'false'].map((value) => boxPiece(translate(lang, `knowledge.paper.${value}`), lang));
    case 'matching': {
      const rights = rightsOf(question);
      return [
        ...question.pairs.map(({ left }) => boxPiece(line(left), lang, true)),
        ...shown.map((right, at) =>
          textPiece(`${letterOf(at)}. ${line(rights[right])}`, lang, { gap: 1, indent: 2 * INDENT }),
        ),
      ];
    }
    case 'ordering':
      return shown.map((item) => boxPiece(line(question.items[item]), lang, true));
    case 'essay':
      return Array.from({ length: 5 }, writingLine);
    default:
      return [writingLine()];
  }
}

function line(text: string | undefined): string {
  return paperText(text ?? '').join(' ');
}

interface Look {
  face?: 'regular' | 'semibold' | 'italic';
  size?: number;
  gap: number;
  indent?: number;
}

function textPiece(text: string, lang: Locale, { face = 'regular', size = BODY, gap, indent = 0 }: Look): Piece {
  const set = stack([paragraph(text, face, size, { lang, align: 'left', leading: 1.4 })], WIDTH - indent, HIGHEST);
  return { height: set.height, gap, at: (x, y) => ({ blocks: set.at(x + indent, y), boxes: [], rules: [] }) };
}

/** @param wide of a box in which a letter or a number is written */
function boxPiece(text: string, lang: Locale, wide = false): Piece {
  const side = wide ? SQUARE + 3 : SQUARE;
  const indent = INDENT + (wide ? 3 : 0);
  const set = stack([paragraph(text, 'regular', BODY, { lang, align: 'left', leading: 1.4 })], WIDTH - indent, HIGHEST);
  const height = Math.max(set.height, side);
  return {
    height,
    gap: wide ? 1.5 : 1,
    at: (x, y) => ({
      blocks: set.at(x + indent, y + (wide ? Math.max(0, (side - BODY * 1.4) / 2) : 0)),
      boxes: [{ x, y: wide ? y : y + 0.8, width: side, height: side }],
      rules: [],
    }),
  };
}

function writingLine(): Piece {
  return { height: 9, gap: 0, at: (x, y) => ({ blocks: [], boxes: [], rules: [{ x, y: y + 8, width: WIDTH }] }) };
}
