import type { ActivityWords } from '../activities/activity-words.js';
import { formatInstant } from '../i18n/format.js';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import type { CourseContent, Lesson } from './course-content.js';
import { courseCrumbs } from './course.page.js';
import type { CourseRecord } from './course-records.js';
import type { CourseVersion } from './course-store.js';
import type { CourseMedia } from './courses.entities.js';
import { lessonBody, quizLine } from './lesson.page.js';
import { lessonsOf } from './outline.js';
import { lessonLine, ruleWords } from './rule-words.js';
import { differencesOf } from './version-differences.js';

/** A version as its learners find it, to be looked at, and what is new in it. @param before the version before it */
export function versionPage(
  words: ActivityWords,
  record: CourseRecord,
  version: CourseVersion,
  before: CourseVersion | undefined,
): object {
  const { code, title } = record.activity;
  const { number, state, published_at, note, content } = version;
  const name = words.t(state === 'draft' ? 'courses.draft_heading' : 'courses.version', { number });
  return {
    ...{ title: `${name}: ${title}`, heading: title, crumbs: courseCrumbs(words, record, { text: name }) },
    lede:
      published_at === null
        ? name
        : words.t('courses.published_at', { name, at: formatInstant(words.locale, published_at) }),
    note,
    zip: actorMay('question.read') ? paths.courseVersionZip(code, number) : null,
    sections: content.sections.map((section, at) => ({
      id: `s${at + 1}`,
      title: section.title,
      lessons: section.lessons.map((lesson) => ({
        title: lesson.title,
        about: lessonLine(words, lesson),
        href: paths.courseVersionLesson(code, number, lesson.key),
      })),
    })),
    differences: before && {
      heading: words.t('courses.differences', { number: before.number }),
      lines: differenceLines(words, before.content, content),
    },
  };
}

/** A lesson of a version as a learner sees it, with the way on. @returns null where the version has no such lesson */
export function lessonPage(
  words: ActivityWords,
  record: CourseRecord,
  { version, key, media }: { version: CourseVersion; key: string; media: ReadonlyMap<string, CourseMedia> },
): object | null {
  const { code } = record.activity;
  const { number, state, content } = version;
  const all = lessonsOf(content);
  const at = all.findIndex((each) => each.key === key);
  const lesson = all[at];
  if (!lesson) return null;
  const name = words.t(state === 'draft' ? 'courses.draft_heading' : 'courses.version', { number });
  const to = (other: Lesson | undefined): object | null =>
    other ? { text: other.title, href: paths.courseVersionLesson(code, number, other.key) } : null;
  const versionCrumb = { text: name, href: paths.courseVersion(code, number) };
  return {
    ...{ title: lesson.title, heading: lesson.title, lede: words.t(`courses.kind.${lesson.body.kind}`) },
    crumbs: courseCrumbs(words, record, versionCrumb, { text: lesson.title }),
    rule: ruleWords(words, lesson.rule),
    optional: lesson.is_optional,
    quiz: quizLine(words, lesson),
    isPackage: lesson.body.kind === 'package',
    lessonBody: lessonBody({
      ...{ lesson, media, locale: words.locale },
      address: (file, save) => paths.courseMediaFile(code, file, save),
    }),
    editHref: state === 'draft' && record.mayWrite ? paths.courseLesson(code, key) : null,
    ...{ previous: to(all[at - 1]), next: to(all[at + 1]) },
  };
}

/** What is different between two versions: "Thêm: Tờ rơi", "Sửa: Phim (tiêu đề, nội dung)". */
export function differenceLines(words: ActivityWords, older: CourseContent, newer: CourseContent): string[] {
  return differencesOf(older, newer).map(({ title, what, parts }) =>
    words.t(`courses.difference.${what}`, {
      title,
      ...(what === 'changed' ? { parts: parts.map((part) => words.t(`courses.part.${part}`)).join(', ') } : {}),
    }),
  );
}
