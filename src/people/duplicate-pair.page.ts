import { dayOf } from '../config/clock.js';
import { formatDate, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Group } from '../territory/groups.js';
import type { Scope } from '../territory/scope.js';
import { paths } from '../web/paths.js';
import type { Decision } from './distinct-people.js';
import type { Took } from './history.js';
import { groupText, historyTable } from './history.page.js';
import { homeWords } from './homes.js';
import type { Reason } from './likeness.js';
import { mergeEffect } from './merge-effect.js';
import { consentWords } from './person.page.js';
import { bornWords } from './people.page.js';
import type { ShownPerson } from './people.list.js';

/** One of the two. */
export interface Side {
  person: ShownPerson;
  version: number;
  history: Took[];
}

/** Everything that is known of two records that may be one person. */
export interface PairRecord {
  sides: readonly [Side, Side];
  reasons: readonly Reason[];
  /** Whether the national IDs are the same; null: of one it is not known. */
  sameId: boolean | null;
  decision: Decision | null;
  groups: readonly Group[];
}

/** Two records side by side: what differs, what each took part in, what merging would do. */
export function duplicatePairPage(locale: Locale, scope: Scope, record: PairRecord, typed: object = {}): object {
  const say = (name: string): string => translate(locale, `people.${name}`);
  const { sides, decision } = record;
  const [one, other] = sides.map(({ person }) => person) as [ShownPerson, ShownPerson];
  return {
    titleKey: 'people.compare_title',
    crumbs: [
      { text: say('title'), href: paths.people() },
      { text: say('duplicates'), href: paths.duplicates() },
      { text: say('compare_title') },
    ],
    signs: record.reasons.map((reason) => say(`reason.${reason}`)),
    columns: [{ text: say('fact') }, ...sides.map(({ person }) => ({ text: person.ref })), { text: say('comparison') }],
    rows: factRows(locale, scope, record),
    histories: sides.map(({ person, history }) => ({
      title: translate(locale, 'people.history_of', { name: person.full_name, ref: person.ref }),
      table: historyTable(locale, scope, record.groups, history, 'organisation'),
    })),
    decision: decision && {
      text: decisionWords(locale, decision),
      withdraw: paths.duplicateDistinctionWithdrawal(one.id, other.id),
    },
    versions: sides.map(({ version }) => version).join(' '),
    effect: effectWords(locale, record),
    keep: keepOptions(locale, sides),
    values: { keep: String(keptByDefault(sides)), ...typed },
    merge: paths.duplicateMerge(one.id, other.id),
    part: paths.duplicateDistinction(one.id, other.id),
  };
}

/** Who found two records to be two people, and when. */
export function decisionWords(locale: Locale, { actor, decided_at }: Decision): string {
  const date = formatDate(locale, dayOf(new Date(decided_at)));
  if (actor === null) return translate(locale, 'people.decided_on', { date });
  return translate(locale, 'people.decided_by', { name: actor, date });
}

/** The record with more activities, else the one that was there first. */
function keptByDefault([one, other]: PairRecord['sides']): number {
  return activitiesOf(other) > activitiesOf(one) ? other.person.id : one.person.id;
}

function activitiesOf({ history }: Side): number {
  return new Set(history.map(({ activity_code }) => activity_code)).size;
}

function keepOptions(locale: Locale, sides: PairRecord['sides']): object[] {
  return sides.map((side) => ({
    value: String(side.person.id),
    text: `${side.person.full_name} (${side.person.ref})`,
    hint: countWords(locale, activitiesOf(side)),
  }));
}

function countWords(locale: Locale, count: number): string {
  return translate(locale, 'people.activity_count', { count, activities: formatNumber(locale, count) });
}

function effectWords(locale: Locale, { sides, groups }: PairRecord): string[] {
  const persons = new Set(groups.filter(({ counts }) => counts === 'persons').map(({ code }) => code));
  const effect = mergeEffect(sides[0].history, sides[1].history, persons);
  const shared = { count: effect.shared, activities: formatNumber(locale, effect.shared) };
  const twice = effect.countedTwice.map((code) => groupText(locale, groups, code)).join(', ');
  return [
    translate(locale, 'people.effect_activities', { activities: countWords(locale, effect.activities) }),
    ...(effect.shared > 0 ? [translate(locale, 'people.effect_shared', shared)] : []),
    ...(twice === '' ? [] : [translate(locale, 'people.effect_twice', { groups: twice })]),
    translate(locale, 'people.effect_kept'),
  ];
}

interface Fact {
  name: string;
  words: readonly [string | null, string | null];
  /** Where the words do not tell it. */
  same?: boolean | null;
}

function factRows(locale: Locale, scope: Scope, record: PairRecord): object[] {
  const facts = factsOf(locale, scope, record).filter(({ words }) => words.some((word) => word !== null));
  return facts.map(({ name, words: [one, other], same = one === other }) => ({
    cells: [
      { text: translate(locale, `people.${name}`) },
      { text: one ?? '–' },
      { text: other ?? '–' },
      comparison(locale, one !== null && other !== null ? same : null),
    ],
  }));
}

function factsOf(locale: Locale, scope: Scope, { sides, sameId }: PairRecord): Fact[] {
  const [one, other] = sides.map(({ person }) => person) as [ShownPerson, ShownPerson];
  const both = (name: string, word: (person: ShownPerson) => string | null): Fact => ({
    name,
    words: [word(one), word(other)],
  });
  const tail = (person: ShownPerson): string | null => person.national_id_tail && `••• ${person.national_id_tail}`;
  return [
    both('name', (person) => person.full_name),
    both('home', (person) => `${homeWords(scope, person.unit_code).text} (${person.unit_code})`),
    both('sex', (person) => person.sex && translate(locale, `people.sex.${person.sex}`)),
    both('born', (person) => (person.birth_year === null ? null : bornWords(locale, person))),
    both('phone', (person) => person.phone),
    both('email', (person) => person.email),
    { ...both('national_id', tail), same: sameId },
    both('ethnicity', (person) => person.ethnicity),
    both('consent', (person) => consentWords(locale, person)),
  ];
}

/** Null: only one of the two says anything. */
function comparison(locale: Locale, same: boolean | null): object {
  if (same === null) return { text: translate(locale, 'people.one_side') };
  if (same) return { text: translate(locale, 'people.same') };
  return { status: 'uncertain', text: translate(locale, 'people.differs') };
}
