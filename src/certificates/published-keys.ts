import type { PublishedKey } from './certificate-token.js';

/** A public key as others take it: a JWK (RFC 8037) with what is to be known about its days. */
export interface PublishedJwk {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
  kid: string;
  use: 'sig';
  alg: 'EdDSA';
  created_at: string;
  retired_at: string | null;
  revoked_from: string | null;
}

/** A key as a JWK. */
export function jwkOf({ kid, x, created_at, retired_at, revoked_from }: PublishedKey): PublishedJwk {
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA', created_at, retired_at, revoked_from };
}

/** What is at the well-known address: a JWK set (RFC 7517). */
export function jwkSet(keys: readonly PublishedKey[]): { keys: PublishedJwk[] } {
  return { keys: keys.map(jwkOf) };
}

/** Reads a JWK set as it was fetched or kept. @returns null where it is none; keys of other kinds are left out */
export function readJwkSet(json: unknown): PublishedKey[] | null {
  if (!isRecord(json) || !Array.isArray(json.keys)) return null;
  return json.keys.filter(isRecord).flatMap((key) => {
    const { kty, crv, x, kid, created_at, retired_at, revoked_from } = key;
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof kid !== 'string') return [];
    const days = { created_at: textOr(created_at) ?? '', retired_at: textOr(retired_at) };
    return [{ kid, x, ...days, revoked_from: textOr(revoked_from) }];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);
