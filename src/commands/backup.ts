import { loadSecret } from '../config/secret.js';
import { backUp } from '../database/backup.js';
import { FileCopies } from '../files/file-copies.js';
import { type Command, DONE, sentence } from './command.js';
import { readWords } from './words.js';

/** Writes a consistent copy of everything, the kept files too. The secret (DATA_DIR/secret.key) is not in it: keep that one apart. */
export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup FILE',
  prepare(words) {
    const [file = ''] = readWords(words, { positionals: ['FILE'] }).positionals;
    return async (bench) => {
      const files = new FileCopies(bench.database, bench.settings.dataDir);
      const { rows, missing } = await backUp(bench.database, loadSecret(bench.settings), files, file);
      bench.out(`${file}: ${rows}\n`);
      if (missing > 0) bench.err(`${sentence(bench, 'backup.files_missing', { count: missing })}\n`);
      return DONE;
    };
  },
};
