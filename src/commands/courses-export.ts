import { CourseExport } from '../courses/course-export.js';
import { writeCourseFolder } from '../courses/course-folder-files.js';
import { courseZip } from '../courses/course-zip.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { writeWhole } from './whole-file.js';
import { readWords } from './words.js';

/** Writes a version of a course as files; says which it was, and how many files. */
export const coursesExportCommand: Command = {
  name: 'export',
  usage: 'courses export --activity CODE --out FOLDER|FILE.zip [--version N]',
  prepare(words) {
    const { activity, out, version } = readWords(words, {
      positionals: [],
      values: ['activity', 'out', 'version'],
    }).values;
    if (!activity || !out || (version !== undefined && !/^[1-9]\d{0,5}$/.test(version))) throw new UsageError();
    return async (bench) => {
      const number = version === undefined ? null : Number(version);
      const course = await (await part(bench, CourseExport)).of(activity, number);
      if (/\.zip$/i.test(out)) await writeWhole(out, courseZip(course.texts, course.media, course.day));
      else await writeCourseFolder(out, course);
      bench.out(`version: ${course.number}, files: ${course.texts.length + course.media.length}\n`);
      return DONE;
    };
  },
};
