import type { FaceName } from './fonts.js';
import type { Paragraph } from './paper-stack.js';

export const INK = '#1b2230';

type Varying = Partial<Pick<Paragraph, 'role' | 'steps' | 'leading' | 'colour' | 'align' | 'gap' | 'inset' | 'lang'>>;

/** An ordinary paragraph of one face and size, with what differs from it. */
export function paragraph(text: string, face: FaceName, size: number, varying: Varying = {}): Paragraph {
  return {
    role: 'P',
    lang: 'vi',
    spans: [{ text, face }],
    steps: [[size, Infinity]],
    leading: 1.5,
    colour: INK,
    align: 'center',
    gap: 0,
    ...varying,
  };
}

/** Those that say something. */
export function said(...paragraphs: Paragraph[]): Paragraph[] {
  return paragraphs.filter(({ spans }) => spans.some(({ text }) => text !== ''));
}
