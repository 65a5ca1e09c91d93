import type { CsvValue } from '../interchange/writer.js';
import type { ShownPerson } from './people.list.js';

/**
 * Columns of the list as a file: those of `people.csv`, except what is sensitive. The name is not called `full_name`: it
 * may be initials, and bringing them in again must not overwrite a name.
 */
const HEADER = [
  'ref',
  'name',
  'sex',
  'birth_date',
  'birth_year',
  'unit',
  'phone',
  'email',
  'consent_on',
  'consent_by',
] as const;

/** The rows of the downloaded list; what the reader may not see is empty already. */
export async function* peopleCsv(people: AsyncIterable<ShownPerson>): AsyncGenerator<readonly CsvValue[]> {
  yield HEADER;
  for await (const person of people) yield HEADER.map((name) => cellOf(person, name));
}

function cellOf(person: ShownPerson, name: (typeof HEADER)[number]): CsvValue {
  if (name === 'unit') return person.unit_code;
  return name === 'name' ? person.full_name : person[name];
}
