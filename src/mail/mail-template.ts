import Handlebars from 'handlebars';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root.js';
import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';

/** A letter as text: what stands in the subject line, and the body. */
export interface Letter {
  subject: string;
  body: string;
}

const FOLDER = join(ROOT, 'views', 'mail');
const templates = new Map<string, (model: object) => string>();

/**
 * Fills `views/mail/<name>.<locale>.hbs`: its first line is the subject, the rest the body. Letters are plain text, so
 * nothing is escaped for HTML; values are put on one line, so that a name cannot add lines of its own.
 * Instants are given as `{{instant at}}`.
 */
export function writeLetter(name: string, locale: Locale, values: Record<string, string>): Letter {
  const safe = Object.entries(values).map(([key, value]) => [key, oneLine(value)]);
  const text = template(name, locale)(Object.fromEntries(safe) as object);
  const [subject = '', ...lines] = text.split('\n');
  return { subject: subject.trim(), body: `${lines.join('\n').trim()}\n` };
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

function oneLine(text: string): string {
  return text.replace(/[\s\u0085\u2028\u2029]+/g, ' ').trim();
}
