import { Issuing } from '../certificates/issuing.js';
import { isLocal } from '../certificates/qr-text.js';
import { translate } from '../i18n/translate.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { readWords } from './words.js';

/** Issues to everybody who is entitled and has none; says how many are new, or with `--preview` what it would do. */
export const certificatesIssueCommand: Command = {
  name: 'issue',
  usage: 'certificates issue --activity CODE [--preview]',
  prepare(words) {
    const { values, flags } = readWords(words, { positionals: [], values: ['activity'], flags: ['preview'] });
    const { activity } = values;
    if (!activity) throw new UsageError();
    return async (bench) => {
      const issuing = await part(bench, Issuing);
      if (flags.has('preview')) {
        const { fresh, already, not_entitled, unprintable } = await issuing.preview(activity);
        bench.out(`new: ${fresh}, issued before: ${already}\n`);
        bench.out(`not entitled: ${not_entitled}, name cannot be printed: ${unprintable}\n`);
        return DONE;
      }
      const { ids, already } = await issuing.issue(activity);
      const { publicUrl: site, defaultLocale } = bench.settings;
      if (ids.length > 0 && isLocal(site)) {
        bench.err(`${translate(defaultLocale, 'certificates.warning.local_address', { site })}\n`);
      }
      bench.out(`new: ${ids.length}, issued before: ${already}\n`);
      return DONE;
    };
  },
};
