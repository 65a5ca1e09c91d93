import { Issuing } from '../certificates/issuing.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { readWords } from './words.js';

/** Issues to everybody who is entitled and has none; says how many are new. */
export const certificatesIssueCommand: Command = {
  name: 'issue',
  usage: 'certificates issue --activity CODE',
  prepare(words) {
    const { activity } = readWords(words, { positionals: [], values: ['activity'] }).values;
    if (!activity) throw new UsageError();
    return async (bench) => {
      const { ids, already } = await (await part(bench, Issuing)).issue(activity);
      bench.out(`new: ${ids.length}, issued before: ${already}\n`);
      return DONE;
    };
  },
};
