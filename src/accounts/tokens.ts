import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 random bits, for a cookie, a link or an API token. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of such a secret: with 256 bits a plain SHA-256 cannot be turned back. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
