import type { ErrorParams } from '../errors.js';
import { nameInitials } from './likeness.js';
import type { Person } from './people.entities.js';
import type { PersonValues } from './people.file.js';
import { personSortKey } from './sort-key.js';
import { sortName } from './sort-name.js';

/** What of a person a file can say, as the table keeps it. */
export type PersonFacts = Pick<
  Person,
  | 'full_name'
  | 'sort_name'
  | 'sort_key'
  | 'name_initials'
  | 'sex'
  | 'birth_date'
  | 'birth_year'
  | 'unit_code'
  | 'phone'
  | 'email'
  | 'national_id_hash'
  | 'national_id_tail'
  | 'ethnicity'
  | 'consent_on'
  | 'consent_by'
>;

/** Why a row cannot become a record; `key` is under `errors.`. */
export interface Fault {
  column: string;
  value: string;
  key: string;
  params?: ErrorParams;
}

const NOTHING_KNOWN: PersonFacts = {
  full_name: '',
  sort_name: '',
  sort_key: '',
  name_initials: '',
  sex: null,
  birth_date: null,
  birth_year: null,
  unit_code: '',
  phone: null,
  email: null,
  national_id_hash: null,
  national_id_tail: null,
  ethnicity: null,
  consent_on: null,
  consent_by: null,
};

/** Columns that mean in the table what they say in the file. */
const PLAIN = ['sex', 'phone', 'email', 'ethnicity', 'consent_on', 'consent_by'] as const;

/**
 * The record that a row makes of what was known before: a column that the file has not leaves alone what an empty one
 * clears.
 * @param present the columns of the file
 * @param hashId keyed hash of a national ID
 */
export function personFacts(
  values: PersonValues,
  present: ReadonlySet<string>,
  before: PersonFacts | undefined,
  hashId: (digits: string) => string,
): PersonFacts {
  const facts = { ...(before ?? NOTHING_KNOWN), unit_code: values.unit };
  facts.full_name = values.full_name;
  facts.sort_name = sortName(values.full_name);
  facts.sort_key = personSortKey(values.full_name);
  facts.name_initials = nameInitials(facts.sort_name);
  for (const name of PLAIN) if (present.has(name)) Object.assign(facts, { [name]: values[name] ?? null });
  Object.assign(facts, birthFacts(values, present, facts));
  if (present.has('national_id')) {
    facts.national_id_hash = values.national_id === null ? null : hashId(values.national_id);
    facts.national_id_tail = values.national_id?.slice(-3) ?? null;
  }
  return facts;
}

/** What is wrong with a row and the record that it would make. */
export function personFaults(values: PersonValues, facts: PersonFacts, today: string): Fault[] {
  return [...birthFaults(values, facts, today), ...consentFaults(facts, today), ...emailFaults(facts)];
}

/** The columns in which two records differ. */
export function changes(before: PersonFacts, after: PersonFacts): Partial<PersonFacts> {
  const names = Object.keys(NOTHING_KNOWN) as (keyof PersonFacts)[];
  return Object.fromEntries(names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}

/** A date brings its year with it; a year alone is kept beside no date. */
function birthFacts(
  values: PersonValues,
  present: ReadonlySet<string>,
  facts: PersonFacts,
): Pick<PersonFacts, 'birth_date' | 'birth_year'> {
  const date = present.has('birth_date') ? values.birth_date : facts.birth_date;
  if (date !== null) return { birth_date: date, birth_year: values.birth_year ?? Number(date.slice(0, 4)) };
  return { birth_date: null, birth_year: present.has('birth_year') ? values.birth_year : facts.birth_year };
}

function birthFaults(values: PersonValues, facts: PersonFacts, today: string): Fault[] {
  const { birth_date, birth_year } = facts;
  if (birth_date !== null && birth_date > today) {
    return [{ column: 'birth_date', value: birth_date, key: 'people.birth_future' }];
  }
  if (birth_year !== null && birth_year > Number(today.slice(0, 4))) {
    return [{ column: 'birth_year', value: String(birth_year), key: 'people.birth_future' }];
  }
  if (birth_date === null || birth_year === null || birth_date.startsWith(`${birth_year}-`)) return [];
  const params = { year: birth_date.slice(0, 4) };
  return [{ column: 'birth_year', value: String(values.birth_year), key: 'people.birth_disagree', params }];
}

function consentFaults({ consent_on, consent_by }: PersonFacts, today: string): Fault[] {
  if ((consent_on === null) !== (consent_by === null)) {
    const column = consent_on === null ? 'consent_on' : 'consent_by';
    return [{ column, value: '', key: 'people.consent_both' }];
  }
  if (consent_on === null || consent_on <= today) return [];
  return [{ column: 'consent_on', value: consent_on, key: 'people.consent_future' }];
}

function emailFaults({ email }: PersonFacts): Fault[] {
  const long = email !== null && [...email].length > 190;
  return long ? [{ column: 'email', value: email, key: 'row.too_long', params: { max: 190 } }] : [];
}
