import { clearDecimal, decimalOf, plainDecimal } from './decimal.js';

/**
 * GIFT gives signs a meaning that an author takes away with a backslash. The parser (gift-pegjs) wants more of them taken away
 * than Moodle does, and undoes it in a way that other text can look like. So each sign without a meaning is put aside before
 * it parses, one character for one, and put back afterwards: places in the text stay what they are.
 */
const ASIDE = {
  '\\': '\ufdd1',
  ':': '\ufdd2',
  '#': '\ufdd3',
  '=': '\ufdd4',
  '{': '\ufdd5',
  '}': '\ufdd6',
  '~': '\ufdd7',
};
/** A backslash that was taken along. */
const FILL = '\ufdd0';
/** `\n` stands for a new line; `\>` is ours, for an arrow that matches nothing. */
const ESCAPED: Record<string, string> = { ...ASIDE, n: '\ufdd8', '>': '\ufdd9' };
const AMPERSAND = '\ufdda';
const BACK = new Map<string, string>([
  ...Object.entries(ASIDE).map(([sign, aside]): [string, string] => [aside, sign]),
  ['\ufdd8', '\n'],
  ['\ufdd9', '>'],
  [AMPERSAND, '&'],
  [FILL, ''],
]);

/** Whether a text has characters that are nobody's, which this reader needs for itself. */
export function hasOurs(text: string): boolean {
  return /[\ufdd0-\ufdef]/.test(text);
}

/** A text as it was before signs were put aside. */
export function putBack(text: string): string {
  return text.replaceAll(/[\ufdd0-\ufdda]/g, (sign) => BACK.get(sign) ?? '');
}

type Part = 'title' | 'text' | 'answers' | 'number' | 'remark';

/** Signs that mean nothing where they stand; the parser would refuse them. */
const MEANINGLESS: Record<Part, string> = {
  title: '=#~{}',
  text: ':=#~',
  answers: ':',
  number: '',
  remark: ':',
};

/** One question, its signs without a meaning put aside; as long as before. */
export function putAside(text: string): string {
  const start = /^\s*::/.exec(text)?.[0].length ?? 0;
  const scan = new Scan(text, start === 0 ? 'text' : 'title');
  if (start > 0) scan.keep(start);
  while (!scan.done) scan.step();
  return scan.written.join('');
}

class Scan {
  readonly written: string[] = [];
  private at = 0;

  constructor(
    private readonly text: string,
    private part: Part,
  ) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  keep(count: number): void {
    this.written.push(this.text.slice(this.at, this.at + count));
    this.at += count;
  }

  step(): void {
    const sign = this.text[this.at] ?? '';
    const next = this.text[this.at + 1] ?? '';
    if (sign === '\\') this.escape(next);
    else if (sign === '&' && next === '&') this.put(`&${AMPERSAND}`);
    else if (this.part === 'title' && sign === ':') this.colonInTitle(next);
    else if (this.part === 'number' && sign === ',') this.put('.');
    else if (MEANINGLESS[this.part].includes(sign)) this.put(ESCAPED[sign] ?? sign);
    else this.structure(sign);
  }

  private put(written: string): void {
    this.written.push(written);
    this.at += written.length;
  }

  private escape(next: string): void {
    const aside = Object.hasOwn(ESCAPED, next) ? ESCAPED[next] : undefined;
    this.put(aside === undefined ? ASIDE['\\'] : aside + FILL);
  }

  private colonInTitle(next: string): void {
    if (next !== ':') return this.put(ASIDE[':']);
    this.put('::');
    this.part = 'text';
  }

  /** What has its meaning stays, and says what follows. */
  private structure(sign: string): void {
    this.put(sign);
    if (sign === '{') this.part = this.opensNumbers() ? 'number' : 'answers';
    else if (sign === '}') this.part = 'text';
    else if (this.part === 'number' && sign === '#') this.part = 'remark';
    else if (this.part === 'remark' && (sign === '=' || sign === '~')) this.part = 'number';
  }

  /** `{#`, but not `{####`; the sign itself is kept, so that the next one begins a remark. */
  private opensNumbers(): boolean {
    const opening = /^\s{0,100}#(?!###)/.exec(this.text.slice(this.at, this.at + 110));
    if (!opening) return false;
    this.keep(opening[0].length);
    return true;
  }
}

/** A text as GIFT writes it: on one line, its signs without a meaning. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\~=#{}:]/g, (sign) => `\\${sign}`)
    .replaceAll('->', '-\\>')
    .replaceAll('\n', '\\n');
}

/** Likewise where a format or a weight could be read into its beginning. */
export function escapedStart(text: string): string {
  return `${/^\[(html|markdown|plain|moodle)\]/.test(text) ? '[markdown]' : ''}${escaped(text)}`;
}

/** A number without a power of ten. */
export function giftNumber(value: number): string {
  const decimal = decimalOf(value);
  return decimal === null ? '0' : plainDecimal(decimal);
}

/** Likewise, and so that nobody can take its decimals for thousands. */
export function clearNumber(value: number): string {
  const decimal = decimalOf(value);
  return decimal === null ? '0' : clearDecimal(decimal);
}
