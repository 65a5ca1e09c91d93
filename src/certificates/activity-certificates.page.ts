import type { ActivityRecord, OnRoster } from '../activities/activity-records.js';
import type { ActivityWords } from '../activities/activity-words.js';
import { activityCrumbs } from '../activities/crumbs.js';
import { onePerPerson } from '../activities/session.page.js';
import { tabsOf } from '../activities/show.page.js';
import { LIST_PAGE, offsetOf, pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { isLocal } from './qr-text.js';
import type { ShownCertificate } from './certificate-list.js';
import { unprintable } from './certificate-sentences.js';
import { say, statePill } from './certificate-words.js';

/** How somebody stands towards the certificate of a training. */
export const STANDINGS = ['entitled', 'issued', 'possible', 'no_longer'] as const;
export type Claim = (typeof STANDINGS)[number];

/** What the list can be narrowed to; `unearned` are issued ones in force whose holder does not qualify by the records of today. */
export const CLAIMS = [...STANDINGS, 'unearned'] as const;

/** Somebody on the roster with the certificate that they have; also somebody who is no more on it and has one. */
export interface Holder {
  person: OnRoster | null;
  claim: Claim;
  /** The latest; null: none was ever issued. */
  certificate: ShownCertificate | null;
  /** Letters of the name that no typeface has: nothing is issued before they are corrected. */
  unprintable: readonly string[];
}

/** Of so many the page shows how far their file has come. */
const MANY = 200;

/** What the page knows beside the activity. */
export interface CertificatesState {
  holders: readonly Holder[];
  /** Narrowed to one claim; empty: everybody. */
  claim: string;
  page: number;
  mayIssue: boolean;
  mayRevoke: boolean;
  /** Whether somebody has said who issues and signs. */
  designed: boolean;
  designHref: string | null;
  isAutomatic: boolean;
  /** The address that the QR codes will lead to. */
  site: string;
}

/** Everybody of a training with the certificate that they have or may get, in Vietnamese order of the given names. */
export function holdersOf(
  { roster, standings }: Pick<ActivityRecord, 'roster' | 'standings'>,
  certificates: readonly ShownCertificate[],
): Holder[] {
  const latest = new Map<number, ShownCertificate>();
  for (const certificate of certificates) {
    const before = latest.get(certificate.holder_id);
    // Of merged records that have one each, the one that has not ended.
    if (!before || before.ending || !certificate.ending) latest.set(certificate.holder_id, certificate);
  }
  const there = onePerPerson(roster).map((person): Holder => {
    const certificate = latest.get(person.person_id) ?? null;
    latest.delete(person.person_id);
    const standing = standings.get(person.person_id)?.state ?? 'no_longer';
    const claim = certificate ? 'issued' : standing === 'reached' ? 'entitled' : standing;
    return { person, claim, certificate, unprintable: unprintable(person.name) };
  });
  return [
    ...there,
    ...[...latest.values()].map((certificate): Holder => ({
      person: null,
      claim: 'issued',
      certificate,
      unprintable: [],
    })),
  ];
}

/** The certificates of a training: who gets one, who not yet and why, who has one. */
export function activityCertificatesPage(
  words: ActivityWords,
  record: ActivityRecord,
  state: CertificatesState,
): object {
  const { activity } = record;
  const { holders, claim, page } = state;
  const { locale } = words;
  const narrowed = (to: string): Holder[] =>
    holders.filter((each) => to === '' || (to === 'unearned' ? isUnearned(record, each) : each.claim === to));
  const count = (of: string): number => narrowed(of).length;
  const shown = narrowed(claim);
  const unearned = count('unearned');
  const list = { page, total: shown.length };
  const entitled = holders.filter((each) => each.claim === 'entitled' && each.unprintable.length === 0).length;
  const printable = holders.filter(
    ({ certificate }) => certificate && !certificate.ending && !certificate.hidden,
  ).length;
  return {
    title: say(locale, 'title_of', { title: activity.title }),
    crumbs: [...activityCrumbs(words, activity), { text: say(locale, 'title') }],
    heading: say(locale, 'title'),
    lede: ledeOf(words, state, count),
    tabs: tabsOf(words, activity, 'certificates', true),
    ...(state.mayIssue
      ? {
          issueAction: entitled > 0 ? paths.activityCertificates(activity.code) : null,
          issueText: say(locale, 'issue', { count: entitled }),
          warnings: warningsOf(words, record, state, { entitled, unearned }),
          automaticAction: paths.activityCertificatesAutomatic(activity.code),
          isAutomatic: state.isAutomatic,
          designHref: state.designHref,
        }
      : {}),
    // Shown where the list says whom it is about: a preview, and then one press.
    unearned:
      claim === 'unearned' && unearned > 0 && state.mayRevoke
        ? {
            action: paths.activityCertificatesUnearned(activity.code),
            text: say(locale, 'revoke_unearned', { count: unearned }),
          }
        : null,
    files:
      printable === 0
        ? null
        : {
            count: printable,
            byPlace: paths.activityCertificatesPdf(activity.code, 'place'),
            byName: paths.activityCertificatesPdf(activity.code, 'name'),
            zip: paths.activityCertificatesZip(activity.code),
            pdfName: `${activity.code}.pdf`,
            zipName: `${activity.code}.zip`,
            // Fewer are there before anybody has looked.
            followed: printable >= MANY,
          },
    claims: ['', ...CLAIMS]
      .filter((each) => each !== 'unearned' || unearned > 0 || each === claim)
      .map((each) => ({
        text: say(locale, `claim.${each === '' ? 'all' : each}`),
        count: words.num(count(each)),
        href: paths.activityCertificates(activity.code, { claim: each || undefined }),
        current: each === claim,
      })),
    columns: ['name', 'claim', 'certificate', 'issued_on'].map((name) => ({ text: say(locale, `column.${name}`) })),
    rows: shown
      .slice(offsetOf(list), offsetOf(list) + LIST_PAGE)
      .map((holder) => ({ cells: cellsOf(words, record, holder) })),
    pager: pager(list, pagesOf(paths.activityCertificates(activity.code), { claim })),
  };
}

function ledeOf(words: ActivityWords, { holders }: CertificatesState, count: (of: string) => number): string {
  if (holders.length === 0) return say(words.locale, 'lede_nobody');
  const [entitled, issued, possible, no_longer] = STANDINGS.map(count) as [number, number, number, number];
  return say(words.locale, 'lede', { entitled, issued, rest: possible + no_longer });
}

/** What should be known before the button is pressed. */
function warningsOf(
  words: ActivityWords,
  { sessions }: ActivityRecord,
  { designed, site }: CertificatesState,
  { entitled, unearned }: { entitled: number; unearned: number },
): string[] {
  const open = sessions.filter(({ status }) => status === 'planned').length;
  return [
    ...(designed ? [] : [say(words.locale, 'warning.no_design')]),
    ...(isLocal(site) ? [say(words.locale, 'warning.local_address', { site })] : []),
    ...(entitled > 0 && open > 0 ? [say(words.locale, 'warning.sessions_open', { count: open })] : []),
    ...(unearned > 0 ? [say(words.locale, 'warning.unearned', { count: unearned })] : []),
  ];
}

/** Whether a certificate is in force although its holder is not on the roster any more, or does not qualify. */
function isUnearned({ standings }: ActivityRecord, { person, certificate }: Holder): boolean {
  if (!certificate || certificate.ending) return false;
  return (person && standings.get(person.person_id)?.state) !== 'reached';
}

function cellsOf(words: ActivityWords, record: ActivityRecord, holder: Holder): object[] {
  const { locale } = words;
  const { standings } = record;
  const { person, claim, certificate, unprintable: letters } = holder;
  const standing = person && standings.get(person.person_id);
  const name = person
    ? { text: person.name, ...(person.open ? { href: paths.person(person.person_id) } : {}) }
    : { text: certificate?.name ?? '', sub: say(locale, 'off_roster') };
  const sum = standing ? { sub: words.sum(standing) } : {};
  if (!certificate) {
    if (claim === 'entitled' && letters.length > 0) {
      const sub = say(locale, 'unprintable', { letters: letters.join(' ') });
      return [name, { status: 'no_baseline', text: say(locale, 'claim_of.waits'), sub }, { text: '–' }, { text: '–' }];
    }
    const text = say(locale, `claim_of.${claim}`);
    return [name, { status: CLAIM_MARKS[claim], text, ...sum }, { text: '–' }, { text: '–' }];
  }
  const unearned = person && isUnearned(record, holder);
  return [
    name,
    { ...statePill(locale, certificate.state), ...(unearned ? { sub: say(locale, 'unearned') } : sum) },
    { text: certificate.serial, href: paths.certificate(certificate.id) },
    { text: words.date(certificate.issued_on), nowrap: true },
  ];
}

const CLAIM_MARKS: Record<Claim, string> = {
  entitled: 'reached',
  issued: 'met',
  possible: 'possible',
  no_longer: 'no_longer',
};
