import { printable } from '../certificates/certificate-sentences.js';
import { paragraph, said } from '../certificates/paper-paragraphs.js';
import { type Paragraph, stack } from '../certificates/paper-stack.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { ActivityFacts } from './activity-letters.js';
import type { PaperKind } from './letter-kinds.js';
import { type OfPile, ownPageCode, type PaperSheet, pileLine, SOFT } from './paper-parts.js';

/** What stands on a slip, from top to bottom, and the code beside it. */
export interface Slip {
  lang: Locale;
  heading: string;
  name: string;
  belongs_to: string;
  title: string;
  /** Lines with some air before each block; empty ones are left out. */
  blocks: readonly (readonly string[])[];
  code: { link: string; alt: string; caption: string };
}

/** What a slip tells in place of a letter of an activity. */
export interface ToldSlip {
  kind: PaperKind;
  /** Whether the whole does not take place. */
  cancelled: boolean;
  name: string;
  belongs_to: string;
  lang: Locale;
  facts: ActivityFacts;
  /** Of the certificate; null: it is about none. */
  serial: string | null;
  link: string;
}

export const SLIPS_PER_PAGE = 4;
const HEIGHT = 67;
const FIRST = 21;
const [X, RIGHT] = [16, 194];
const CODE = 46;
const AIR = 4;
/** Sessions of a long training are on the own page: so many have room. */
const MOST_SESSIONS = 4;

/** Up to four slips under each other, to be cut along the lines. */
export function slipSheet(slips: readonly Slip[], pile: OfPile): PaperSheet {
  const head = pileLine(pile, 3.2);
  return {
    title: `${pile.place} ${pile.number}`.trim(),
    parts: [...head.blocks, ...slips.flatMap((slip, at) => slipParts(slip, FIRST + at * HEIGHT))],
    rules: [],
    cuts: [...slips, null].map((_, at) => FIRST + at * HEIGHT),
  };
}

/** A slip in place of a letter: when and where, who invites, and the code of the own page. */
export function letterSlip({ kind, cancelled, name, belongs_to, lang, facts, serial, link }: ToldSlip): Slip {
  const t = (key: string, params = {}): string => translate(lang, `letters.${key}`, params);
  const shown = facts.sessions.slice(0, MOST_SESSIONS);
  const more = facts.sessions.length - shown.length;
  const schedule = [...shown, more > 0 ? t('slip_more', { count: more }) : '', facts.place];
  const certificate = [t('slip_serial', { serial: serial ?? '' }), t('slip_collect', { organizer: facts.organizer })];
  const change = cancelled ? [facts.place] : shown.length > 0 ? schedule : [t('slip_no_session'), facts.place];
  const body = { invitation: schedule, change, thanks: [facts.place], certificate }[kind];
  const from = kind === 'certificate' ? [] : [t('slip_from', { organizer: facts.organizer })];
  return {
    ...{ lang, name, belongs_to, title: facts.title, blocks: [body, from] },
    heading: kind === 'change' ? t(cancelled ? 'slip_cancelled' : 'slip_change') : t(`kind_title.${kind}`),
    code: { link, alt: t('paper_code_of', { name }), caption: t('slip_code') },
  };
}

function slipParts(slip: Slip, top: number): PaperSheet['parts'] {
  const { lang, code } = slip;
  const width = RIGHT - X - CODE - AIR;
  const text = stack(wordsOf(slip), width, HEIGHT - 2 * AIR);
  const box = ownPageCode(code.link, code.alt, { x: RIGHT - CODE, y: top + AIR, side: CODE });
  const caption = paragraph(code.caption, 'sans', 2.9, { lang, colour: SOFT, leading: 1.4 });
  const below = stack([caption], CODE, HEIGHT - CODE - 2 * AIR);
  return [...text.at(X, top + AIR), box, ...below.at(RIGHT - CODE, top + AIR + CODE)];
}

function wordsOf({ heading, name, belongs_to, lang, title, blocks }: Slip): Paragraph[] {
  const left = { lang, align: 'left' } as const;
  const line = (text: string, gap: number): Paragraph =>
    paragraph(printable(text), 'regular', 3.6, { ...left, gap, leading: 1.4 });
  return said(
    paragraph(heading, 'sans_semibold', 3.4, { ...left, colour: SOFT }),
    paragraph(printable(name), 'bold', 5.6, {
      ...left,
      role: 'H1',
      steps: [...[5.6, 4.8].map((size) => [size, 1] as const), [4.4, 9]],
    }),
    paragraph(printable(belongs_to), 'sans', 3, { ...left, colour: SOFT, leading: 1.4 }),
    paragraph(printable(title), 'semibold', 4.3, {
      ...left,
      gap: 1.5,
      leading: 1.35,
      steps: [
        [4.3, 2],
        [3.8, 9],
      ],
    }),
    ...blocks.flatMap((lines) => lines.filter((each) => each !== '').map((each, at) => line(each, at === 0 ? 1.5 : 0))),
  );
}
