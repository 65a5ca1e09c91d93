import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nowIso } from '../config/clock.js';
import { loadSecret } from '../config/secret.js';
import { backUp } from '../database/backup.js';
import { restore, verifyBackup } from '../database/restore.js';
import { FileCopies } from '../files/file-copies.js';
import { type Command, DONE, sentence } from './command.js';
import { readWords } from './words.js';

const ASIDE = 'before-restore-';

/** Puts a backup in the place of everything there is; what was there is kept aside as a backup of its own. */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore FILE',
  prepare(words) {
    const [file = ''] = readWords(words, { positionals: ['FILE'] }).positionals;
    return async (bench) => {
      const secret = loadSecret(bench.settings);
      const { dataDir } = bench.settings;
      // A backup that is none needs no copy of what is there.
      await verifyBackup(bench.database, file);
      forgetHalfCopies(dataDir);
      const aside = join(dataDir, `${ASIDE}${nowIso().replace(/[:.]/g, '-')}.backup`);
      const files = new FileCopies(bench.database, dataDir);
      await backUp(bench.database, secret, files, aside);
      const done = await restore(bench.database, secret, files, file);
      bench.out(`${file}: ${done.rows} (${done.made_at})\n${aside}\n`);
      if (done.other_secret) bench.err(`${sentence(bench, 'backup.other_secret')}\n`);
      const missing = await files.missing();
      if (missing > 0) bench.err(`${sentence(bench, 'backup.files_missing', { count: missing })}\n`);
      return DONE;
    };
  },
};

/** What a restore that was killed while copying has left: people's data that nobody would look for. */
function forgetHalfCopies(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(ASIDE) && name.endsWith('.part')) rmSync(join(dataDir, name), { force: true });
  }
}
