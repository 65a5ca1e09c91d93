import { DomainError, type FieldError, InvalidFields, NotFound } from '../errors.js';
import type { Form } from '../web/form.js';

/**
 * Does what a form asks for, unless something is wrong with it already. A refusal of the domain becomes errors of the
 * form, so that it is shown again with what was typed. @returns what the work returned; undefined when refused
 */
export async function attempt<T>(form: Form, work: () => Promise<T>): Promise<T | undefined> {
  if (form.errors.length > 0) return undefined;
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidFields) form.errors.push(...daysAsTyped(error.fields));
    else if (error instanceof DomainError && error.kind === 'invalid') {
      form.errors.push(...daysAsTyped([{ field: '', key: `errors.${error.key}`, params: error.params }]));
    } else throw error;
    return undefined;
  }
}

/** Days inside sentences about a form, as people type them there. */
export function daysAsTyped(errors: readonly FieldError[]): FieldError[] {
  const typed = (value: string | number): string | number =>
    /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? String(value).split('-').reverse().join('/') : value;
  return errors.map(({ field, key, params = {} }) => ({
    field,
    key,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typed(value)])),
  }));
}

/** The number of a row in an address. @throws NotFound when it is none */
export function rowId(text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id === 0) throw new NotFound();
  return id;
}
