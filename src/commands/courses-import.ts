import { CourseImport } from '../courses/course-import.js';
import { openCourse } from '../courses/course-source.js';
import { faultLine } from '../courses/file-fault.js';
import { type Command, DONE, part, REFUSED, UsageError } from './command.js';
import { readWords } from './words.js';

/** Takes a course in that comes as files: its draft, its media and its questions, or nothing of it. */
export const coursesImportCommand: Command = {
  name: 'import',
  usage: 'courses import FOLDER|FILE.zip --plan CODE [--unit CODE] [--code CODE]',
  prepare(words) {
    const { positionals, values } = readWords(words, { positionals: ['FOLDER'], values: ['plan', 'unit', 'code'] });
    const { plan, unit = null, code = null } = values;
    if (!plan) throw new UsageError();
    return async (bench) => {
      const source = await openCourse(positionals[0] ?? '');
      try {
        const taken = await (await part(bench, CourseImport)).take(source, { plan, unit, code });
        for (const fault of taken.faults) bench.err(`${faultLine(bench.settings.defaultLocale, fault)}\n`);
        if (!('code' in taken)) return REFUSED;
        const what = taken.isNew ? 'new' : taken.isChanged ? 'changed' : 'unchanged';
        bench.out(`${taken.code}: ${what}, questions: ${taken.questions}\n`);
        return DONE;
      } finally {
        source.close();
      }
    };
  },
};
