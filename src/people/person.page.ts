import { dayOf } from '../config/clock.js';
import { type ToldEvent } from '../events/timeline.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Group } from '../territory/groups.js';
import type { Scope } from '../territory/scope.js';
import { paths } from '../web/paths.js';
import type { Took } from './history.js';
import { historyTable } from './history.page.js';
import { homeWords } from './homes.js';
import type { Reason } from './likeness.js';
import { bornWords, reasonWords } from './people.page.js';
import type { ShownPerson } from './people.list.js';
import type { MergeNote } from './merge-notes.js';
import { personTimeline } from './person-timeline.page.js';

/** Everything the page of one person tells. */
export interface PersonRecord {
  person: ShownPerson;
  /** The person this record was merged into, if the reader may know. */
  survivor: { id: number; name: string; ref: string } | null;
  merged: boolean;
  notes: MergeNote[];
  /** Who may be the same person, for those who may merge. */
  alike: readonly { person: ShownPerson; reasons: readonly Reason[] }[];
  history: Took[];
  groups: readonly Group[];
  /** What was done with the record, for those who may know. */
  events: readonly ToldEvent[];
}

/** The page of one person. */
export function personPage(locale: Locale, scope: Scope, record: PersonRecord, mayMerge: boolean): object {
  const { person, survivor } = record;
  return {
    title: person.full_name,
    crumbs: [{ text: translate(locale, 'people.title'), href: paths.people() }, { text: person.full_name }],
    name: person.full_name,
    survivor: survivor && { name: survivor.name, ref: survivor.ref, href: paths.person(survivor.id) },
    merged: record.merged,
    facts: facts(locale, scope, person),
    notes: record.notes.map((note) => ({
      text: noteText(locale, note),
      undo: mayMerge ? paths.personMergeUndoing(note.id) : undefined,
      undoText: translate(locale, 'people.merge_undo', { ref: note.ref }),
    })),
    alike: record.alike.map(({ person: other, reasons }) => ({
      text: `${other.full_name} (${other.ref})`,
      about: [homeWords(scope, other.unit_code).text, bornWords(locale, other), reasonWords(locale, reasons)].join(
        ' · ',
      ),
      href: paths.duplicatePair(Math.min(person.id, other.id), Math.max(person.id, other.id)),
    })),
    timeline: personTimeline(locale, scope, record.events),
    history: historyTable(locale, scope, record.groups, record.history, 'organisation'),
  };
}

function facts(locale: Locale, scope: Scope, person: ShownPerson): object[] {
  const say = (name: string, value: string | null): object[] =>
    value === null ? [] : [{ term: translate(locale, `people.${name}`), value }];
  const home = homeWords(scope, person.unit_code);
  return [
    ...say('ref', person.ref),
    { term: translate(locale, 'people.home'), value: home.text, href: home.href, note: `(${person.unit_code})` },
    ...say('sex', person.sex && translate(locale, `people.sex.${person.sex}`)),
    ...say('born', bornWords(locale, person)),
    ...say('phone', person.phone),
    ...say('email', person.email),
    ...say('national_id', person.national_id_tail && `••• ${person.national_id_tail}`),
    ...say('ethnicity', person.ethnicity),
    ...say('consent', consentWords(locale, person)),
  ];
}

/** Who consented, and when; null: nobody. */
export function consentWords(locale: Locale, { consent_on, consent_by }: ShownPerson): string | null {
  if (consent_on === null) return null;
  return translate(locale, 'people.consent_given', { date: formatDate(locale, consent_on), name: consent_by ?? '' });
}

function noteText(locale: Locale, note: MergeNote): string {
  const date = formatDate(locale, dayOf(new Date(note.merged_at)));
  const key = note.reason === null ? 'people.merge_note' : 'people.merge_note_reason';
  return translate(locale, key, { ref: note.ref, name: note.name, date, reason: note.reason ?? '' });
}
