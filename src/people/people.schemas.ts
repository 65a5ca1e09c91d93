import { z } from 'zod';
import { code, keptText, optionalDay, pageQuery } from '../web/api/schemas.js';

const text = z.string().nullable();

/** `?q=&unit=` of the list of people. */
export const peopleQuery = pageQuery.extend({
  q: z.string().max(190).default(''),
  unit: z.string().max(64).default(''),
});

/** A person as in `people.csv`; null: not known, or not to be seen by the caller. */
export const personItem = z.strictObject({
  ref: code,
  /** Initials where the full name is kept back. */
  full_name: z.string(),
  sex: z.enum(['f', 'm', 'x']).nullable(),
  birth_date: optionalDay,
  birth_year: z.number().int().nullable(),
  unit: code,
  phone: text,
  email: text,
  national_id_tail: text,
  ethnicity: text.optional(),
  consent_on: optionalDay,
  consent_by: text,
  /** The ref of the person this record was merged into. */
  merged_into: code.nullable(),
});

/** One person, with the merges by which other records are this person. */
export const personRecord = personItem.extend({
  merges: z.array(z.strictObject({ id: z.number().int(), ref: code, reason: text, merged_at: z.iso.datetime() })),
});

/** What to merge into. */
export const mergeBody = z.strictObject({
  into: code,
  reason: keptText(2000, { lines: true }).nullable().default(null),
});

/** A merge that was done. */
export const mergeItem = z.strictObject({
  id: z.number().int(),
  from: code,
  into: code,
  reason: text,
  merged_at: z.iso.datetime(),
});

/** `?q=&unit=&group=` of the list of organisations. */
export const organisationsQuery = peopleQuery.extend({ group: z.string().max(64).default('') });

/** An organisation as in `organisations.csv`. */
export const organisationItem = z.strictObject({
  ref: code,
  name: z.string(),
  group: code,
  unit: code,
  craft_village: z.boolean(),
});
