import { formatDate, formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { dayOf } from '../config/clock.js';
import type { ErrorParams } from '../errors.js';
import type { Registered } from '../certificates/certificate-register.js';
import { actorMay } from '../web/actor.js';
import { type Paged, pagerIfMore, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { KnownCorrection } from './correction-desk.js';

const COLUMNS = ['now', 'wanted', 'asked'] as const;
const MARKS = { waiting: 'uncertain', done: 'met', refused: 'revoked' };

/** The corrections that wait, each with its page. @param by what the list is narrowed by, in words */
export function correctionsPage(
  locale: Locale,
  waiting: readonly KnownCorrection[],
  by: { title: string | null; mine: boolean; asked: Record<string, string> },
  list: Paged,
): object {
  const narrowed = by.title !== null || by.mine;
  return {
    ...head(locale, say(locale, 'corrections')),
    lede: ledeOf(locale, by),
    allHref: narrowed ? paths.nameCorrections() : null,
    columns: COLUMNS.map((name) => ({ text: say(locale, `column.${name}`) })),
    rows: waiting.map(({ id, person, wanted_name, asked_at }) => ({
      cells: [
        { text: person.full_name, href: paths.nameCorrection(id), sub: person.ref },
        { text: wanted_name },
        { text: formatDate(locale, dayOf(new Date(asked_at))) },
      ],
    })),
    pager: pagerIfMore(list, pagesOf(paths.nameCorrections(), by.asked)),
  };
}

/** One correction with what can be done about it. */
export function correctionPage(
  locale: Locale,
  known: KnownCorrection,
  certificates: readonly Registered[],
  typed: Record<string, unknown>,
): object {
  const { id, person, state, open, inside } = known;
  const decides = state === 'waiting' && open;
  // What was printed stays as it was: only a replacement has the new name.
  const printed = state === 'done' ? certificates.filter((each) => isOld(each, person.full_name)) : [];
  return {
    ...head(locale, say(locale, 'correction_of', { name: person.full_name })),
    facts: factsOf(locale, known),
    typed,
    acceptance: decides ? paths.nameCorrectionAcceptance(id) : null,
    refusal: decides ? paths.nameCorrectionRefusal(id) : null,
    notice:
      state === 'waiting' && !open
        ? translate(locale, inside ? 'mine.decided_elsewhere' : 'errors.mine.lives_elsewhere')
        : null,
    printed: printed.map(({ id: certificate, serial, printed: { facts } }) => ({
      text: say(locale, 'printed_as', { serial, title: facts.title, name: facts.holder }),
      replacement: actorMay('certificate.issue') ? paths.certificateReplacement(certificate) : null,
    })),
    // The record of somebody who lives elsewhere is not there for the reader.
    personHref: inside ? paths.person(person.id) : null,
  };
}

function head(locale: Locale, title: string): object {
  const list = say(locale, 'corrections');
  return {
    title,
    narrow: true,
    crumbs: [
      { text: translate(locale, 'people.title'), href: paths.people() },
      ...(title === list ? [] : [{ text: list, href: paths.nameCorrections() }]),
      { text: title },
    ],
  };
}

function ledeOf(locale: Locale, { title, mine }: { title: string | null; mine: boolean }): string {
  if (title !== null) return say(locale, 'corrections_of', { title });
  return say(locale, mine ? 'corrections_mine' : 'corrections_lede');
}

function factsOf(locale: Locale, known: KnownCorrection): object[] {
  const { person, inside, wanted_name, remark, state, reason, asked_at, decided_at, decider } = known;
  const fact = (name: string, value: string | null, more: object = {}): object[] =>
    value === null ? [] : [{ term: say(locale, `column.${name}`), value, ...more }];
  return [
    ...fact('now', person.full_name, { href: inside ? paths.person(person.id) : null, note: `(${person.ref})` }),
    ...fact('wanted', wanted_name),
    ...fact('remark', remark),
    ...fact('asked', formatInstant(locale, asked_at)),
    ...fact('state', say(locale, `correction_state.${state}`), { status: MARKS[state] }),
    ...fact('reason', reason),
    ...fact('decided', decided_at && [decider, formatInstant(locale, decided_at)].filter(Boolean).join(', ')),
  ];
}

function isOld({ state, printed }: Registered, name: string): boolean {
  return state === 'valid' && printed.facts.holder !== name;
}

function say(locale: Locale, key: string, params: ErrorParams = {}): string {
  return translate(locale, `mine.${key}`, params);
}
