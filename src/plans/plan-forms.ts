import { type Column, column } from '../interchange/columns.js';
import type { Form } from '../web/form.js';
import type { ItemDocument, PlanFault, Title } from './plan-document.js';
import { PlanRefused } from './plan-editor.js';

/** How the reasons of files read in a form. */
const FORM_KEYS: Record<string, string> = {
  'row.required': 'form.required',
  'row.too_long': 'form.too_long',
  'row.not_code': 'plan.code_form',
};

const CODE = column.code({ required: true });
const TITLE = column.text({ required: true, max: 2000 });
const TITLE_EN = column.text({ max: 2000 });

/** A field judged as the same value in a plan.json is; '' where it is empty or refused. */
export function readField(form: Form, field: string, kind: Column<string> | Column<string | null>): string {
  const parsed = kind.parse(form.raw(field));
  if ('value' in parsed) return parsed.value ?? '';
  form.refuse(field, FORM_KEYS[parsed.reason.key] ?? 'form.control', parsed.reason.params);
  return '';
}

/** A required code. */
export function readCode(form: Form, field: string): string {
  return readField(form, field, CODE);
}

/** A title in Vietnamese and, optionally, in English. */
export function readTitle(form: Form): Title {
  return { vi: readField(form, 'title_vi', TITLE), en: readField(form, 'title_en', TITLE_EN) };
}

/** Optional text of one line; null when empty. */
export function readOptional(form: Form, field: string, max: number): string | null {
  return readField(form, field, column.text({ max })) || null;
}

/** A code (the given one stays as it is) and a title. */
export function readItem(form: Form, code?: string): ItemDocument {
  return { code: code ?? readCode(form, 'code'), title: readTitle(form) };
}

/**
 * Saves what a form says, if all of it could be read. What the plan refuses is noted at the fields it belongs to.
 * @param fields the ids of the form's controls; a refusal of anything else is told without a field
 * @returns whether it was saved
 */
export async function attempt(form: Form, fields: readonly string[], save: () => Promise<unknown>): Promise<boolean> {
  if (form.errors.length > 0) return false;
  try {
    await save();
    return true;
  } catch (error) {
    if (!(error instanceof PlanRefused)) throw error;
    for (const fault of error.faults) note(form, fields, fault);
    return false;
  }
}

function note(form: Form, fields: readonly string[], { path, key, params }: PlanFault): void {
  const field = fieldOf(path);
  form.refuse(fields.includes(field) ? field : '', key, params);
}

/** `objectives[0].indicators[2].groups[1]` → `groups`, `title.vi` → `title_vi`, `reporting[2].due` → `due_2`. */
export function fieldOf(path: string): string {
  const dated = /^reporting\[(\d+)\]\.(\w+)$/.exec(path);
  if (dated) return `${dated[2] ?? ''}_${dated[1] ?? ''}`;
  const parts = path.replaceAll(/\[\d+\]/g, '').split('.');
  const last = parts.at(-1) ?? '';
  return parts.at(-2) === 'title' ? `title_${last}` : last;
}
