import { type Form } from '../web/form.js';
import { ROLES } from '../web/permissions.js';
import { LOCALES } from '../i18n/locale.js';
import { userFaults } from './user-faults.js';
import type { UserPlaces } from './user-places.js';
import type { UserInput } from './users.js';

/** What an administrator typed about a user; `form.errors` says what cannot be used. */
export async function readUser(form: Form, places: UserPlaces): Promise<UserInput> {
  const place = form.optionalInteger('place_id', 1, 999_999_999);
  const input: UserInput = {
    email: form.text('email').toLowerCase(),
    name: form.text('name'),
    role: form.choice('role', ROLES),
    place_id: place,
    locale: form.choice('locale', LOCALES),
  };
  if (place !== null && !(await places.has(place))) form.refuse('place_id', 'form.choose');
  for (const { field, key, params } of userFaults(input)) form.refuse(field, key.replace(/^errors\./, ''), params);
  return input;
}
