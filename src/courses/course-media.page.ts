import type { ActivityWords } from '../activities/activity-words.js';
import { formatInstant } from '../i18n/format.js';
import { saidLimits } from '../web/access.js';
import { paths } from '../web/paths.js';
import type { MediaUse } from './course-media-desk.js';
import { courseCrumbs } from './course.page.js';
import type { CourseRecord } from './course-records.js';
import type { CourseMedia } from './courses.entities.js';
import { lengthText, sizeText } from './lesson.page.js';
import { MEDIA_LIMITS } from './media-intake.js';

/** The files of a course, each with where it is shown, and the form for more. */
export function courseMediaPage(
  words: ActivityWords,
  record: CourseRecord,
  media: ReadonlyMap<string, CourseMedia>,
  uses: ReadonlyMap<string, readonly MediaUse[]>,
): object {
  const { code, title } = record.activity;
  const name = words.t('courses.media.title');
  return {
    ...{ title: `${name}: ${title}`, heading: name, lede: title, crumbs: courseCrumbs(words, record, { text: name }) },
    action: record.mayWrite ? paths.courseMedia(code) : null,
    limits: saidLimits(MEDIA_LIMITS),
    files: [...media.values()].map((file) => ({
      name: file.name,
      // A package is opened inside its lesson, and nowhere by itself.
      href: paths.courseMediaFile(code, file.name, file.kind === 'package'),
      about: aboutOf(words, file),
      uses: usesText(words, uses.get(file.name) ?? []),
      removal: record.mayWrite && !uses.has(file.name) ? paths.courseMediaRemoval(code, file.name) : null,
    })),
  };
}

/** "Video, 12,4 MB, 3:05, 29/11/2026 15:10" */
function aboutOf(words: ActivityWords, { kind, bytes, seconds, added_at }: CourseMedia): string {
  return [
    words.t(`courses.media.kind.${kind}`),
    sizeText(words.locale, bytes),
    ...(seconds === null ? [] : [lengthText(seconds)]),
    formatInstant(words.locale, added_at),
  ].join(', ');
}

/** "Dùng trong: Phim (phiên bản 1, 2)" */
function usesText(words: ActivityWords, uses: readonly MediaUse[]): string {
  if (uses.length === 0) return words.t('courses.media.unused');
  const lessons = [...Map.groupBy(uses, ({ lesson }) => lesson)].map(([lesson, numbers]) =>
    words.t('courses.media.use', { lesson, numbers: numbers.map(({ number }) => number).join(', ') }),
  );
  return words.t('courses.media.uses', { lessons: lessons.join('; ') });
}
