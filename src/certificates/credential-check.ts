import type * as Jose from 'jose';
import { now } from '../config/clock.js';
import { paths } from '../web/paths.js';
import type { PublishedKey } from './certificate-token.js';
import type { CredentialClaims } from './credential.js';
import { jwkOf } from './published-keys.js';

/** What the signature says about a credential; what came after its issue only the register knows. */
export type CredentialAnswer =
  | {
      state: 'signed' | 'expired';
      claims: CredentialClaims;
      /** The day from which its key is not trusted; whoever has a leaked key may have written an earlier date. */
      leaked_later: string | null;
    }
  | { state: 'revoked_key'; claims: CredentialClaims; revoked_from: string }
  | { state: 'unknown_key' | 'forged' | 'malformed' };

/**
 * Checks a credential. The algorithm is ours whatever its header says, the key comes from the given set, and nothing is
 * fetched: a header that brings a key along, or says where to find one, is refused. Never throws.
 */
export async function verifyCredential(jwt: string, keys: readonly PublishedKey[]): Promise<CredentialAnswer> {
  // Read with the first credential: forty files that no start needs.
  const jose = await import('jose');
  const header = headerOf(jwt, jose);
  if (header === null) return { state: 'malformed' };
  if (header === 'foreign') return { state: 'forged' };
  const key = keys.find(({ kid }) => header.kid.endsWith(paths.publishedKey(kid)));
  if (!key) return { state: 'unknown_key' };
  const checked = await signedBy(jwt, key, jose);
  if (!checked || !isConsistent(checked.claims, header.kid, key)) return { state: 'forged' };
  const { claims } = checked;
  const { revoked_from } = key;
  const issued = claims.validFrom.slice(0, 10);
  if (revoked_from !== null && issued >= revoked_from) return { state: 'revoked_key', claims, revoked_from };
  return { ...checked, leaked_later: revoked_from };
}

/** The header, where it is as we write it; `foreign`: another algorithm, or anything more or less than we write. */
function headerOf(jwt: string, { decodeProtectedHeader }: typeof Jose): { kid: string } | 'foreign' | null {
  try {
    const { alg, typ, kid, ...more } = decodeProtectedHeader(jwt);
    if (alg !== 'EdDSA' || typ !== 'JWT' || kid === undefined || Object.keys(more).length > 0) return 'foreign';
    return { kid };
  } catch {
    return null;
  }
}

async function signedBy(
  jwt: string,
  key: PublishedKey,
  { errors, importJWK, jwtVerify }: typeof Jose,
): Promise<{ state: 'signed' | 'expired'; claims: CredentialClaims } | null> {
  try {
    const { kty, crv, x } = jwkOf(key);
    const options = { algorithms: ['EdDSA'], typ: 'JWT', currentDate: now() };
    const { payload } = await jwtVerify<CredentialClaims>(jwt, await importJWK({ kty, crv, x }, 'EdDSA'), options);
    return { state: 'signed', claims: payload };
  } catch (error) {
    // The signature is looked at first: this one was right.
    if (error instanceof errors.JWTExpired) return { state: 'expired', claims: error.payload as CredentialClaims };
    return null;
  }
}

/** The claims say the same as the credential (Open Badges 3.0, "Verify a Credential VC-JWT Signature"). */
function isConsistent(claims: CredentialClaims, kid: string, key: PublishedKey): boolean {
  const { iss, sub, jti, nbf, exp, id, issuer, credentialSubject, validFrom, validUntil } = claims;
  const ends = validUntil === undefined ? undefined : Date.parse(validUntil) / 1000;
  return (
    [iss === issuer.id, sub === credentialSubject.id, jti === id].every(Boolean) &&
    [nbf === Date.parse(validFrom) / 1000, exp === ends, kid === iss + paths.publishedKey(key.kid)].every(Boolean)
  );
}
