import { migrate } from '../database/migrate.js';
import { type Command, DONE } from './command.js';
import { readWords } from './words.js';

/** Brings the database up to date. */
export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  anySchema: true,
  prepare(words) {
    readWords(words, { positionals: [] });
    return async (bench) => {
      const done = await migrate(bench.database);
      bench.out(done.length === 0 ? 'up to date\n' : done.map((name) => `${name}\n`).join(''));
      return DONE;
    };
  },
};
