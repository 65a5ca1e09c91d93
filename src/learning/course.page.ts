import Handlebars from 'handlebars';
import type { Lesson } from '../courses/course-content.js';
import { dayOf } from '../config/clock.js';
import { lessonLine } from '../courses/rule-words.js';
import { formatDate, formatDecimal } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { markdown } from '../web/markdown.js';
import { paths } from '../web/paths.js';
import type { LessonProgress } from './course-progress.js';
import type { Learner } from './learner-door.js';
import type { LearnerCourse } from './learner-courses.js';
import { dueWords, progressWords, whoLearns } from './my-courses.page.js';
import type { Missing } from './progress-rules.js';

/** The outline of a course: each lesson with its tick, the rule beside it, and what is missing. */
export function coursePage(locale: Locale, learner: Learner, course: LearnerCourse): object {
  const { activity, enrolment, progress } = course;
  const summary = course.about.summary ?? '';
  const due = dueWords(locale, enrolment.completed_on === null ? enrolment.due_on : null);
  return {
    title: activity.title,
    ...whoLearns(locale, learner),
    ...languageOf(course),
    home: paths.learning(),
    summary: summary === '' ? null : new Handlebars.SafeString(markdown(summary, pictureOf(course))),
    ...progressWords(locale, course),
    due: due.text,
    isOver: due.isOver,
    completed:
      enrolment.completed_on === null
        ? null
        : translate(locale, 'learning.completed_on', { day: formatDate(locale, enrolment.completed_on) }),
    takenBack: takenBackWords(locale, course),
    resume: progress.resume === null ? null : paths.learningLesson(activity.code, progress.resume),
    resumeText: translate(locale, progress.touched_at === null ? 'learning.begin' : 'learning.resume'),
    sections: progress.sections.map(({ title, lessons }) => ({
      title,
      lessons: lessons.map((each) => lessonRow(locale, course, each)),
    })),
  };
}

/** That the staff took a completion back though nothing is left to do; null: it is not so. */
export function takenBackWords(
  locale: Locale,
  { enrolment, progress }: Pick<LearnerCourse, 'enrolment' | 'progress'>,
): string | null {
  const { completed_on, taken_back_at } = enrolment;
  if (completed_on !== null || taken_back_at === null || !progress.isComplete) return null;
  return translate(locale, 'learning.taken_back', { day: formatDate(locale, dayOf(new Date(taken_back_at))) });
}

/** The course speaks its own language, whatever the page does. */
export function languageOf({ about }: Pick<LearnerCourse, 'about'>): { courseLang: string } {
  return { courseLang: about.language };
}

/** Pictures in texts of the course; anything else is left out of them. */
export function pictureOf({ activity, media }: LearnerCourse): (name: string) => string | null {
  return (name) => (media.get(name)?.kind === 'picture' ? paths.learningMedia(activity.code, name) : null);
}

/** What is missing, in words: "Đã xem 62%, cần 90%". */
export function missingWords(locale: Locale, missing: Missing): string {
  const { score, ...params } = missing.params;
  const said = typeof score === 'number' ? { ...params, score: formatDecimal(locale, String(score)) } : params;
  return translate(locale, `learning.missing.${missing.key}`, said);
}

/** What stands beside the tick: the kind, the rule, and whether it is needed. */
export function ruleLine(locale: Locale, lesson: Lesson): string {
  return lessonLine({ t: (key, params) => translate(locale, key, params) }, lesson);
}

function lessonRow(locale: Locale, { activity }: LearnerCourse, { lesson, state, missing }: LessonProgress): object {
  return {
    title: lesson.title,
    href: paths.learningLesson(activity.code, lesson.key),
    rule: ruleLine(locale, lesson),
    status: { done: 'met', begun: 'uncertain', to_do: 'no_baseline' }[state],
    text: translate(locale, `learning.lesson.${state}`),
    missing: missing === null || state === 'to_do' ? null : missingWords(locale, missing),
  };
}
