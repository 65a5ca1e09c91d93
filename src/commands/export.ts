import { FolderExport } from '../interchange/folder-export.js';
import { type Command, DONE, part } from './command.js';
import { readWords } from './words.js';

/** Writes all files of the interchange: importing them into an empty database gives the same coverage everywhere. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export FOLDER',
  prepare(words) {
    const [folder = ''] = readWords(words, { positionals: ['FOLDER'] }).positionals;
    return async (bench) => {
      const written = await (await part(bench, FolderExport)).write(folder);
      for (const { name, rows } of written) bench.out(`${name} ${rows}\n`);
      return DONE;
    };
  },
};
