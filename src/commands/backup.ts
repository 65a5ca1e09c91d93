import { loadSecret } from '../config/secret.js';
import { backUp } from '../database/backup.js';
import { type Command, DONE } from './command.js';
import { readWords } from './words.js';

/** Writes a consistent copy of everything. The secret (DATA_DIR/secret.key) is not in it: keep that one apart. */
export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup FILE',
  prepare(words) {
    const [file = ''] = readWords(words, { positionals: ['FILE'] }).positionals;
    return async (bench) => {
      const rows = await backUp(bench.database, loadSecret(bench.settings), file);
      bench.out(`${file}: ${rows}\n`);
      return DONE;
    };
  },
};
