import type { MySession } from '../activities/my-sessions.js';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { type Letter, writeLetter } from '../mail/mail-template.js';
import { reportingKindWords } from '../plans/content.page.js';
import { titleWords } from '../plans/plan-words.js';
import type { Scope } from '../territory/scope.js';
import { paths } from '../web/paths.js';
import type { Counted, DueItems, DueReport } from './due-items.js';

/** Lines of one kind; of more than so many the rest is a number. */
const MOST_LINES = 15;

/** For whom and when a digest is. */
export interface DigestFor {
  name: string;
  locale: Locale;
  scope: Scope;
  /** Our own address. */
  site: string;
  /** The Monday, as an ISO day. */
  week: string;
}

/** Whether something falls due at all. */
export function isAnyDue({ late, week, certificates, corrections, undelivered, reports }: DueItems): boolean {
  return corrections > 0 || [late, week, certificates, undelivered, reports].some(({ length }) => length > 0);
}

/** The weekly letter to an organizer: each line says what, and where it is done. */
export function digestLetter(items: DueItems, { name, locale, scope, site, week }: DigestFor): Letter {
  const words = new ActivityWords(locale, scope);
  const t = (key: string, params = {}): string => words.t(`digest.${key}`, params);
  const line = (text: string, path: string): string => `${text}: ${site}${path}`;
  const some = <T>(all: readonly T[], lineOf: (one: T) => string): string[] => [
    ...all.slice(0, MOST_LINES).map(lineOf),
    ...(all.length > MOST_LINES ? [t('more', { count: all.length - MOST_LINES })] : []),
  ];
  const session = (one: MySession): string => {
    const text = t('session', { title: one.title, number: String(one.number), when: words.when(one) });
    return line(text, paths.activityAttendance(one.code, one.number));
  };
  const coming = (one: MySession): string => {
    const text = t('session', { title: one.title, number: String(one.number), when: words.when(one) });
    return line([text, one.venue].filter((each) => each).join(', '), paths.activitySession(one.code, one.number));
  };
  const counted = (key: 'certificates_of' | 'undelivered_of', path: (code: string) => string) => (one: Counted) =>
    line(t(key, { title: one.activity.title, count: one.count }), path(one.activity.code));
  const report = ({ plan, reporting, day }: DueReport): string => {
    const kind = reportingKindWords(locale, reporting.kind);
    return line(t('report', { day, kind, plan: titleWords(locale, plan) }), paths.planContent(plan.code));
  };
  const { corrections } = items;
  return writeLetter('organizer-digest', locale, {
    site,
    name,
    day: words.date(week),
    late: some(items.late, session),
    week: some(items.week, coming),
    certificates: some(
      items.certificates,
      counted('certificates_of', (code) => paths.activityCertificates(code)),
    ),
    corrections: corrections > 0 ? [line(t('corrections_of', { count: corrections }), paths.nameCorrections())] : [],
    undelivered: some(items.undelivered, counted('undelivered_of', paths.activityLetters)),
    reports: some(items.reports, report),
    choose: `${site}${paths.letterDigest()}`,
  });
}
