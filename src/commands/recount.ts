import { Recount } from '../activities/recount.js';
import { type Command, DONE, part, REFUSED } from './command.js';
import { readWords } from './words.js';

/** Rebuilds what is kept to make coverage fast, or only compares it. */
export const recountCommand: Command = {
  name: 'recount',
  usage: 'recount [--check]',
  prepare(words) {
    const { flags } = readWords(words, { positionals: [], flags: ['check'] });
    return async (bench) => {
      const recount = await part(bench, Recount);
      if (!flags.has('check')) {
        const changed = await recount.recount();
        bench.out(`${changed}\n`);
        return DONE;
      }
      const differences = await recount.check();
      for (const difference of differences) bench.err(`${JSON.stringify(difference)}\n`);
      return differences.length === 0 ? DONE : REFUSED;
    };
  },
};
