import { DomainError, type FieldError, InvalidFields } from '../errors.js';
import { type FileAnswer, type PageAnswer, redirect, type RedirectAnswer } from './answers.js';
import type { Form } from './form.js';

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

/**
 * Does what a button asks for. A refusal of the domain becomes a warning on the page that the button stands on: there is
 * no form to show again.
 */
export async function orWarning<T extends PageAnswer | RedirectAnswer | FileAnswer>(
  back: string,
  work: () => Promise<T>,
): Promise<T | RedirectAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || !['invalid', 'conflict'].includes(error.kind)) throw error;
    const [{ key, params = {} } = { key: '' }] = daysAsTyped([
      { field: '', key: `errors.${error.key}`, params: error.params },
    ]);
    return redirect(back, { kind: 'warning', key, params });
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
