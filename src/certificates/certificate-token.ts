import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { readCode } from './certificate-code.js';
import { type CarriedFacts, fromBase32, unpackFacts } from './token-layout.js';

/*
 * Reading and checking the signed text of a QR code, in this server, on the command line and in a browser without any server.
 * The algorithm is fixed, and keys are taken from nowhere but the given set.
 */

// Web Cryptography is missing where a page comes over plain HTTP from a machine in the same house.
hashes.sha512 = sha512;

/** The public half of a key, as everybody may have it. */
export interface PublishedKey {
  kid: string;
  /** `x` of the JWK: 32 bytes in base64url. */
  x: string;
  /** Instants in UTC; null: it still signs. */
  created_at: string;
  retired_at: string | null;
  /** ISO day; null: everything it signed is trusted. */
  revoked_from: string | null;
}

/** What the signature says about a text. All of it is as of the day of issue: what came later only the register knows. */
export type TokenAnswer =
  | {
      state: 'signed';
      facts: CarriedFacts;
      /** Somebody else got hold of the key later and may have written an earlier day: the register decides. */
      key_leaked_later: boolean;
    }
  /** Dated on or after the day from which the key is not trusted. */
  | { state: 'revoked_key'; facts: CarriedFacts; revoked_from: string }
  | { state: 'unknown_key'; kid: string }
  | { state: 'forged' }
  | { state: 'malformed' };

/** A text taken apart; nothing of it is checked yet. */
export interface ReadToken {
  facts: CarriedFacts;
  signed: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  /** The code in the address that the text was scanned with; null: it came without one. */
  address_code: string | null;
}

const MOST_TYPED = 4000;
const SIGNATURE_BYTES = 64;
const PURPOSE = 'lan-toa/certificate/v1\0';

/** What the signature is made over: the purpose, so that no other text of ours can pass for a certificate, and the facts. */
export function signedMessage(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...new TextEncoder().encode(PURPOSE), ...packed]);
}

/** Takes a scanned text apart: the signed text alone, or behind `#` of a whole address, in any case. @returns null for anything else */
export function readToken(typed: string): ReadToken | null {
  if (typed.length > MOST_TYPED) return null;
  const text = typed.replace(/\s/g, '');
  const hash = text.indexOf('#');
  const address_code = hash < 0 ? null : codeIn(text.slice(0, hash));
  if (hash >= 0 && address_code === null) return null;
  const bytes = fromBase32(upperCase(text.slice(hash + 1)));
  if (bytes === null || bytes.length <= SIGNATURE_BYTES) return null;
  const signed = bytes.slice(0, -SIGNATURE_BYTES);
  const facts = unpackFacts(signed);
  return facts && { facts, signed, signature: bytes.slice(-SIGNATURE_BYTES), address_code };
}

/** Checks a scanned text against a set of keys. Never throws. */
export function verifyToken(typed: string, keys: readonly PublishedKey[]): TokenAnswer {
  const read = readToken(typed);
  if (!read) return { state: 'malformed' };
  const { facts, address_code } = read;
  const key = keys.find(({ kid }) => kid === facts.kid);
  if (!key) return { state: 'unknown_key', kid: facts.kid };
  if (!isSigned(read, key)) return { state: 'forged' };
  if (address_code !== null && address_code !== facts.code) return { state: 'forged' };
  const { revoked_from } = key;
  if (revoked_from !== null && facts.issued_on >= revoked_from) return { state: 'revoked_key', facts, revoked_from };
  return { state: 'signed', facts, key_leaked_later: revoked_from !== null };
}

function isSigned({ signed, signature }: ReadToken, key: PublishedKey): boolean {
  try {
    return verify(signature, signedMessage(signed), publicBytes(key.x), { zip215: false });
  } catch {
    return false;
  }
}

/** The code at the end of `…/verify/CODE`; as text that is none, it equals no signed code. */
function codeIn(address: string): string | null {
  const last = /\/verify\/([^/?]+)(?:\?.*)?$/i.exec(address)?.[1];
  if (last === undefined) return null;
  const read = readCode(last);
  return 'code' in read ? read.code : last;
}

/** Letters of ASCII only: other signs must not become one of ours. */
function upperCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function publicBytes(x: string): Uint8Array {
  const binary = atob(x.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}
