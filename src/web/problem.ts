import type { ErrorParams } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';

/** What is wrong, for a program (RFC 9457). `type` names the key of the sentence. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
}

/**
 * The problem of a refusal in the reader's language.
 * @param key under `errors.`
 * @param titleKey where the title is more than what the status says
 */
export function problemOf(
  locale: Locale,
  status: number,
  key: string,
  params?: ErrorParams,
  titleKey = `errors.status.${status}`,
): Problem {
  return {
    type: `urn:lan-toa:problem:${key}`,
    title: translate(locale, titleKey),
    status,
    detail: translate(locale, `errors.${key}`, params),
  };
}
