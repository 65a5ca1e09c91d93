import type { Lesson } from '../courses/course-content.js';
import { lessonBody } from '../courses/lesson.page.js';
import { lessonsOf } from '../courses/outline.js';
import { formatDecimal, formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { PackageFrame } from '../packages/package-frames.js';
import type { AttemptResults } from '../quizzes/attempt-results.js';
import { paths } from '../web/paths.js';
import { languageOf, missingWords, ruleLine } from './course.page.js';
import type { Learner } from './learner-door.js';
import type { LearnerCourse } from './learner-courses.js';
import { whoLearns } from './my-courses.page.js';
import { missingOf, NOT_BEGUN } from './progress-rules.js';
import type { AfterSave } from './progress-desk.js';
import { playedPercent } from './watched.js';

/** What the page of a lesson knows beside the course. */
export interface LessonShownTo {
  lesson: Lesson;
  /** Of a quiz. */
  results: AttemptResults | null;
  /** Of a package: parameters of its partial. */
  frame: PackageFrame | null;
  /** Where a film was left, in seconds, and whether it was begun. */
  film: { begun: boolean; position: number } | null;
  /** Under the form after a press that was not enough yet. */
  notYet: boolean;
}

/** A lesson: what it shows, when it is done, what is missing, and the button at its end. */
export function lessonPage(locale: Locale, learner: Learner, course: LearnerCourse, shown: LessonShownTo): object {
  const { activity, media, kept } = course;
  const { lesson, results, frame, film } = shown;
  const { code } = activity;
  const standing = kept.get(lesson.key)?.standing ?? NOT_BEGUN;
  const seconds = 'media' in lesson.body ? (media.get(lesson.body.media)?.seconds ?? null) : null;
  const missing = missingOf({ rule: lesson.rule, seconds }, standing);
  const lessons = lessonsOf(course.version.content);
  const at = lessons.findIndex(({ key }) => key === lesson.key);
  const next = lessons[at + 1];
  const address = (name: string, save?: boolean): string => paths.learningMedia(code, name) + (save ? '?save=1' : '');
  return {
    title: `${lesson.title}: ${activity.title}`,
    heading: lesson.title,
    courseTitle: activity.title,
    courseHref: paths.learningCourse(code),
    ...whoLearns(locale, learner),
    ...languageOf(course),
    body: lessonBody({ lesson, media, address, locale }),
    rule: ruleLine(locale, lesson),
    isDone: standing.done,
    missing: missing && missingWords(locale, missing),
    notYet: shown.notYet && missing !== null,
    action: paths.learningProgress(code, lesson.key),
    button: buttonOf(locale, lesson, standing.done, next !== undefined),
    film: film && {
      ...film,
      percent: seconds === null ? 0 : playedPercent(standing.played, seconds),
      rule: lesson.rule.kind,
    },
    quiz: results && quizPart(locale, course, lesson, results),
    frame,
    previousHref: lessons[at - 1] ? paths.learningLesson(code, lessons[at - 1]?.key ?? '') : null,
    nextHref: next ? paths.learningLesson(code, next.key) : paths.learningCourse(code),
  };
}

/** What a script is told after a save. */
export function afterSave(locale: Locale, after: AfterSave): object {
  const { lesson, standing, isComplete } = after;
  const percent = lesson.seconds === null ? null : playedPercent(standing.played, lesson.seconds);
  return {
    done: standing.done,
    complete: isComplete,
    percent,
    said: standingSaid(locale, after),
  };
}

/** That a lesson is done, or what is missing. */
export function standingSaid(locale: Locale, { lesson, standing }: AfterSave): string {
  const missing = missingOf(lesson, standing);
  return missing === null ? translate(locale, 'learning.lesson.done') : missingWords(locale, missing);
}

/** The button at the end; null where something else decides: a quiz, a package, a film with a rule of its own. */
function buttonOf(locale: Locale, { rule }: Lesson, isDone: boolean, hasNext: boolean): object | null {
  if (isDone || (rule.kind !== 'opened' && rule.kind !== 'read')) return null;
  const key = rule.kind === 'read' ? 'learning.read_next' : hasNext ? 'learning.to_next' : 'learning.to_end';
  return { act: rule.kind, text: translate(locale, key) };
}

function quizPart(locale: Locale, { activity }: LearnerCourse, lesson: Lesson, results: AttemptResults): object {
  const say = (key: string, params = {}): string => translate(locale, `learning.${key}`, params);
  const score = (value: number | null): string =>
    value === null ? say('no_result') : `${formatDecimal(locale, String(value / 100))}%`;
  const isAgain = results.attempts.some(({ counts }) => counts);
  return {
    begin: results.no_more === null || results.open !== null ? paths.learningAttempts(activity.code, lesson.key) : null,
    beginText: say(results.open !== null ? 'quiz_go_on' : isAgain ? 'quiz_again' : 'quiz_begin'),
    noMore: results.no_more !== null && results.open === null ? say(`no_more.${results.no_more}`) : null,
    left: results.left === null ? null : say('attempts_left', { count: results.left }),
    attempts: results.attempts
      .filter(({ state }) => state !== 'open')
      .map(({ id, number, counts, submitted_at, score: reached, state }) => ({
        text: say('attempt', { number }),
        href: paths.learningAttempt(activity.code, lesson.key, id),
        about: [
          submitted_at === null ? '' : formatInstant(locale, submitted_at),
          state === 'waiting' ? say('attempt_waits') : score(reached),
          counts ? '' : say('attempt_taken_back'),
        ]
          .filter(Boolean)
          .join(', '),
      })),
  };
}
