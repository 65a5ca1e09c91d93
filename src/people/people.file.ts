import { column } from '../interchange/columns.js';
import { defineFile, type ValuesOf } from '../interchange/columns-file.js';

const KEPT_EVERYWHERE = {
  ref: column.code({ required: true }),
  full_name: column.text({ required: true, max: 190 }),
  sex: column.oneOf(['f', 'm', 'x'], { words: 'people.sex.' }),
  birth_date: column.date({ clerk: true }),
  birth_year: column.integer({ min: 1880, max: 2200 }),
  unit: column.code({ required: true }),
  phone: column.phone(),
  email: column.email(),
  national_id: column.nationalId(),
  consent_on: column.date({ clerk: true }),
  consent_by: column.text({ max: 190 }),
};
const PEOPLE_COLUMNS = { ...KEPT_EVERYWHERE, ethnicity: column.text({ max: 64 }) };

/** `people.csv` (interchange.md). */
export const peopleFile = defineFile({ kind: 'people', key: ['ref'], columns: PEOPLE_COLUMNS });

/** The same where the installation does not keep the ethnicity: that column is one nobody knows, and ignored. */
export const peopleFileWithoutEthnicity: typeof peopleFile = {
  ...peopleFile,
  // Its value is then never read as present, which the type cannot say.
  columns: KEPT_EVERYWHERE as typeof PEOPLE_COLUMNS,
};

/** A row of the file. */
export type PersonValues = ValuesOf<typeof PEOPLE_COLUMNS>;

/** `organisations.csv` (interchange.md). */
export const organisationsFile = defineFile({
  kind: 'organisations',
  key: ['ref'],
  columns: {
    ref: column.code({ required: true }),
    name: column.text({ required: true, max: 190 }),
    group: column.code({ required: true }),
    unit: column.code({ required: true }),
    craft_village: column.bool(),
  },
});

/** A row of the file. */
export type OrganisationValues = ValuesOf<(typeof organisationsFile)['columns']>;
