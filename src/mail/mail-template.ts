import Handlebars from 'handlebars';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root.js';
import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { letterHtml } from './letter-html.js';

/** A letter: what stands in the subject line, and twice the same words, as text and as HTML. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** What a letter is filled with; `site` is our own address: only links to it become links of the HTML. */
export type LetterValues = Record<string, string | readonly string[]> & { site: string };

const LONGEST_SUBJECT = 200;
const FOLDER = join(ROOT, 'views', 'mail');
const templates = new Map<string, (model: object) => string>();

/**
 * Fills `views/mail/<name>.<locale>.hbs`: its first line is the subject, the rest the body. The template is the one source of
 * the words, of the text and of the HTML (letter-html.ts). Text of people comes in as values only, never as a template; each
 * value is put on one line, so that a name cannot add lines of its own; of a list each on a line of its own (`{{#each …}}`).
 * Instants are given as `{{instant at}}`; `{{#if …}}` leaves out what has no value.
 */
export function writeLetter(name: string, locale: Locale, values: LetterValues): Letter {
  const safe = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === 'string' ? oneLine(value) : value.map(oneLine),
  ]);
  const [first = '', ...lines] = template(name, locale)(Object.fromEntries(safe) as object).split('\n');
  const subject = shorten(first.trim());
  const text = `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
  return { subject, text, html: letterHtml({ locale, subject, text, site: values.site }) };
}

function template(name: string, locale: Locale): (model: object) => string {
  const key = `${name}.${locale}`;
  const known = templates.get(key);
  if (known) return known;
  const source = readFileSync(join(FOLDER, `${key}.hbs`), 'utf8');
  const handlebars = Handlebars.create();
  handlebars.registerHelper('instant', (at: string) => formatInstant(locale, at));
  const made = handlebars.compile(source, { noEscape: true }) as (model: object) => string;
  templates.set(key, made);
  return made;
}

/** Without line breaks of any kind, control characters, and marks that turn the direction of what follows. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

function shorten(subject: string): string {
  const signs = [...subject];
  return signs.length <= LONGEST_SUBJECT ? subject : `${signs.slice(0, LONGEST_SUBJECT - 1).join('')}…`;
}
