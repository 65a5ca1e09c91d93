import type { PublishedKey } from '../certificates/certificate-token.js';
import { type CredentialAnswer, verifyCredential } from '../certificates/credential-check.js';
import type { CredentialClaims } from '../certificates/credential.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';

/** Whether a text is shaped as a signed credential (RFC 7519): the text of a QR code has no such dots. */
export function isCredential(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

/** What is to be said about a credential, line by line, and whether its signature is right and trusted. */
export async function verifyCredentialText(
  jwt: string,
  keys: readonly PublishedKey[],
  locale: Locale,
): Promise<{ signed: boolean; lines: string[] }> {
  const answer = await verifyCredential(jwt, keys);
  const signed = answer.state === 'signed' || answer.state === 'expired';
  const state = translate(locale, `signatures.offline.state.${signed ? 'signed' : answer.state}`);
  const facts = 'claims' in answer ? factLines(locale, answer.claims) : [];
  return { signed, lines: [state, ...facts, ...meaning(locale, answer)] };
}

function meaning(locale: Locale, answer: CredentialAnswer): string[] {
  const said = (state: string, date = ''): string =>
    translate(locale, `signatures.offline.text.${state}`, { date: dayOr(locale, date) });
  if (answer.state === 'revoked_key') return [said('revoked_key', answer.revoked_from)];
  if (!('claims' in answer)) return [translate(locale, `signatures.credential.text.${answer.state}`)];
  const { claims, leaked_later } = answer;
  return [
    said('as_of_issue', claims.validFrom.slice(0, 10)),
    ...(answer.state === 'expired' ? [said('expired')] : []),
    ...(leaked_later === null ? [] : [said('leaked_later', leaked_later)]),
    claims.id,
  ];
}

function factLines(locale: Locale, claims: CredentialClaims): string[] {
  const { identifier, licenseNumber, activityStartDate, activityEndDate } = claims.credentialSubject;
  const [named] = (identifier ?? []) as { identityHash?: unknown }[];
  const line = (name: string, value: unknown): string[] =>
    typeof value === 'string' ? [`${translate(locale, `signatures.offline.fact.${name}`)}: ${value}`] : [];
  const day = (instant: unknown): string | null =>
    typeof instant === 'string' ? dayOr(locale, instant.slice(0, 10)) : null;
  const [from, to] = [day(activityStartDate), day(activityEndDate)];
  return [
    ...line('holder', named?.identityHash),
    ...line('title', claims.name),
    ...line('days', from === to ? from : `${from} – ${to}`),
    ...line('serial', licenseNumber),
    ...line('body', claims.issuer.name),
    ...line('issued_on', day(claims.validFrom)),
    ...line('valid_until', day(claims.validUntil)),
  ];
}

const dayOr = (locale: Locale, day: string): string => (day === '' ? '' : formatDate(locale, day));
