import { formatDate, formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { paths } from '../web/paths.js';
import { spaced } from './certificate-code.js';
import type { Registered } from './certificate-register.js';
import type { CertificateState } from './certificate-state.js';
import { STATE_MARKS } from './certificate-state.js';
import { hoursWords, say } from './certificate-words.js';

/** What was found behind a code that somebody typed or scanned. */
export type Found =
  | { state: CertificateState; certificate: Registered; holder: string }
  /** `unknown`: well formed and in no register; `mistyped`: the check character does not fit; `malformed`: no code at all. */
  | { state: 'unknown' | 'mistyped' | 'malformed'; typed: string };

const OTHER: Record<Locale, Locale> = { vi: 'en', en: 'vi' };

/** The page before anything is checked. */
export function verifyForm(locale: Locale): object {
  return { title: say(locale, 'verify.title'), heading: say(locale, 'verify.title'), offline: paths.offlineCheck() };
}

/** What a code leads to: the state as a sentence in both languages, then the facts as they were printed. @param at now */
export function verifyPage(locale: Locale, found: Found, at: string): object {
  const isKnown = 'certificate' in found;
  const code = isKnown ? spaced(found.certificate.code) : found.typed;
  const title = say(locale, `verify.${found.state}.title`, { code });
  return {
    title,
    heading: title,
    status: isKnown ? STATE_MARKS[found.state] : 'no_baseline',
    sentence: sentenceOf(locale, found),
    other: {
      lang: OTHER[locale],
      text: `${say(OTHER[locale], `verify.${found.state}.title`, { code })}. ${sentenceOf(OTHER[locale], found)}`,
    },
    successor:
      isKnown && found.certificate.ending?.successor ? successorOf(locale, found.certificate.ending.successor) : null,
    facts: isKnown ? factsOf(locale, found) : null,
    checked: say(locale, isKnown && isShort(found) ? 'verify.checked_initials' : 'verify.checked', {
      at: formatInstant(locale, at),
    }),
    offline: paths.offlineCheck(),
  };
}

function successorOf(locale: Locale, { serial, code }: { serial: string; code: string }): object {
  return { text: say(locale, 'verify.successor', { serial }), href: paths.verification(spaced(code)) };
}

function sentenceOf(locale: Locale, found: Found): string {
  if (!('certificate' in found)) return say(locale, `verify.${found.state}.text`);
  if (found.state === 'valid') return say(locale, isShort(found) ? 'verify.valid.initials' : 'verify.valid.text');
  const { ending, valid_until } = found.certificate;
  // That there was another reason says nothing.
  const key = `verify.${found.state}.${ending?.reason === 'other' ? 'plain' : 'text'}`;
  return say(locale, key, {
    date: formatDate(locale, ending?.ended_on ?? valid_until ?? found.certificate.issued_on),
    reason: ending ? say(locale, `reason.${ending.reason}`) : '',
    serial: ending?.successor?.serial ?? '',
  });
}

type Known = Extract<Found, { certificate: Registered }>;

/** Whether the paper has the whole name and the page may not: the two then differ, and nobody has altered anything. */
function isShort({ certificate, holder }: Known): boolean {
  return holder !== certificate.printed.facts.holder;
}

function factsOf(locale: Locale, found: Known): object[] {
  const { facts, style } = found.certificate.printed;
  const fact = (name: string, value: string | null, note?: string): object[] =>
    value === null ? [] : [{ term: say(locale, `fact.${name}`), value, note }];
  const date = (day: string): string => formatDate(locale, day);
  const days =
    facts.from === facts.to ? date(facts.from) : say(locale, 'from_to', { from: date(facts.from), to: date(facts.to) });
  const isCourse = facts.of === 'course';
  return [
    ...fact('holder', found.holder, isShort(found) ? say(locale, 'verify.initials') : undefined),
    ...fact(isCourse ? 'course' : 'title', facts.title),
    ...fact(
      isCourse ? 'completed' : 'days',
      [days, hoursWords(locale, facts)].filter((each) => each !== null).join(', '),
    ),
    ...fact('place', isCourse ? null : facts.place),
    ...fact('body', [style.body_above, style.body].filter((each) => each !== null).join(', ')),
    ...fact('issued_on', date(facts.issued_on)),
    ...fact('valid_until', facts.valid_until && date(facts.valid_until)),
    ...fact('serial', facts.serial),
  ];
}
