import Handlebars from 'handlebars';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root.js';
import type { Locale } from '../i18n/locale.js';

/** What the HTML of a letter is made from. */
interface Written {
  locale: Locale;
  subject: string;
  text: string;
  site: string;
}

/** A piece of a line: words, or a link to a page of ours. */
interface Piece {
  text: string;
  href?: string;
}

interface Block {
  lines?: { pieces: Piece[] }[];
  items?: { pieces: Piece[] }[];
  /** A link that stands alone on its line: the thing to do. `words`: what the line before it calls it. */
  button?: { href: string; words?: string };
}

const URL_PATTERN = /https?:\/\/[^\s<>"']+/g;
const LAYOUT = 'mail/layout.html';
let layout: ((model: object) => string) | undefined;

/**
 * The same words as the text, as HTML: paragraphs, lists of lines that begin with "- ", and a link alone on its line as
 * something to press; where the line before it ends with a colon, that line is what stands on it. Everything is escaped by the
 * layout; only addresses of our own site become links.
 */
export function letterHtml({ locale, subject, text, site }: Written): string {
  layout ??= Handlebars.compile(readFileSync(join(ROOT, 'views', `${LAYOUT}.hbs`), 'utf8')) as (
    model: object,
  ) => string;
  return layout({ locale, subject, blocks: blocksOf(text, site) });
}

function blocksOf(text: string, site: string): Block[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph) => paragraphBlocks(paragraph.split('\n'), site));
}

function paragraphBlocks(lines: string[], site: string): Block[] {
  const blocks: Block[] = [];
  const last = (): Block | undefined => blocks.at(-1);
  for (const line of lines) {
    const href = ownLink(line.trim(), site);
    if (href !== null) {
      const words = labelOf(last()?.lines?.at(-1)?.pieces);
      if (words !== undefined) dropLine(blocks);
      blocks.push({ button: { href, ...(words === undefined ? {} : { words }) } });
    } else if (line.startsWith('- ')) {
      const item = { pieces: piecesOf(line.slice(2), site) };
      const list = last()?.items;
      if (list) list.push(item);
      else blocks.push({ items: [item] });
    } else {
      const written = { pieces: piecesOf(line, site) };
      const paragraph = last()?.lines;
      if (paragraph) paragraph.push(written);
      else blocks.push({ lines: [written] });
    }
  }
  return blocks;
}

/** What a line that ends with a colon says without it. */
function labelOf(pieces: Piece[] | undefined): string | undefined {
  const [only, ...others] = pieces ?? [];
  if (!only || others.length > 0 || only.href !== undefined) return undefined;
  return /^(.+?)\s*:$/.exec(only.text)?.[1];
}

function dropLine(blocks: Block[]): void {
  const lines = blocks.at(-1)?.lines;
  lines?.pop();
  if (lines?.length === 0) blocks.pop();
}

function piecesOf(line: string, site: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: found, index } of line.matchAll(URL_PATTERN)) {
    // A sign that ends the sentence is none of the address.
    const address = found.replace(/[.,;:!?)]+$/, '');
    const href = ownLink(address, site);
    if (href === null) continue;
    if (index > done) pieces.push({ text: line.slice(done, index) });
    pieces.push({ text: address, href });
    done = index + address.length;
  }
  if (done < line.length) pieces.push({ text: line.slice(done) });
  return pieces;
}

/** The address as a link, if it leads to a page of ours over http or https; else null. */
function ownLink(text: string, site: string): string | null {
  if (!/^https?:\/\/[^\s<>"']+$/.test(text)) return null;
  const [url, own] = [URL.parse(text), URL.parse(site)];
  return url && own && url.origin === own.origin && url.username === '' && url.password === '' ? text : null;
}
