import { today } from '../config/clock.js';
import type { Form } from '../web/form.js';
import { PURPOSES, RELATIONS, WAYS, WITHDRAWERS } from './consent-state.js';
import type { ConsentRecord } from './consents.js';
import type { Consent } from './consents.entities.js';
import { peopleFile } from './people.file.js';
import { readCell } from './person-form.js';

/** A consent as a form says it. */
export type ConsentInput = Pick<
  Consent,
  'representative' | 'relation' | 'phone' | 'given_on' | 'way' | (typeof PURPOSES)[number] | 'own_on'
>;

/** A withdrawal as a form says it. */
export type Withdrawal = Pick<Consent, 'withdrawn_on' | 'withdrawn_by' | 'reason'>;

/** Reads a consent; what is wrong stands in `form.errors`. */
export function readConsent(form: Form, record: ConsentRecord): ConsentInput {
  const ticked = form.many('purposes');
  const [participation, photograph, certificate] = PURPOSES.map((name) => Number(ticked.includes(name)));
  if (PURPOSES.every((name) => !ticked.includes(name))) form.refuse('purposes', 'consents.purpose_needed');
  return {
    representative: form.text('representative'),
    relation: form.choice('relation', RELATIONS),
    phone: readCell(form, 'phone', peopleFile.columns.phone),
    given_on: readPast(form, 'given_on', record) ?? '',
    way: form.choice('way', WAYS),
    ...{ participation: participation ?? 0, photograph: photograph ?? 0, certificate: certificate ?? 0 },
    own_on: record.own && form.raw('own_on') !== '' ? readPast(form, 'own_on', record) : null,
  };
}

/** The day on which a minor agreed. */
export function readOwn(form: Form, record: ConsentRecord): string {
  return readPast(form, 'own_on', record) ?? '';
}

/** Reads a withdrawal of a consent that was given on a day. */
export function readWithdrawal(form: Form, record: ConsentRecord, givenOn: string): Withdrawal {
  const withdrawn_on = readPast(form, 'withdrawn_on', record);
  if (withdrawn_on !== null && withdrawn_on < givenOn) form.refuse('withdrawn_on', 'consents.before_given');
  return {
    withdrawn_on,
    withdrawn_by: form.choice('withdrawn_by', WITHDRAWERS),
    reason: form.text('reason', 2000),
  };
}

/** A required day that has been, and not before somebody was born. */
function readPast(form: Form, field: string, { person }: ConsentRecord): string | null {
  const day = form.day(field);
  if (day === '') return null;
  const born = person.birth_date ?? (person.birth_year === null ? '' : String(person.birth_year));
  if (day > today()) form.refuse(field, 'consents.future');
  if (day < born) form.refuse(field, 'consents.before_birth');
  return day;
}
