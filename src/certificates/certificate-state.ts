import type { Certificate, CertificateEnding } from './certificates.entities.js';

/** How a certificate stands on a day. */
export type CertificateState = 'valid' | 'superseded' | 'revoked' | 'expired';

/** What has ended stays ended; what has not is valid up to its last day, that day included. @param day ISO day */
export function stateOf(
  { valid_until }: Pick<Certificate, 'valid_until'>,
  ending: Pick<CertificateEnding, 'kind'> | null,
  day: string,
): CertificateState {
  if (ending !== null) return ending.kind;
  return valid_until !== null && valid_until < day ? 'expired' : 'valid';
}

/** The shape under which a state is drawn (status marks). */
export const STATE_MARKS: Record<CertificateState, string> = {
  valid: 'met',
  superseded: 'uncertain',
  revoked: 'revoked',
  expired: 'no_baseline',
};
