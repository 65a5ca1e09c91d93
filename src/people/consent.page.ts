import { formatDate, formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { newFormKey } from '../web/form-key.js';
import { paths } from '../web/paths.js';
import { type Ages, PURPOSES, RELATIONS, stateOf, WAYS, WITHDRAWERS } from './consent-state.js';
import type { ConsentRecord, KnownConsent } from './consents.js';

const MARK = { given: 'met', own_missing: 'uncertain', none: 'not_met' } as const;

/** The consents of a minor on the person's page: how it stands with each purpose, and what was recorded. */
export function consentSection(locale: Locale, record: ConsentRecord, mayRecord: boolean): object {
  const { person, consents, fromFile } = record;
  const names = ['representative', 'purposes', 'given', 'own', 'state'];
  return {
    lede: translate(locale, 'consents.lede', { age: ageWords(locale, record.ages) }),
    purposes: purposeTable(locale, record),
    columns: names.map((name) => ({ text: translate(locale, `consents.${name}`) })),
    rows: consents.map((each) => consentRow(locale, record, each, mayRecord)),
    fromFile: fromFile && {
      text: translate(locale, 'consents.from_file', { name: fromFile.by, date: formatDate(locale, fromFile.on) }),
      href: mayRecord ? paths.personConsent(person.id, 'file') : undefined,
    },
    add: mayRecord ? paths.personConsentNew(person.id) : undefined,
  };
}

/** The form with which a consent is recorded; nothing in it is chosen beforehand. */
export function consentFormPage(locale: Locale, record: ConsentRecord, typed: Record<string, unknown>): object {
  const { person, own } = record;
  const ticked = [typed.purposes].flat();
  return {
    ...head(locale, record, 'consents.new'),
    action: paths.personConsentNew(person.id),
    cancel: paths.person(person.id),
    formKey: typed.form_key ?? newFormKey(),
    typed,
    own,
    ownHint: translate(locale, 'consents.own_hint', { age: ageWords(locale, record.ages) }),
    relations: RELATIONS.map((value) => ({ value, text: translate(locale, `consents.relation.${value}`) })),
    ways: WAYS.map((value) => ({ value, text: translate(locale, `consents.way.${value}`) })),
    purposes: PURPOSES.map((value) => {
      const text = translate(locale, `consents.purpose.${value}`);
      return { value, text, checked: ticked.includes(value) };
    }),
  };
}

/** One consent, with what may still be recorded about it: that the minor agreed too, and its withdrawal. */
export function consentPage(
  locale: Locale,
  record: ConsentRecord,
  consent: KnownConsent,
  typed: Record<string, unknown> = {},
): object {
  const { person } = record;
  const at = consent.id === 0 ? 'file' : String(consent.id);
  const stands = consent.withdrawn_on === null;
  return {
    ...head(locale, record, 'consents.one'),
    facts: facts(locale, consent),
    typed,
    own:
      stands && record.own && consent.own_on === null && consent.id > 0 ? paths.personConsentOwn(person.id, at) : null,
    withdrawal: stands ? paths.personConsentWithdrawal(person.id, at) : null,
    cancel: paths.person(person.id),
    withdrawers: WITHDRAWERS.map((value) => ({ value, text: translate(locale, `consents.withdrawer.${value}`) })),
  };
}

function head(locale: Locale, { person }: ConsentRecord, key: string): object {
  const title = translate(locale, key, { name: person.full_name });
  return {
    title,
    narrow: true,
    crumbs: [
      { text: translate(locale, 'people.title'), href: paths.people() },
      { text: person.full_name, href: paths.person(person.id) },
      { text: translate(locale, 'consents.title') },
    ],
  };
}

/** What a file told is agreed by the representative; whether the minor did, a file does not say. */
function purposeTable(locale: Locale, { consents, own, ages, fromFile }: ConsentRecord): object {
  const rows = PURPOSES.map((name) => {
    const here = stateOf(name, consents, own);
    const state = here === 'none' && fromFile && name === 'participation' ? (own ? 'own_missing' : 'given') : here;
    const value = translate(locale, `consents.state.${state}`, { age: ageWords(locale, ages) });
    const text = translate(locale, `consents.purpose.${name}`);
    return { cells: [{ text }, { status: MARK[state], text: value }] };
  });
  const columns = ['purposes', 'state'].map((name) => ({ text: translate(locale, `consents.${name}`) }));
  return { columns, rows };
}

function consentRow(locale: Locale, { person, own }: ConsentRecord, consent: KnownConsent, mayOpen: boolean): object {
  const href = mayOpen ? paths.personConsent(person.id, String(consent.id)) : undefined;
  const relation = consent.relation && translate(locale, `consents.relation.${consent.relation}`);
  return {
    cells: [
      { text: consent.representative, href, sub: [relation, consent.phone].filter(Boolean).join(', ') },
      { text: purposeWords(locale, consent) },
      { text: formatDate(locale, consent.given_on), sub: translate(locale, `consents.way.${consent.way}`) },
      { text: ownWords(locale, consent, own) },
      { text: stateWords(locale, consent) },
    ],
  };
}

function facts(locale: Locale, consent: KnownConsent): object[] {
  const { representative, relation, phone, given_on, way, own_on } = consent;
  const fact = (name: string, value: string | null): object[] =>
    value === null ? [] : [{ term: translate(locale, `consents.${name}`), value }];
  return [
    ...fact('representative', representative),
    ...fact('relation', relation && translate(locale, `consents.relation.${relation}`)),
    ...fact('phone', phone),
    ...fact('purposes', purposeWords(locale, consent)),
    ...fact('given', formatDate(locale, given_on)),
    ...fact('way', translate(locale, `consents.way.${way}`)),
    ...fact('own', own_on && formatDate(locale, own_on)),
    ...fact('recorded', recordedWords(locale, consent)),
    ...withdrawalFacts(locale, consent),
  ];
}

/** Who wrote it down and when; nobody where only a file told of it. */
function recordedWords(locale: Locale, { id, author, recorded_at }: KnownConsent): string | null {
  return id === 0 ? null : [author, formatInstant(locale, recorded_at)].filter(Boolean).join(', ');
}

function withdrawalFacts(locale: Locale, consent: KnownConsent): object[] {
  const { withdrawn_on, withdrawn_by, reason, withdrawal_author } = consent;
  if (withdrawn_on === null) return [];
  const values = [
    ['withdrawn_on', formatDate(locale, withdrawn_on)],
    ['withdrawn_by', translate(locale, `consents.withdrawer.${withdrawn_by ?? 'representative'}`)],
    ['reason', reason],
    ['withdrawal_recorded', withdrawal_author],
  ] as const;
  return values.flatMap(([name, value]) => (value ? [{ term: translate(locale, `consents.${name}`), value }] : []));
}

function purposeWords(locale: Locale, consent: KnownConsent): string {
  const given = PURPOSES.filter((name) => consent[name] === 1);
  return given.map((name) => translate(locale, `consents.purpose.${name}`)).join('; ');
}

function ownWords(locale: Locale, { own_on, withdrawn_on }: KnownConsent, own: boolean): string {
  if (own_on !== null) return formatDate(locale, own_on);
  if (withdrawn_on !== null) return '–';
  return translate(locale, own ? 'consents.missing' : 'consents.not_needed');
}

function stateWords(locale: Locale, { withdrawn_on }: KnownConsent): string {
  if (withdrawn_on === null) return translate(locale, 'consents.in_force');
  return translate(locale, 'consents.withdrawn', { date: formatDate(locale, withdrawn_on) });
}

function ageWords(locale: Locale, ages: Ages | null): string {
  if (ages === null) return translate(locale, 'consents.age_unknown');
  if (ages.least === ages.most) return translate(locale, 'consents.age', { years: ages.most });
  return translate(locale, 'consents.age_between', { ...ages });
}
