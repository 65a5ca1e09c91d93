import { FolderExport } from '../interchange/folder-export.js';
import { type Command, DONE, part } from './command.js';
import { ProgressBar } from './progress-bar.js';
import { readWords } from './words.js';

/** Writes all files of the interchange: importing them into an empty database gives the same coverage everywhere. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export FOLDER',
  prepare(words) {
    const [folder = ''] = readWords(words, { positionals: ['FOLDER'] }).positionals;
    return async (bench) => {
      const files = await part(bench, FolderExport);
      const bar = new ProgressBar(process.stderr, 'export', bench.settings.defaultLocale);
      const written = await files.write(folder, (rows, share) => bar.show(rows, share)).finally(() => bar.end());
      for (const { name, rows } of written) bench.out(`${name} ${rows}\n`);
      return DONE;
    };
  },
};
