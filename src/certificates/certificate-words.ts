import { formatDecimal } from '../i18n/format.js';
import type { ErrorParams } from '../errors.js';
import { translate } from '../i18n/translate.js';
import type { Locale } from '../i18n/locale.js';
import type { CertificateState } from './certificate-state.js';
import { STATE_MARKS } from './certificate-state.js';
import type { CertificateFacts } from './printed-certificate.js';

/** The sentence of a key under `certificates.`. */
export function say(locale: Locale, key: string, params: ErrorParams = {}): string {
  return translate(locale, `certificates.${key}`, params);
}

/** "17,5 giờ"; null where the length is not known. */
export function hoursWords(locale: Locale, { minutes }: Pick<CertificateFacts, 'minutes'>): string | null {
  if (minutes === null) return null;
  const hours = String(Math.round((minutes / 60) * 100) / 100);
  return say(locale, 'hours', { hours: formatDecimal(locale, hours) });
}

/** A state as a pill: shape and word. */
export function statePill(locale: Locale, state: CertificateState): { status: string; text: string } {
  return { status: STATE_MARKS[state], text: say(locale, `state.${state}`) };
}
