import { Users } from '../accounts/users.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { readWords } from './words.js';

/** Makes an API token with the rights of its owner; prints it once. */
export const tokenCommand: Command = {
  name: 'token',
  usage: 'token add --email E',
  prepare(words) {
    const { positionals, values } = readWords(words, { positionals: ['add'], values: ['email'] });
    const { email } = values;
    if (positionals[0] !== 'add' || !email) throw new UsageError();
    return async (bench) => {
      const users = await part(bench, Users);
      bench.out(`${await users.addToken(email)}\n`);
      return DONE;
    };
  },
};
