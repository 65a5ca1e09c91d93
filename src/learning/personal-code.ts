import { randomBytes } from 'node:crypto';
import { ALPHABET, asWritten } from '../web/crockford.js';

const LENGTH = 16;
const LOOKUP = 4;

/** A personal code in its two parts: what it is found by, and what only the paper says. */
export interface PersonalCode {
  /** Four characters. */
  lookup: string;
  /** Twelve characters, 60 random bits. */
  secret: string;
}

/** A new one: 80 random bits, without any relation to person or time. */
export function newPersonalCode(random: (bytes: number) => Uint8Array = randomBytes): PersonalCode {
  const letters = [...random(LENGTH)].map((byte) => ALPHABET[byte & 31] ?? '').join('');
  return { lookup: letters.slice(0, LOOKUP), secret: letters.slice(LOOKUP) };
}

/** As it is printed, read out and typed: four times four. */
export function spacedCode({ lookup, secret }: PersonalCode): string {
  return [lookup, ...(secret.match(/.{1,4}/g) ?? [])].join('-');
}

/** Reads a code as people type it: any case, with or without separators, O for 0, I and L for 1; null: it cannot be one. */
export function readPersonalCode(typed: string): PersonalCode | null {
  const letters = asWritten(typed);
  if (!/^[0-9A-HJKMNP-TV-Z]{16}$/.test(letters)) return null;
  return { lookup: letters.slice(0, LOOKUP), secret: letters.slice(LOOKUP) };
}
