import { spaced } from './certificate-code.js';
import type { Content, PictureBox, QrBox } from './certificate-layout.js';
import { altOf, printable } from './certificate-sentences.js';
import type { Span } from './paper-lines.js';
import { paragraph, said } from './paper-paragraphs.js';
import { type Block, type Box, type Paragraph, stack } from './paper-stack.js';

/** How to check the certificate on the left, who signs on the right. */
export interface Foot {
  blocks: Block[];
  pictures: PictureBox[];
  qr: QrBox;
  /** Where it begins, in mm. */
  top: number;
}

const SIGN_WIDTH = 92;
/** Room for a signature by hand; with a seal, for its picture. */
const ROOM = 20;
const SEAL = 27;
const SIGNATURE_WIDTH = 44;
const SIGNATURE_HEIGHT = 16;
const HIGHEST_ABOVE = 26;
const HIGHEST_NAME = 12;
const BESIDE = 4;
/** Long titles and names of signatories: two lines of a size, then smaller. */
const SIGN = [
  [4.6, 2],
  [4, 2],
  [3.5, Infinity],
] as const;
/** Where the paper speaks two languages, room is short above. */
const SIGN_OF_BOTH = SIGN.slice(1);
const ROOM_OF_BOTH = 17;

/** Lays the foot out at the bottom of the area. */
export function lowBlocks(content: Content, qr: QrBox): Foot {
  const { area } = content;
  const bottom = area.y + area.height;
  const square = { ...qr.box, x: area.x, y: bottom - qr.box.height };
  const sign = signed(content, { x: area.x + area.width - SIGN_WIDTH, bottom });
  const left = square.x + square.width + BESIDE;
  const reference = stack(references(content), area.x + area.width - SIGN_WIDTH - BESIDE - left, square.height);
  // Its last line stands on the lower edge of the code, not of the empty squares below it.
  const foot = bottom - 4 * qr.square;
  return {
    blocks: [...sign.blocks, ...reference.at(left, Math.max(square.y, foot - reference.height))],
    pictures: sign.pictures,
    qr: { ...qr, box: square },
    top: Math.min(square.y, sign.top),
  };
}

function signed(
  content: Content,
  { x, bottom }: { x: number; bottom: number },
): { blocks: Block[]; pictures: PictureBox[]; top: number } {
  const { first, second, printed } = content;
  const steps = second ? SIGN_OF_BOTH : SIGN;
  const below = (text: string, lang: 'vi' | 'en'): Paragraph => paragraph(text, 'italic', 3.3, { lang, leading: 1.4 });
  const above = stack(
    said(
      paragraph(first.issued, 'italic', 0, { lang: first.lang, steps }),
      ...(second ? [below(second.issued, second.lang)] : []),
      paragraph(first.signatory, 'bold', 0, { lang: first.lang, steps }),
      ...(second && second.signatory !== first.signatory ? [below(second.signatory, second.lang)] : []),
    ),
    SIGN_WIDTH,
    HIGHEST_ABOVE,
  );
  const name = stack(
    said(paragraph(printable(printed.style.signatory_name), 'bold', 0, { lang: 'vi', steps })),
    SIGN_WIDTH,
    HIGHEST_NAME,
  );
  const room = printed.style.seal !== null ? SEAL : second ? ROOM_OF_BOTH : ROOM;
  const between = bottom - name.height - room;
  const top = between - above.height;
  return {
    blocks: [...above.at(x, top), ...name.at(x, bottom - name.height)],
    pictures: stamps(content, { x, y: between, width: SIGN_WIDTH, height: room }),
    top,
  };
}

/** The signature in the middle, and the seal over its left third (decree 30/2020). */
function stamps(content: Content, room: Box): PictureBox[] {
  const { first, printed } = content;
  const { signature, seal } = printed.style;
  const pen = {
    x: room.x + (room.width - SIGNATURE_WIDTH) / 2,
    y: room.y + (room.height - SIGNATURE_HEIGHT) / 2,
    width: SIGNATURE_WIDTH,
    height: SIGNATURE_HEIGHT,
  };
  const stamp = { x: pen.x + SIGNATURE_WIDTH / 3 - SEAL, y: room.y, width: SEAL, height: SEAL };
  return [
    ...(signature === null
      ? []
      : [{ sha256: signature, box: pen, alt: altOf('signature', first.lang, printed.style) }]),
    ...(seal === null ? [] : [{ sha256: seal, box: stamp, alt: altOf('seal', first.lang, printed.style) }]),
  ];
}

function references({ printed, first, second }: Content): Paragraph[] {
  const named = (own: string, other: string | undefined): string => (other ? `${own} / ${other}` : own);
  const line = (spans: Span[]): Paragraph => ({
    ...paragraph('', 'sans', 3.4, { lang: first.lang, align: 'left', leading: 1.6 }),
    spans,
  });
  const told = (label: string, value: string): Paragraph =>
    line([
      { text: `${label}: `, face: 'sans' },
      { text: value, face: 'sans_semibold' },
    ]);
  const plain = (text: string): Paragraph => line([{ text, face: 'sans' }]);
  return said(
    plain(first.valid),
    ...(second ? [plain(second.valid)] : []),
    told(named(first.serial, second?.serial), printed.facts.serial),
    told(named(first.code, second?.code), spaced(printed.code)),
    plain(`${printed.site.replace(/^https?:\/\//, '')}/verify`),
  );
}
