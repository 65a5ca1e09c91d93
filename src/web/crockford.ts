/*
 * Crockford's base 32, in which everything is written that people read out and type. Browsers read this file too.
 */

/** No I, L, O and U, which are read as something else. */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** His check characters: the remainder of the number by 37. The last five are signs and a letter that are hard to read aloud. */
const CHECKS = `${ALPHABET}*~$=U`;

/** The lowest bits of a number in letters of five bits each. */
export function lettersOf(value: bigint, letters: number): string {
  let text = '';
  for (let rest = value; text.length < letters; rest >>= 5n) text = (ALPHABET[Number(rest & 31n)] ?? '') + text;
  return text;
}

/** The number that letters of the alphabet stand for. */
export function numberOf(letters: string): bigint {
  return [...letters].reduce((sum, letter) => sum * 32n + BigInt(ALPHABET.indexOf(letter)), 0n);
}

/** The check character of a number. */
export function checkOf(value: bigint): string {
  return CHECKS[Number(value % 37n)] ?? '';
}

/** The lowest bits of a number of bytes that look random. @param bytes enough of them */
export function bitsOf(bytes: Uint8Array, bits: number): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) & ((1n << BigInt(bits)) - 1n);
}

/** What people type, as it is written: any case, with or without separators, O for 0, I and L for 1. */
export function asWritten(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}._]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
