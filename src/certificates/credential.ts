import { translate } from '../i18n/translate.js';
import type { Locale } from '../i18n/locale.js';
import { formatDate, formatNumber } from '../i18n/format.js';
import { paths } from '../web/paths.js';
import type { CertificateFacts, PrintedCertificate } from './printed-certificate.js';

/*
 * A certificate as a credential of Open Badges 3.0: an OpenBadgeCredential of the W3C data model 2.0, to be signed as a JWT
 * (its sections "JSON Web Token Proof Format" and "AchievementCredential"). What others learn from one credential they must
 * not be able to join with another: nothing in it is a key to a person.
 */

/** Gives a name to something that is the same each time and tells nothing: of a purpose and a text a UUID. */
export type NameGiver = (purpose: 'credential_subject' | 'credential_achievement', text: string) => string;

/** What is signed: the credential itself with the claims of a JWT. Instants carry the offset of Viet Nam. */
export interface CredentialClaims extends Record<string, unknown> {
  iss: string;
  sub: string;
  jti: string;
  nbf: number;
  exp?: number;
  id: string;
  issuer: { id: string; type: string[]; name: string; url: string };
  validFrom: string;
  validUntil?: string;
  credentialSubject: { id: string; type: string[]; achievement: object; [more: string]: unknown };
}

const CONTEXT = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
const SCHEMA = {
  id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
  type: '1EdTechJsonSchemaValidator2019',
};
/** Under this age a name stays out (Civil Code 2015, article 21). */
const MINOR_UNDER = 18;

/**
 * The claims of a certificate, the same for the same certificate. An adult is named as on the paper; a minor is not. Birth,
 * home and place of the training are never told.
 */
export function credentialClaims(printed: Omit<PrintedCertificate, 'token'>, name: NameGiver): CredentialClaims {
  const { code, site, facts, style } = printed;
  const id = site + paths.verification(code);
  const validFrom = `${facts.issued_on}T00:00:00+07:00`;
  const validUntil = facts.valid_until === null ? undefined : `${facts.valid_until}T23:59:59+07:00`;
  const sub = `urn:uuid:${name('credential_subject', code)}`;
  return {
    '@context': CONTEXT,
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: facts.title,
    issuer: { id: site, type: ['Profile'], name: style.body, url: site },
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    credentialSubject: {
      id: sub,
      type: ['AchievementSubject'],
      ...(isMinor(facts) ? {} : { identifier: [nameOf(facts.holder)] }),
      licenseNumber: facts.serial,
      activityStartDate: `${facts.from}T00:00:00+07:00`,
      activityEndDate: `${facts.to}T23:59:59+07:00`,
      achievement: achievementOf(printed, name),
    },
    credentialSchema: [SCHEMA],
    ...{ iss: site, sub, jti: id, nbf: seconds(validFrom) },
    ...(validUntil === undefined ? {} : { exp: seconds(validUntil) }),
  };
}

/** Under 18 on the day of issue, or perhaps so where only the year is known. */
export function isMinor({ is_child, birth, issued_on }: CertificateFacts): boolean {
  if (is_child) return true;
  if (birth === null) return false;
  const limit = `${String(Number(issued_on.slice(0, 4)) - MINOR_UNDER).padStart(4, '0')}${issued_on.slice(4)}`;
  return birth.length === 4 ? birth >= limit.slice(0, 4) : birth > limit;
}

function nameOf(holder: string): object {
  return { type: 'IdentityObject', hashed: false, identityHash: holder, identityType: 'name' };
}

/** The training, the same in the credentials of all who completed it. */
function achievementOf({ facts, style }: Omit<PrintedCertificate, 'token'>, name: NameGiver): object {
  const { title, from, to } = facts;
  const locales: Locale[] = style.wording === 'both' ? ['vi', 'en'] : [style.wording];
  const say = (write: (locale: Locale) => string): string => locales.map(write).join('\n\n');
  return {
    id: `urn:uuid:${name('credential_achievement', JSON.stringify(facts.of === 'course' ? [style.body, title, facts.of] : [style.body, title, from, to]))}`,
    type: ['Achievement'],
    achievementType: 'CertificateOfCompletion',
    inLanguage: locales[0],
    name: title,
    description: say((locale) =>
      facts.of === 'course'
        ? translate(locale, 'signatures.credential.description_course', { title })
        : translate(locale, 'signatures.credential.description', { title, ...days(locale, facts) }),
    ),
    criteria: { narrative: say((locale) => criteria(locale, facts)) },
  };
}

function criteria(locale: Locale, facts: CertificateFacts): string {
  if (facts.of === 'course') return translate(locale, 'signatures.credential.criteria_course');
  const sessions = translate(locale, 'signatures.credential.criteria', { planned: facts.planned });
  if (facts.minutes === null) return sessions;
  const hours = formatNumber(locale, Math.round(facts.minutes / 6) / 10);
  return `${sessions} ${translate(locale, 'signatures.credential.hours', { hours })}`;
}

function days(locale: Locale, { from, to }: CertificateFacts): { from: string; to: string } {
  return { from: formatDate(locale, from), to: formatDate(locale, to) };
}

const seconds = (instant: string): number => Date.parse(instant) / 1000;
