import { readCourseFolder } from '../courses/course-folder-reader.js';
import { openCourse } from '../courses/course-source.js';
import { faultLine } from '../courses/file-fault.js';
import { lessonsOf } from '../courses/outline.js';
import { type Command, DONE, REFUSED } from './command.js';
import { readWords } from './words.js';

/** Reads a course as files, whole, and says what is wrong with it or what it has. */
export const coursesCheckCommand: Command = {
  name: 'check',
  usage: 'courses check FOLDER|FILE.zip',
  prepare(words) {
    const [path = ''] = readWords(words, { positionals: ['FOLDER'] }).positionals;
    return async (bench) => {
      const source = await openCourse(path);
      try {
        const { course, faults } = await readCourseFolder(source);
        for (const fault of faults) bench.err(`${faultLine(bench.settings.defaultLocale, fault)}\n`);
        if (!course) return REFUSED;
        const { content, questions, media } = course;
        bench.out(`lessons: ${lessonsOf(content).length}, questions: ${questions.length}, media: ${media.length}\n`);
        return DONE;
      } finally {
        source.close();
      }
    };
  },
};
