import type { FieldError } from '../errors.js';
import { mailAddress } from '../mail/address.js';
import type { UserInput } from './users.js';

/** Whether a text is one e-mail address, to which the letters about an account can go. */
export function isAddress(text: string): boolean {
  return text.length <= 190 && mailAddress(text) !== null;
}

/** Whether a name is one line of text. */
export function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= 190 && !/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text);
}

/** What is wrong with a user as an administrator or the command line gives them. */
export function userFaults({ email, name, role, place_id }: UserInput): FieldError[] {
  const faults: FieldError[] = [];
  if (!isName(name)) faults.push({ field: 'name', key: 'errors.accounts.name' });
  if (!isAddress(email)) faults.push({ field: 'email', key: 'errors.accounts.email' });
  if (role === 'administrator' && place_id !== null)
    faults.push({ field: 'place_id', key: 'errors.accounts.administrator_everywhere' });
  return faults;
}
