import { z } from 'zod';
import { cleanText, textFault } from '../text.js';

/** A code or ref as in the files. */
export const code = z.string().min(1).max(64);
/** A day, `YYYY-MM-DD`. */
export const day = z.iso.date();
/** A day or nothing. */
export const optionalDay = day.nullable();

/** Text that is kept as the files keep it: cleaned, at most so long. `lines`: it may have several. */
export function keptText(max: number, { lines = false } = {}) {
  return z
    .string()
    .overwrite(cleanText)
    .max(max)
    .superRefine((text, context) => {
      const fault = textFault(text, lines);
      if (fault) context.addIssue({ code: 'custom', params: { key: `row.${fault}` } });
    });
}

/** `?limit=&cursor=` of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});

/** A page of a list: `next_cursor` is null on the last one. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next_cursor: z.string().nullable() });
}

/** What a bulk post did, row by row (the report of an import). */
export const importReport = z.strictObject({
  kind: z.string(),
  rows: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.array(
    z.strictObject({ line: z.number().int(), column: z.string(), value: z.string(), reason: z.string() }),
  ),
});
