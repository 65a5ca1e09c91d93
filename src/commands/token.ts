import { Users } from '../accounts/users.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { readWords } from './words.js';

/** Makes an API token with the rights of its owner; prints it once. */
export const tokenCommand: Command = {
  name: 'token',
  usage: 'token add --email E',
  async run(words, bench) {
    const { positionals, values } = readWords(words, { positionals: ['add'], values: ['email'] });
    if (positionals[0] !== 'add' || !values.email) throw new UsageError();
    const users = await part(bench, Users);
    bench.out(`${await users.addToken(values.email)}\n`);
    return DONE;
  },
};
