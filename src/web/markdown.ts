import type { MarkdownIt } from 'markdown-it';
import type sanitize from 'sanitize-html';
import { late, once } from '../config/late.js';

/** The address at which a picture of `media/NAME` is served; null: there is none, and the picture is left out. */
export type PictureAddress = (name: string) => string | null;

/** Names of pictures and other files, as they stand in texts: `media/NAME`. */
const MEDIA = /^media\/([\p{L}\p{N}][\p{L}\p{N}._-]{0,99})$/u;
const LINK = /^(https?:\/\/|mailto:)/i;
/** Texts whose HTML is kept: a lesson is opened by many one after the other. Characters in all, and of one. */
const KEPT = 8_000_000;
const KEPT_ONE = 200_000;

/** HTML is text to it. Nesting is bounded, as what is nested deep is not meant to be read. */
const parser = once((): MarkdownIt => {
  const made = late.markdownIt()({ html: false, linkify: false, typographer: false, maxNesting: 20 });
  made.renderer.rules.th_open = () => '<th scope="col">';
  made.renderer.rules.table_open = () => '<table class="tbl">';
  // The page has its h1: those of a text begin one below.
  made.core.ruler.push('shift_headings', ({ tokens }) => {
    for (const token of tokens) {
      if (token.type.startsWith('heading_')) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
    }
  });
  return made;
});

/**
 * What may stand on a page, whatever the text was and whatever the parser made of it. No style, no script, no form, no
 * frame; links lead to the web or to mail; pictures are files of ours and say what they show.
 */
const ALLOWED: sanitize.IOptions = {
  allowedTags: [
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'hr', 'br'],
    ...['strong', 'em', 's', 'a', 'img', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href', 'rel', 'title'],
    img: ['src', 'alt'],
    ol: ['start'],
    th: ['scope'],
    table: ['class'],
  },
  allowedClasses: { table: ['tbl'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    a: (_, { href = '', title }) =>
      LINK.test(href)
        ? { tagName: 'a', attribs: { href, rel: 'noopener noreferrer', ...(title ? { title } : {}) } }
        : { tagName: 'span', attribs: {} },
    // `src` comes first, so that `address` finds it.
    img: (tagName, { src = '', alt = '' }) => ({ tagName, attribs: { src: mediaName(src) ?? '', alt } }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && (!attribs.src || !attribs.alt),
};

/**
 * A text in Markdown as HTML that is safe to put on a page as it is: paragraphs, headings from h2 on, lists, tables.
 * @param picture where its pictures are served; without it, it has none
 */
export function markdown(text: string, picture: PictureAddress = () => null): string {
  return address(rendered('block', text), picture);
}

/** Likewise for what stands within a line or a label: emphasis, links, code and pictures, no paragraphs. */
export function inlineMarkdown(text: string, picture: PictureAddress = () => null): string {
  return address(rendered('inline', text), picture);
}

/**
 * The names of the files a text shows, each once: what has to be there before it is published.
 * @param form how it is shown: by `markdown`, or by `inlineMarkdown`
 */
export function mediaOf(text: string, form: 'block' | 'inline' = 'block'): string[] {
  return [...new Set([...rendered(form, text).matchAll(PICTURE)].map(([, name = '']) => name))];
}

const PICTURE = /<img src="([^"]*)" alt="[^"]*" \/>/g;

/** In text `<` is always written as `&lt;`: this finds tags and nothing else. Names have no sign that HTML would write otherwise. */
function address(html: string, picture: PictureAddress): string {
  if (!html.includes('<img ')) return html;
  return html.replaceAll(PICTURE, (tag, name: string) => {
    const src = picture(name);
    return src === null ? '' : tag.replace(`"${name}"`, () => `"${escaped(src)}"`);
  });
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** The parser writes what is not ASCII in an address in per cent. */
function mediaName(src: string): string | null {
  try {
    return MEDIA.exec(decodeURIComponent(src).normalize('NFC'))?.[1] ?? null;
  } catch {
    return null;
  }
}

const kept = new Map<string, string>();
let keptLength = 0;

/** Sanitised HTML with names in the place of addresses; the texts that were asked for last are kept. */
function rendered(form: 'block' | 'inline', text: string): string {
  const key = `${form}:${text}`;
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const html = late.sanitizeHtml()(form === 'block' ? parser().render(text) : parser().renderInline(text), ALLOWED);
  if (key.length + html.length > KEPT_ONE) return html;
  kept.set(key, html);
  keptLength += key.length + html.length;
  for (const [oldest, value] of kept) {
    if (keptLength <= KEPT) break;
    kept.delete(oldest);
    keptLength -= oldest.length + value.length;
  }
  return html;
}
