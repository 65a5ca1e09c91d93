import type { ListedActivity } from '../activities/activity-list.js';
import type { ActivityWords } from '../activities/activity-words.js';
import type { ToldEvent } from '../events/timeline.js';
import { timelineTable } from '../events/timeline.page.js';
import { translate } from '../i18n/translate.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { REPLACEMENT_REASONS, REVOCATION_REASONS } from './certificate-acts.js';
import { spaced } from './certificate-code.js';
import type { CertificateFilter, ShownCertificate } from './certificate-list.js';
import { hoursWords, say, statePill } from './certificate-words.js';

/** What may be done with a certificate by the reader. */
export interface CertificateRights {
  issue: boolean;
  revoke: boolean;
}

const STATES = ['valid', 'superseded', 'revoked', 'expired'] as const;

/** The list of certificates, the latest first. */
export function certificatesPage(
  words: ActivityWords,
  asked: CertificateFilter & { page: number },
  list: { certificates: readonly ShownCertificate[]; total: number },
): object {
  const { locale } = words;
  const { page, person, ...texts } = asked;
  const filter = { ...texts, person: person === null ? '' : String(person) };
  return {
    title: say(locale, 'title'),
    asked,
    filtered: Object.values(filter).some((value) => value !== ''),
    total: list.total,
    states: STATES.map((value) => ({ value, text: say(locale, `state.${value}`) })),
    columns: ['certificate', 'name', 'title', 'issued_on', 'claim'].map((name) => ({
      text: say(locale, `column.${name}`),
    })),
    rows: list.certificates.map((each) => ({
      cells: [
        { text: each.serial, href: paths.certificate(each.id), nowrap: true },
        { text: each.name },
        { text: each.printed.facts.title },
        { text: words.date(each.issued_on), nowrap: true },
        statePill(locale, each.state),
      ],
    })),
    pager: pager({ page, total: list.total }, pagesOf(paths.certificates(), filter)),
  };
}

/** The page of one certificate: the facts and the paper, and what became of it. */
export function certificatePage(
  words: ActivityWords,
  certificate: ShownCertificate,
  activity: ListedActivity,
  may: CertificateRights,
  events: readonly ToldEvent[],
): object {
  const { locale } = words;
  const { id, ending, hidden, name, serial } = certificate;
  const replaceable = !ending || (ending.kind === 'revoked' && !ending.successor);
  return {
    title: `${say(locale, 'certificate')} ${serial}`,
    crumbs: crumbsOf(words, activity, serial),
    heading: say(locale, 'of_holder', { name }),
    facts: factsOf(words, certificate, activity),
    hidden,
    picture: hidden ? null : paths.certificatePicture(id),
    pictureAlt: say(locale, 'picture', { serial }),
    pdf: hidden ? null : paths.certificatePdf(id),
    credential: hidden || ending ? null : paths.certificateCredential(id),
    verification: paths.verification(spaced(certificate.code)),
    replacement: may.issue && replaceable ? paths.certificateReplacement(id) : null,
    revocation: may.revoke && !ending ? paths.certificateRevocation(id) : null,
    timeline: timelineTable(locale, events),
  };
}

/** The form that ends a certificate, with what the new one would say where there is one. */
export function endingForm(
  words: ActivityWords,
  kind: 'replacement' | 'revocation',
  certificate: ShownCertificate,
  activity: ListedActivity,
  typed: Record<string, unknown>,
): object {
  const { locale } = words;
  const { id, serial, name } = certificate;
  const reasons: readonly string[] = kind === 'replacement' ? REPLACEMENT_REASONS : REVOCATION_REASONS;
  return {
    title: translate(locale, `certificates.${kind}.title`, { serial }),
    crumbs: [
      ...crumbsOf(words, activity, serial, paths.certificate(id)),
      { text: translate(locale, `certificates.${kind}.short`) },
    ],
    heading: translate(locale, `certificates.${kind}.title`, { serial }),
    lede: translate(locale, `certificates.${kind}.${certificate.ending ? 'lede_revoked' : 'lede'}`, { name }),
    action: kind === 'replacement' ? paths.certificateReplacement(id) : paths.certificateRevocation(id),
    main: translate(locale, `certificates.${kind}.main`),
    risk: kind === 'revocation',
    cancel: paths.certificate(id),
    reasons: reasons.map((value) => ({ value, text: asOption(say(locale, `reason.${value}`)) })),
    person: kind === 'replacement' ? paths.person(certificate.holder_id) : null,
    typed,
  };
}

/** Reasons stand inside sentences; by themselves they begin with a capital. */
function asOption(reason: string): string {
  return reason.charAt(0).toLocaleUpperCase('vi') + reason.slice(1);
}

function crumbsOf(words: ActivityWords, { code, title }: ListedActivity, serial: string, href?: string): object[] {
  return [
    { text: title, href: paths.activity(code) },
    { text: say(words.locale, 'title'), href: paths.activityCertificates(code) },
    { text: serial, ...(href ? { href } : {}) },
  ];
}

function factsOf(words: ActivityWords, certificate: ShownCertificate, activity: ListedActivity): object[] {
  const { locale } = words;
  const { printed, ending, state, name, replaces_id } = certificate;
  const { facts, style } = printed;
  const fact = (key: string, value: string | null, more: object = {}): object[] =>
    value === null ? [] : [{ term: say(locale, `fact.${key}`), value, ...more }];
  const pill = statePill(locale, state);
  return [
    ...fact('state', pill.text, { status: pill.status }),
    ...fact('ended', endingWords(words, certificate)),
    ...(ending?.successor
      ? fact('successor', ending.successor.serial, { href: paths.certificate(ending.successor.id) })
      : []),
    ...(replaces_id === null
      ? []
      : fact('replaces', say(locale, 'replaced_one'), { href: paths.certificate(replaces_id) })),
    ...fact('note', ending?.note ?? null),
    ...fact('holder', name),
    ...fact('title', facts.title, { href: paths.activity(activity.code) }),
    ...fact(
      'completed',
      say(locale, facts.of === 'course' ? 'completed_course' : 'completed', {
        date: words.date(facts.completed_on),
        attended: facts.attended,
        planned: facts.planned,
      }),
    ),
    ...fact('length', hoursWords(locale, facts)),
    ...fact('place', facts.of === 'course' ? null : facts.place),
    ...fact('body', [style.body_above, style.body].filter((each) => each !== null).join(', ')),
    ...fact('signatory', style.signatory_name === '' ? null : `${style.signatory_title}, ${style.signatory_name}`),
    ...fact('issued_on', words.date(facts.issued_on)),
    ...fact('valid_until', facts.valid_until && words.date(facts.valid_until)),
    ...fact('serial', facts.serial),
    ...fact('code', spaced(certificate.code)),
  ];
}

function endingWords(words: ActivityWords, { ending }: ShownCertificate): string | null {
  if (!ending) return null;
  const reason = say(words.locale, `reason.${ending.reason}`);
  return say(words.locale, 'ended', { date: words.date(ending.ended_on), reason });
}
