import { translate } from '../i18n/translate.js';
import { lowBlocks } from './certificate-foot.js';
import { headBlocks } from './certificate-head.js';
import { middle } from './certificate-middle.js';
import { type Sentences, sentences } from './certificate-sentences.js';
import { DECORATIONS, type Shape } from './paper-decoration.js';
import { type Block, type Box } from './paper-stack.js';
import type { PrintedCertificate } from './printed-certificate.js';
import { QUIET, type QrSquares, qrSquares } from './qr-code.js';
import { qrText } from './qr-text.js';

/** A picture in its box, as large as the box allows, in its middle. */
export interface PictureBox {
  sha256: string;
  box: Box;
  alt: string;
}

/** The QR code: the box has the empty squares around it, `square` is the side of one. Millimetres. */
export interface QrBox {
  box: Box;
  square: number;
  squares: QrSquares;
  alt: string;
}

/** A straight line under a heading. */
export interface Rule {
  x: number;
  y: number;
  width: number;
}

/** What stands where on a certificate, in millimetres of A4 across; PDF and picture are drawn from it. */
export interface Sheet {
  lang: 'vi' | 'en';
  /** For the list of windows, and for whoever hears the document. */
  title: string;
  /** Text in the order in which it is read. */
  blocks: Block[];
  pictures: PictureBox[];
  qr: QrBox;
  rules: Rule[];
  decoration: readonly Shape[];
}

/** What the parts of the sheet are made of. */
export interface Content {
  printed: PrintedCertificate;
  /** The language of the paper, and the second one where it speaks both. */
  first: Sentences;
  second: Sentences | null;
  area: Box;
}

/** Where text may stand: the frame of a design, and the air within it. */
const AREAS: Record<PrintedCertificate['style']['design'], Box> = {
  ripples: { x: 24, y: 18, width: 249, height: 175 },
  frame: { x: 25, y: 22, width: 247, height: 167 },
  plain: { x: 20, y: 16, width: 257, height: 178 },
};
/** Side of a black square in mm, of a code that is neither tiny nor larger than its corner. */
const SQUARE = 0.42;
const SMALLEST = 26;
const LARGEST = 38;
const AIR = 3;

/** Lays a certificate out. Pure: the same certificate is always the same sheet. */
export function layOut(printed: PrintedCertificate): Sheet {
  const { wording, design } = printed.style;
  const area = AREAS[design];
  const first = sentences(wording === 'en' ? 'en' : 'vi', printed);
  const second = wording === 'both' ? sentences('en', printed) : null;
  const content = { printed, first, second, area };
  const head = headBlocks(content);
  const foot = lowBlocks(content, qrBox(printed, first));
  const top = head.bottom + AIR;
  const inner = { x: area.x, y: top, width: area.width, height: foot.top - AIR - top };
  return {
    lang: first.lang,
    title: translate(first.lang, 'certificate_paper.document', { serial: printed.facts.serial, holder: first.holder }),
    blocks: [...head.blocks, ...middle(content, inner), ...foot.blocks],
    pictures: [...head.pictures, ...foot.pictures],
    qr: foot.qr,
    rules: head.rules,
    decoration: DECORATIONS[design],
  };
}

/** The code at the origin: the foot moves it into its corner. */
function qrBox(printed: PrintedCertificate, { lang }: Sentences): QrBox {
  const squares = qrSquares(qrText(printed));
  const side = Math.min(LARGEST, Math.max(SMALLEST, squares.size * SQUARE));
  const square = side / squares.size;
  const whole = side + 2 * QUIET * square;
  const box = { x: 0, y: 0, width: whole, height: whole };
  return { box, square, squares, alt: translate(lang, 'certificate_paper.qr_alt') };
}
