import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorParams } from '../errors.js';
import { foldText } from '../i18n/fold.js';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;
/** What is left after taking out everything that others know must still be worth guessing. */
const SHORTEST_REST = 6;
/** The product's name, which everybody tries. */
const SITE_WORDS = ['lantoa'];

let list: ReadonlySet<string> | undefined;

/** Whom a password is for: it must not be made of this. */
export interface PasswordOwner {
  email: string;
  name: string;
}

/**
 * What is wrong with a new password, or null. No rules of composition (OWASP ASVS 6.2): long enough, not among the
 * common ones (common-passwords.txt) also with digits and signs around or written twice, and not made of one's own name,
 * address or the site's name.
 */
export function passwordFault(password: string, owner: PasswordOwner): { key: string; params: ErrorParams } | null {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return { key: 'accounts.password_short', params: { min: SHORTEST_PASSWORD } };
  if (length > LONGEST_PASSWORD) return { key: 'form.too_long', params: { max: LONGEST_PASSWORD } };
  const plain = unaccented(password);
  if (isOfOwner(plain, owner)) return { key: 'accounts.password_own', params: {} };
  if (isCommon(plain)) return { key: 'accounts.password_common', params: {} };
  return null;
}

/** The common passwords, in lower case without accents and spaces. */
export function commonPasswords(): ReadonlySet<string> {
  list ??= new Set(
    readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
  return list;
}

/** Every piece of letters or digits is one that everybody tries, whatever stands between them. */
function isCommon(plain: string): boolean {
  const words = commonPasswords();
  const core = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (isWeak(plain) || words.has(core) || words.has(inLetters(core))) return true;
  return (plain.match(/[a-z]+|\d+/g) ?? []).every((piece) => isWeak(piece) || /^(\d{1,4}|(19|20)\d{6})$/.test(piece));
}

function isWeak(piece: string): boolean {
  const words = commonPasswords();
  return words.has(piece) || words.has(unit(piece)) || isRepeated(piece) || isRun(piece);
}

/** `p4ssw0rd` is `password`. */
function inLetters(text: string): string {
  const letters: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
  };
  return [...text].map((sign) => letters[sign] ?? sign).join('');
}

/** The same few characters again and again: `abcabcabcabc`. */
function isRepeated(plain: string): boolean {
  const { length } = unit(plain);
  return length <= 4 && length < plain.length;
}

/** The shortest piece that the text is a repetition of; itself when there is none. */
function unit(text: string): string {
  const again = `${text}${text}`.indexOf(text, 1);
  return again > 0 && again < text.length ? text.slice(0, again) : text;
}

/** Characters that follow each other: `abcdefghijkl`. */
function isRun(plain: string): boolean {
  const steps = [...plain].slice(1).map((letter, at) => letter.charCodeAt(0) - plain.charCodeAt(at));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

function isOfOwner(plain: string, owner: PasswordOwner): boolean {
  const email = unaccented(owner.email);
  const words = unaccented(owner.name, ' ').split(' ');
  const known = [email, ...email.split(/[@.\-_]/), words.join(''), ...words, ...SITE_WORDS];
  const worth = known.filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
  const rest = worth.reduce((text, word) => text.replaceAll(word, ''), plain);
  return rest.length < plain.length && rest.replace(/[^a-z0-9]/g, '').length < SHORTEST_REST;
}

/** Lower case, without accents; spaces replaced. */
function unaccented(text: string, space = ''): string {
  return foldText(text).trim().replace(/\s+/g, space);
}
