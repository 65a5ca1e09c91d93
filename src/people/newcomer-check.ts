import { today } from '../config/clock.js';
import { peopleFile, type PersonValues } from './people.file.js';
import { personFacts, personFaults } from './person-record.js';

type Column = keyof PersonValues;

/** What is told of somebody new, as a row of people.csv without the code. */
export type Newcomer = Partial<Record<Exclude<Column, 'ref'>, string | number | null>>;

const COLUMNS = Object.keys(peopleFile.columns) as Column[];

/**
 * The first column for which the file of people would refuse somebody new, by its own rules, so that it can be mended
 * before anything is saved; null: none. Whether the home exists is not asked.
 */
export function refusedColumn(newcomer: Newcomer): string | null {
  const told: Partial<Record<Column, string | number | null>> = { ...newcomer, ref: 'new' };
  const values: Partial<Record<Column, unknown>> = {};
  for (const name of COLUMNS) {
    const read = peopleFile.columns[name].parse(String(told[name] ?? ''));
    if ('reason' in read) return name;
    values[name] = read.value;
  }
  // Every column was read by the definition from which the type is made.
  const person = values as PersonValues;
  const facts = personFacts(person, new Set(COLUMNS), undefined, () => '');
  return personFaults(person, facts, today())[0]?.column ?? null;
}
