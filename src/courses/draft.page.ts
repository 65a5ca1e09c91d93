import type { ActivityWords } from '../activities/activity-words.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { LESSON_KINDS } from './course-content.js';
import type { CourseFault } from './course-checks.js';
import { courseCrumbs } from './course.page.js';
import type { CourseRecord } from './course-records.js';
import type { CourseVersion } from './course-store.js';
import { lessonLine } from './rule-words.js';
import { differenceLines } from './version.page.js';

interface Shown {
  draft: CourseVersion;
  faults: readonly CourseFault[];
  form: Form | undefined;
}

/** The outline of a draft, with a button for everything that can be done to it. */
export function draftPage(words: ActivityWords, record: CourseRecord, { draft, faults, form }: Shown): object {
  const { code } = record.activity;
  const { sections } = draft.content;
  const title = words.t('courses.draft_heading', { number: draft.number });
  const typed = form?.typed() ?? {};
  const numbered = sections.map((section, at) => ({ value: String(at + 1), text: `${at + 1}. ${section.title}` }));
  return {
    ...{ title, heading: title, lede: record.activity.title, typed },
    crumbs: courseCrumbs(words, record, { text: title }),
    version: draft.version,
    courseHref: paths.course(code),
    mediaHref: paths.courseMedia(code),
    previewHref: paths.courseVersion(code, draft.number),
    inTheWay: faults.length,
    addSection: paths.courseSections(code),
    addLesson: sections.length > 0 ? paths.courseLessons(code) : null,
    sectionOptions: numbered,
    lastSection: typed.section ?? String(sections.length),
    kinds: LESSON_KINDS.map((value) => ({
      ...{ value, text: words.t(`courses.kind.${value}`), hint: words.t(`courses.kind_hint.${value}`) },
    })),
    kind: typed.kind ?? 'text',
    sections: sections.map((section, at) => ({
      number: at + 1,
      title: section.title,
      titleId: `title_${at + 1}`,
      typed: typed[`title_${at + 1}`] ?? section.title,
      action: paths.courseSection(code, at + 1),
      ...{ first: at === 0, last: at === sections.length - 1, empty: section.lessons.length === 0 },
      lessons: section.lessons.map((lesson, n) => ({
        ...{ title: lesson.title, about: lessonLine(words, lesson), href: paths.courseLesson(code, lesson.key) },
        move: paths.courseLessonMove(code, lesson.key),
        removal: paths.courseLessonRemoval(code, lesson.key),
        faulty: faults.some((fault) => fault.lesson === lesson.key),
        first: at === 0 && n === 0,
        last: at === sections.length - 1 && n === section.lessons.length - 1,
        elsewhere: numbered.filter((_, other) => other !== at).map(({ value, text }) => ({ act: `to:${value}`, text })),
      })),
    })),
  };
}

/** Asks whether the draft is to go, and says what goes with it. */
export function discardPage(
  words: ActivityWords,
  record: CourseRecord,
  draft: CourseVersion,
  published: CourseVersion | undefined,
): object {
  const { code } = record.activity;
  const title = words.t('courses.discard_heading', { number: draft.number });
  return {
    ...{ title, narrow: true, heading: title, lede: record.activity.title },
    crumbs: courseCrumbs(words, record, { text: title }),
    ...{ action: paths.courseDraftRemoval(code), cancel: paths.courseDraft(code), version: draft.version },
    lines: published ? differenceLines(words, published.content, draft.content) : [],
  };
}
