/** Crockford's base 32: no I, L, O and U, which are read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** His check characters: the remainder of the number by 37. The last five are no letter that is read aloud easily. */
const CHECKS = `${ALPHABET}*~$=U`;
/** 14 characters of five bits: 70 bits, which nobody guesses. */
const DATA = 14;
const BITS = BigInt(5 * DATA);

/**
 * A personal code of bytes that look random: 14 characters and a check character, or null where the check would be a sign
 * that is hard to write: the caller then takes other bytes. @param bytes at least nine of them
 */
export function codeOf(bytes: Uint8Array): string | null {
  const whole = bytes.subarray(0, 9).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const value = whole & ((1n << BITS) - 1n);
  const check = CHECKS[Number(value % 37n)] ?? '';
  if (!ALPHABET.includes(check)) return null;
  let data = '';
  for (let rest = value; data.length < DATA; rest >>= 5n) data = (ALPHABET[Number(rest & 31n)] ?? '') + data;
  return data + check;
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
  const code = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}._]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{15}$/.test(code)) return null;
  const value = [...code.slice(0, DATA)].reduce((sum, letter) => sum * 32n + BigInt(ALPHABET.indexOf(letter)), 0n);
  return CHECKS[Number(value % 37n)] === code.slice(DATA) ? code : null;
}
