import { Issuing } from '../certificates/issuing.js';
import { isLocal } from '../certificates/qr-text.js';
import { translate } from '../i18n/translate.js';
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
      const { publicUrl: site, defaultLocale } = bench.settings;
      if (ids.length > 0 && isLocal(site)) {
        bench.err(`${translate(defaultLocale, 'certificates.warning.local_address', { site })}\n`);
      }
      bench.out(`new: ${ids.length}, issued before: ${already}\n`);
      return DONE;
    };
  },
};
