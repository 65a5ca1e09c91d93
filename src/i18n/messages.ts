import type { Locale } from './locale.js';
import * as en from './en/index.js';
import * as vi from './vi/index.js';

/** Sentences of one part of the product, by key. */
export type Messages = Record<string, string>;

/** All sentences of each language. The parts of a language are in a folder named after it, one file per folder of src/, or two where one is too long. */
export const messages: Record<Locale, ReadonlyMap<string, string>> = {
  vi: collect(vi),
  en: collect(en),
};

function collect(parts: Record<string, Messages>): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const part of Object.values(parts)) {
    for (const [key, sentence] of Object.entries(part)) {
      if (all.has(key)) throw new Error(`the message ${key} is written twice`);
      all.set(key, sentence.normalize('NFC'));
    }
  }
  return all;
}
