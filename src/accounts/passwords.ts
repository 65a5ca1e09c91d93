import { hash, verify } from '@node-rs/argon2';
import { randomInt } from 'node:crypto';

/** Argon2id (the library's default kind) with 19 MiB, two passes, one lane: OWASP's recommendation. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Without letters that look like digits: it is read out and copied by hand. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

let nobody: Promise<string> | undefined;

/** What is kept of a password or of a recovery code. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Whether the password is the one of this hash. Without a hash (nobody has that e-mail address, or no password yet) it
 * takes as long and answers no: the time does not tell who has an account.
 */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(newWords(4));
  const right = await verify(kept ?? (await nobody), password);
  return right && kept !== null && kept !== undefined;
}

/** A first password, `k7mp3-xtq9w-hd4vn-8rj2c`: 20 characters, 99 random bits. */
export function newFirstPassword(): string {
  return newWords(4);
}

/** A recovery code, `k7mp3-xtq9w`: 10 characters, 49 random bits. */
export function newRecoveryCode(): string {
  return newWords(2);
}

/** A set-up code, `k7mp3-xtq9w-hd4vn`. */
export function newSetupCode(): string {
  return newWords(3);
}

/** A code as it was made, however it was typed: capitals, spaces and missing hyphens do not matter. */
export function asTypedCode(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return (letters.match(/.{1,5}/g) ?? []).join('-');
}

function newWords(count: number): string {
  const letter = (): string => LETTERS[randomInt(LETTERS.length)] ?? '';
  const word = (): string => Array.from({ length: 5 }, letter).join('');
  return Array.from({ length: count }, word).join('-');
}
