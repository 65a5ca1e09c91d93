import type { Person } from './people.entities.js';

/** A person as a form says it: the columns of people.csv without the code; what is absent is left alone. */
export interface PersonInput {
  full_name: string;
  sex: Person['sex'];
  birth_date: string | null;
  birth_year: number | null;
  unit: string;
  phone: string | null;
  email: string | null;
  national_id?: string | null;
  ethnicity?: string | null;
}

/** What of a record can be corrected, as the table keeps it. */
export type PersonFactsNow = Pick<
  Person,
  'full_name' | 'sex' | 'birth_date' | 'birth_year' | 'unit_code' | 'phone' | 'email' | 'ethnicity'
>;

/** The facts that people read and compare, in the order of the form. */
export const SHOWN_FACTS = [
  'full_name',
  'sex',
  'birth_date',
  'birth_year',
  'unit_code',
  'phone',
  'email',
  'ethnicity',
] as const;

export type ShownFact = (typeof SHOWN_FACTS)[number];

/** The facts in which a record is not as a form would have it; what the form does not say is not among them. */
export function differing(now: PersonFactsNow, input: PersonInput): ShownFact[] {
  const wanted = factsOf(input);
  return SHOWN_FACTS.filter((name) => name in wanted && wanted[name] !== now[name]);
}

/** A date brings its year with it, as in a file. */
function factsOf({ unit, ...input }: PersonInput): Partial<PersonFactsNow> {
  const { full_name, sex, birth_date, phone, email } = input;
  const birth_year = birth_date === null ? input.birth_year : Number(birth_date.slice(0, 4));
  return {
    ...{ full_name, sex, birth_date, birth_year, unit_code: unit, phone, email },
    ...(input.ethnicity === undefined ? {} : { ethnicity: input.ethnicity }),
  };
}
