import { type Command, UsageError } from './command.js';
import { coursesCheckCommand } from './courses-check.js';
import { coursesExportCommand } from './courses-export.js';
import { coursesImportCommand } from './courses-import.js';

/** What is done with courses as files, by the word after the name. */
const SUBCOMMANDS: readonly Command[] = [coursesCheckCommand, coursesImportCommand, coursesExportCommand];

/** Courses as files (docs/course-files.md). */
export const coursesCommand: Command = {
  name: 'courses',
  usage: SUBCOMMANDS.map(({ usage }) => usage).join('\nlantoa '),
  prepare([word, ...rest]) {
    const command = SUBCOMMANDS.find(({ name }) => name === word);
    if (!command) throw new UsageError();
    return command.prepare(rest);
  },
};
