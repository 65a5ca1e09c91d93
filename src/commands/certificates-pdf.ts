import { CertificateFiles } from '../certificates/certificate-files.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { ProgressBar } from './progress-bar.js';
import { writeWhole } from './whole-file.js';
import { readWords } from './words.js';

/** One PDF of all certificates of a training that have not ended, by village and school; says how many. */
export const certificatesPdfCommand: Command = {
  name: 'pdf',
  usage: 'certificates pdf --activity CODE --out FILE',
  prepare(words) {
    const { activity, out } = readWords(words, { positionals: [], values: ['activity', 'out'] }).values;
    if (!activity || !out) throw new UsageError();
    return async (bench) => {
      const bar = new ProgressBar(process.stderr, 'certificates', bench.settings.defaultLocale);
      let total = 1;
      const files = await part(bench, CertificateFiles);
      const show = (done: number): void => bar.show(done, done / total);
      const { count, content } = await files.pdf(activity, 'place', bench.settings.defaultLocale, show);
      total = count;
      await writeWhole(out, content);
      bar.end();
      bench.out(`${count}\n`);
      return DONE;
    };
  },
};
