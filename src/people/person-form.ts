import type { Column } from '../interchange/columns.js';
import { placeLabel, readCode } from '../territory/place-choice.js';
import type { Scope } from '../territory/scope.js';
import { asTyped } from '../web/day.js';
import type { Form } from '../web/form.js';
import { peopleFile } from './people.file.js';
import type { PersonOnDesk } from './person-desk.js';
import type { PersonInput } from './person-input.js';

/** What a file and a form write for a sex. */
export const SEXES = ['f', 'm', 'x'] as const;

/** Reads what was typed about a person; what is wrong stands in `form.errors`. @param withEthnicity the form has that field */
export function readPerson(form: Form, scope: Scope, withEthnicity: boolean): PersonInput {
  const { phone, email } = peopleFile.columns;
  return {
    full_name: form.text('full_name'),
    sex: form.raw('sex') === '' ? null : form.choice('sex', SEXES),
    ...readBorn(form),
    unit: readHome(form, scope),
    phone: readCell(form, 'phone', phone),
    email: readCell(form, 'email', email),
    ...readNationalId(form),
    ...(withEthnicity ? { ethnicity: form.optionalText('ethnicity', 64) } : {}),
  };
}

/** The home of a record, required: a code, or the name of a place of the territory. */
export function readHome(form: Form, scope: Scope): string {
  const unit = readCode(form, 'unit', scope);
  if (unit === '') form.refuse('unit', 'form.required');
  return unit;
}

/** What the fields show of a record. */
export function typedPerson(person: PersonOnDesk, scope: Scope): Record<string, unknown> {
  const { full_name, sex, birth_date, birth_year, unit_code, phone, email, ethnicity } = person;
  const born = birth_date === null ? (birth_year ?? '') : asTyped(birth_date);
  return { full_name, sex, born, unit: typedHome(scope, unit_code), phone, email, ethnicity };
}

/** A home as a field for a place shows it. */
export function typedHome(scope: Scope, code: string): string {
  const place = scope.territory.placesOfCode(code).at(-1);
  return place ? placeLabel(place) : code;
}

/** One field for what people know: a day, or only a year. */
function readBorn(form: Form): Pick<PersonInput, 'birth_date' | 'birth_year'> {
  if (!/^\d{1,4}$/.test(form.raw('born'))) return { birth_date: form.optionalDay('born'), birth_year: null };
  return { birth_date: null, birth_year: form.optionalInteger('born', 1880, 2200) };
}

/** An empty field leaves alone what is known, which is never shown; forgetting it is a box of its own. */
function readNationalId(form: Form): Pick<PersonInput, 'national_id'> {
  if (form.ticked('national_id_removal')) return { national_id: null };
  const national_id = readCell(form, 'national_id', peopleFile.columns.national_id);
  return national_id === null ? {} : { national_id };
}

/** A value by the rules of a column of the file. */
export function readCell<T>(form: Form, field: string, column: Column<T | null>): T | null {
  const parsed = column.parse(form.raw(field));
  if ('value' in parsed) return parsed.value;
  form.refuse(field, parsed.reason.key, parsed.reason.params);
  return null;
}
