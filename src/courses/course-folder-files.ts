import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../errors.js';
import type { ExportedCourse } from './course-export.js';
import { COURSE_FILE } from './course-file.js';

/** Folders that belong to the course as a whole: what it does not have any more goes away from them. */
const OWN_FOLDERS = ['lessons', 'media', 'quizzes'];

/**
 * Writes a course into a folder: a new one, an empty one, or one where a course lies already, as in git; other files there stay.
 * @throws DomainError where something else lies there
 */
export async function writeCourseFolder(
  folder: string,
  { texts, media }: Pick<ExportedCourse, 'texts' | 'media'>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const there = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  if (there.length > 0 && !there.includes(COURSE_FILE)) throw new DomainError('courses.folder_other', { folder });
  for (const own of OWN_FOLDERS) await rm(join(folder, own), { recursive: true, force: true });
  for (const { name, text } of texts) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  if (media.length > 0) await mkdir(join(folder, 'media'), { recursive: true });
  for (const file of media) await pipeline(file.read(), createWriteStream(join(folder, 'media', file.name)));
}
