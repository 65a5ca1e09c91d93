import { randomBytes } from 'node:crypto';
import type { Form } from './form.js';

/** A key for a form that makes something new: sent twice, with the same key, it makes it once. */
export function newFormKey(): string {
  return randomBytes(18).toString('base64url');
}

/** The key that a form was sent with; one without makes whatever it is sent. */
export function formKeyOf(form: Form): string {
  const key = form.raw('form_key');
  return /^[\w-]{16,64}$/.test(key) ? key : newFormKey();
}
