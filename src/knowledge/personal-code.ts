import { ALPHABET, asWritten, bitsOf, checkOf, lettersOf, numberOf } from '../web/crockford.js';

/** 14 characters of five bits: 70 bits, which nobody guesses. */
const DATA = 14;

/**
 * A personal code of bytes that look random: 14 characters and a check character, or null where the check would be a sign
 * that is hard to write: the caller then takes other bytes. @param bytes at least nine of them
 */
export function codeOf(bytes: Uint8Array): string | null {
  const value = bitsOf(bytes.subarray(0, 9), 5 * DATA);
  const check = checkOf(value);
  return ALPHABET.includes(check) ? lettersOf(value, DATA) + check : null;
}

/** As it is read out and written: 5-5-5. */
export function spacedCode(code: string): string {
  return [code.slice(0, 5), code.slice(5, 10), code.slice(10)].join('-');
}

/**
 * A code as people type it: any case, with or without separators, O for 0, I and L for 1. @returns null for what cannot be
 * one, also where the check character does not fit: nothing needs to be looked up then
 */
export function readPersonalCode(typed: string): string | null {
  const code = asWritten(typed.slice(0, 100));
  if (!/^[0-9A-HJKMNP-TV-Z]{15}$/.test(code)) return null;
  return checkOf(numberOf(code.slice(0, DATA))) === code.slice(DATA) ? code : null;
}
