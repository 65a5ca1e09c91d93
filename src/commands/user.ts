import { Users } from '../accounts/users.js';
import { ROLES } from '../web/permissions.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { readWords } from './words.js';

/** Adds somebody who signs in; prints the first password once. It must be changed at its first use. */
export const userCommand: Command = {
  name: 'user',
  usage: 'user add --email E --name N --role R [--unit CODE]',
  prepare(words) {
    const { positionals, values } = readWords(words, {
      positionals: ['add'],
      values: ['email', 'name', 'role', 'unit'],
    });
    const role = ROLES.find((each) => each === values.role);
    const { email, name, unit } = values;
    if (positionals[0] !== 'add' || !email || !name || !role) {
      throw new UsageError(role ? '' : `R: ${ROLES.join(', ')}`);
    }
    return async (bench) => {
      const users = await part(bench, Users);
      const { password } = await users.add({ email, name, role, unit_code: unit ?? null });
      bench.out(`${password}\n`);
      return DONE;
    };
  },
};
