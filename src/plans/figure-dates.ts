import { today } from '../config/clock.js';
import type { FieldError } from '../errors.js';
import { Form } from '../web/form.js';

/** As-of date and window as an address or the form above a figure has them. */
export interface FigureDates {
  as_of: string;
  /** Undefined: the plan's start. */
  from: string | undefined;
  /** What was typed and cannot be used; `as_of` and `from` are then the usual ones. */
  errors: FieldError[];
  typed: { to: string; from: string };
}

/** The days that an address asked for, to be carried on; nothing where it asked for none or they cannot be used. */
export function askedDates(query: Record<string, unknown>): Record<string, string | undefined> {
  const { as_of, from, errors, typed } = readDates(query);
  return errors.length > 0 ? {} : { as_of: typed.to === '' ? undefined : as_of, from };
}

/** Reads `as_of` (of links) or `to` (of the form), and `from`. Never throws. */
export function readDates(query: Record<string, unknown>): FigureDates {
  const form = new Form(query);
  const to = form.optionalDay('to') ?? (form.raw('to') === '' ? form.optionalDay('as_of') : null);
  const from = form.optionalDay('from') ?? undefined;
  if (to !== null && from !== undefined && from > to)
    form.refuse('from', 'coverage.from_after_as_of', { from, as_of: to });
  const errors = form.errors.map((error) => (error.field === 'as_of' ? { ...error, field: 'to' } : error));
  const typed = { to: form.raw('to') || form.raw('as_of'), from: form.raw('from') };
  if (errors.length > 0) return { as_of: today(), from: undefined, errors, typed };
  const as_of = to ?? today();
  return { as_of, from: from !== undefined && from <= as_of ? from : undefined, errors, typed };
}
