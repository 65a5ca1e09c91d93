import type { ErrorParams } from '../errors.js';
import { formatNumber } from './format.js';
import type { Locale } from './locale.js';
import { messages } from './messages.js';

const PLACEHOLDER = /\{(\w+)(?:\|([^|{}]*)\|([^{}]*))?\}/g;

/**
 * The sentence of a key in a language. `{name}` is replaced by the parameter (whole numbers in the language's form, except
 * a year given as text); `{count|person|people}` chooses by whether the number is 1.
 * A key that nobody wrote is shown as it is: a test over all views and sources keeps that from happening.
 */
export function translate(locale: Locale, key: string, params: ErrorParams = {}): string {
  const sentence = messages[locale].get(key);
  if (sentence === undefined) return key;
  return sentence.replace(PLACEHOLDER, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined && many !== undefined) return value === 1 ? one : many;
    return typeof value === 'number' ? formatNumber(locale, value) : value;
  });
}

/** Whether the key has a sentence. */
export function hasMessage(locale: Locale, key: string): boolean {
  return messages[locale].has(key);
}
