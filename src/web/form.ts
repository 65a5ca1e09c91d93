import type { ErrorParams, FieldError } from '../errors.js';
import { readDay } from './day.js';
import { cleanText, textFault } from './text.js';

/** Fields that are never shown again. */
export const SECRET_FIELDS = /password$|^otp$|^recovery_code$|^setup_code$|^_csrf$|^national_id$/;

/**
 * What a form sent, read without ever throwing: each reader keeps what was typed and notes what is wrong with it.
 * `form.errors` is empty when everything can be used; messages are keys with parameters.
 */
export class Form {
  readonly errors: FieldError[] = [];
  private readonly body: Record<string, unknown>;

  constructor(body: unknown) {
    this.body = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  }

  /** What was typed, in the form in which text is kept; a repeated field is refused. */
  raw(field: string): string {
    const value = this.body[field];
    if (value === undefined || value === null) return '';
    if (typeof value === 'string') return cleanText(value);
    this.refuse(field, 'form.once');
    return '';
  }

  /** Required text of at most `max` characters. */
  text(field: string, max = 190): string {
    const value = this.optionalText(field, max);
    if (value === null && !this.hasError(field)) this.refuse(field, 'form.required');
    return value ?? '';
  }

  /** Optional text; null when empty. */
  optionalText(field: string, max = 190): string | null {
    const value = this.raw(field);
    if (value.length > max) this.refuse(field, 'form.too_long', { max });
    if (textFault(value, true) !== null) this.refuse(field, 'form.control');
    return value === '' ? null : value;
  }

  /** A secret as typed: neither trimmed nor shortened. */
  secret(field: string): string {
    const value = this.body[field];
    return typeof value === 'string' ? value.normalize('NFC') : '';
  }

  /** Required day, `5/7/2025`, `05-07-2025`, `5.7.2025` or ISO; as ISO. */
  day(field: string): string {
    const value = this.optionalDay(field);
    if (value === null && !this.hasError(field)) this.refuse(field, 'form.required');
    return value ?? '';
  }

  /** Optional day as ISO; null when empty. */
  optionalDay(field: string): string | null {
    const typed = this.raw(field);
    if (typed === '') return null;
    const read = readDay(typed);
    if (typeof read === 'string') return read;
    this.refuse(field, read.key, read.params);
    return null;
  }

  /** Optional whole number between two bounds; null when empty. */
  optionalInteger(field: string, min: number, max: number): number | null {
    const typed = this.raw(field);
    if (typed === '') return null;
    const value = Number(typed.replace(/[.\s](?=\d{3}(\D|$))/g, ''));
    if (/^-?[\d.\s]+$/.test(typed) && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    // The bounds as they are to be typed: a year has no separators of thousands.
    this.refuse(field, 'form.integer', { min: String(min), max: String(max) });
    return null;
  }

  /** Required whole number. */
  integer(field: string, min: number, max: number): number {
    const value = this.optionalInteger(field, min, max);
    if (value === null && !this.hasError(field)) this.refuse(field, 'form.required');
    return value ?? min;
  }

  /** One of the choices. */
  choice<T extends string>(field: string, choices: readonly T[]): T {
    const typed = this.raw(field);
    const found = choices.find((choice) => choice === typed);
    if (found === undefined && !this.hasError(field)) this.refuse(field, 'form.choose');
    return found ?? (choices[0] as T);
  }

  /** A ticked box. */
  ticked(field: string): boolean {
    return this.raw(field) !== '';
  }

  /** Several ticked boxes of one name. */
  many(field: string): string[] {
    const value = this.body[field];
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return list.filter((each): each is string => typeof each === 'string').map(cleanText);
  }

  /** Notes what is wrong with a field; the first note of a field stays. */
  refuse(field: string, key: string, params: ErrorParams = {}): void {
    if (!this.hasError(field)) this.errors.push({ field, key: `errors.${key}`, params });
  }

  /** Whether something is wrong with the field. */
  hasError(field: string): boolean {
    return this.errors.some((error) => error.field === field);
  }

  /** Everything that was typed, except secrets: shown again when the form is. */
  typed(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.body).filter(([name]) => !SECRET_FIELDS.test(name)));
  }
}
