import { Issuing } from '../certificates/issuing.js';
import { type Bench, DONE, part, type Status, UsageError } from './command.js';
import { readWords } from './words.js';

/** `certificates issue --activity CODE`: to everybody who is entitled and has none; says how many are new. */
export function prepareIssue(words: string[]): (bench: Bench) => Promise<Status> {
  const { activity } = readWords(words, { positionals: [], values: ['activity'] }).values;
  if (!activity) throw new UsageError();
  return async (bench) => {
    const { ids, already } = await (await part(bench, Issuing)).issue(activity);
    bench.out(`new: ${ids.length}, issued before: ${already}\n`);
    return DONE;
  };
}
