import { type Form } from '../web/form.js';
import { type Role, ROLES } from '../web/permissions.js';
import { LOCALES } from '../i18n/locale.js';
import { userFaults } from './user-faults.js';
import { EVERYWHERE, type UserPlaces } from './user-places.js';
import type { UserInput } from './users.js';

/** What an administrator typed about a user; `form.errors` says what cannot be used. */
export async function readUser(form: Form, places: UserPlaces): Promise<UserInput> {
  const role = form.choice('role', ROLES);
  const input: UserInput = {
    email: form.raw('email').toLowerCase(),
    name: form.raw('name'),
    role,
    place_id: await readPlace(form, places, role),
    locale: form.choice('locale', LOCALES),
  };
  for (const { field, key, params } of userFaults(input)) form.refuse(field, key.replace(/^errors\./, ''), params);
  return input;
}

/** The place of the rights; null: everywhere. Administrators have no other; for anybody else it must be said. */
async function readPlace(form: Form, places: UserPlaces, role: Role): Promise<number | null> {
  const typed = form.raw('place_id');
  if (typed === EVERYWHERE || (typed === '' && role === 'administrator')) return null;
  const place = form.optionalInteger('place_id', 1, 999_999_999);
  if (place === null || !(await places.has(place))) form.refuse('place_id', 'form.choose');
  return place;
}
