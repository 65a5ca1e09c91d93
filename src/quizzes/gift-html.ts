const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
};
/** Tags that say nothing that is missed; what is neither here nor below is refused. */
const SILENT = new Set(['span', 'font', 'div', 'p', 'ul', 'ol', 'u', 'small', 'tbody']);
const AROUND: Record<string, string> = { b: '**', strong: '**', i: '*', em: '*', code: '`' };

/** A text that has no Markdown in it, as Markdown that shows it. */
export function plainToMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>!|~&]/g, (sign) => `\\${sign}`).replaceAll(/^(\s*)([#+=-]|\d+[.)])/gm, starts);
}

function starts(_: string, blanks: string, sign: string): string {
  const [number, end] = [sign.slice(0, -1), sign.slice(-1)];
  return `${blanks}${number}\\${end}`;
}

/**
 * HTML as Moodle exports it, as Markdown: paragraphs, breaks, emphasis, lists.
 * @returns null where there is more in it than that (pictures, tables, links, formulas): nothing may get lost silently
 */
export function htmlToMarkdown(html: string): string | null {
  const written: string[] = [];
  const lists: string[] = [];
  for (const piece of html.split(/(<[^<>]*>)/)) {
    const tag = /^<(\/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>$/.exec(piece);
    if (tag) {
      const sign = signOf((tag[2] ?? '').toLowerCase(), tag[1] === '/', lists);
      if (sign === null) return null;
      written.push(sign);
    } else if (piece.startsWith('<')) return null;
    else written.push(plainToMarkdown(entities(piece).replaceAll(/\s+/g, ' ')));
  }
  return tidy(written.join(''));
}

/** HTML as text only, for what has no markup: an answer to be typed. Null where a tag is in it that says something. */
export function htmlToPlain(html: string): string | null {
  const text = html.replaceAll(/<\/?(?:p|span|div|br|b|strong|i|em)(?:\s[^<>]*)?\/?>/gi, ' ');
  return /<[A-Za-z/!]/.test(text) ? null : entities(text);
}

function signOf(name: string, closes: boolean, lists: string[]): string | null {
  if (name === 'br') return '\\\n';
  if (name === 'li') return closes ? '' : `\n${lists.at(-1) === 'ol' ? '1.' : '-'} `;
  const around = AROUND[name];
  if (around !== undefined) return around;
  if (!SILENT.has(name)) return null;
  if (name === 'ul' || name === 'ol') {
    if (closes) lists.pop();
    else lists.push(name);
  }
  return ['p', 'div', 'ul', 'ol'].includes(name) ? '\n\n' : '';
}

function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  return kept
    .join('\n')
    .replaceAll(/(\\\n)+$/g, '')
    .replaceAll(/\\$/g, '')
    .trim();
}

function entities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
