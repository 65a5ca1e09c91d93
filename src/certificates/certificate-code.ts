import { asWritten, bitsOf, checkOf, lettersOf, numberOf } from '../web/crockford.js';

const DATA = 13;

/** What somebody typed: a code, letters that cannot be one, or one whose check character does not fit. */
export type ReadCode = { code: string } | { fault: 'malformed' | 'mistyped' };

/**
 * A new verification code: 65 random bits as 13 characters, and a check character. Codes whose check would be a sign that
 * cannot be read aloud (`* ~ $ =`) are drawn again, which leaves 64.8 bits. It has no relation to number, person or time.
 */
export function newCode(random: (bytes: number) => Uint8Array = randomBytes): string {
  for (;;) {
    // Nine bytes are 72 bits: the upper seven are dropped.
    const value = bitsOf(random(9), 5 * DATA);
    const code = encode(value);
    if (!/[*~$=]/.test(code)) return code;
  }
}

/** 65 bits as 13 characters and their check character. */
export function encode(value: bigint): string {
  return lettersOf(value, DATA) + checkOf(value);
}

/** As it is read out and typed: 4-5-5. */
export function spaced(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 9)}-${code.slice(9)}`;
}

/** Reads a code as people type it: any case, with or without separators, O for 0, I and L for 1. */
export function readCode(typed: string): ReadCode {
  const code = asWritten(typed);
  if (!/^[0-9A-HJKMNP-TV-Z]{13}[0-9A-HJKMNP-Z*~$=]$/.test(code)) return { fault: 'malformed' };
  return checkOf(valueOf(code)) === code.slice(DATA) ? { code } : { fault: 'mistyped' };
}

/** The 65 bits of a code: of its first 13 characters. */
export function valueOf(code: string): bigint {
  return numberOf(code.slice(0, DATA));
}

/** Of Web Cryptography: browsers read this file too. */
function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
