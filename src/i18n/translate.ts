import type { ErrorParams } from '../errors.js';
import { formatDate, formatNumber, isDay } from './format.js';
import type { Locale } from './locale.js';
import { messages } from './messages.js';

const PLACEHOLDER = /\{(\w+)(?:\|([^|{}]*)\|([^{}]*))?\}/g;

/**
 * The sentence of a key in a language. `{name}` is replaced by the parameter (whole numbers and days in the
 * language's form, except a year given as text); `{count|person|people}` chooses by whether the number is 1.
 * Values listed in `allowed` are explained by the words whose keys begin with the parameter `words`.
 * A key that nobody wrote is shown as it is: a test over all views and sources keeps that from happening.
 */
export function translate(locale: Locale, key: string, params: ErrorParams = {}): string {
  const sentence = messages[locale].get(key);
  if (sentence === undefined) return key;
  return sentence.replace(PLACEHOLDER, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined && many !== undefined) return value === 1 ? one : many;
    if (name === 'allowed' && params.words) return explained(locale, String(value), String(params.words));
    if (typeof value === 'number') return formatNumber(locale, value);
    return isDay(value) ? formatDate(locale, value) : value;
  });
}

/** `f, m, x` with what each means: `f (nữ), m (nam), x (khác)`. */
function explained(locale: Locale, values: string, words: string): string {
  return values
    .split(', ')
    .map((value) => `${value} (${translate(locale, `${words}${value}`).toLocaleLowerCase(locale)})`)
    .join(', ');
}

/** Whether the key has a sentence. */
export function hasMessage(locale: Locale, key: string): boolean {
  return messages[locale].has(key);
}
