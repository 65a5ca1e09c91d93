import type { Registered } from '../certificates/certificate-register.js';
import { today } from '../config/clock.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';
import type { Learner } from './learner-door.js';
import type { LearnerCourse } from './learner-courses.js';

/** "My courses": what is to be done, and what is done, with its certificate. */
export function myCoursesPage(
  locale: Locale,
  learner: Learner,
  courses: readonly LearnerCourse[],
  certificates: readonly Registered[],
): object {
  const open = courses.filter(({ enrolment }) => enrolment.completed_on === null);
  const done = courses.filter(({ enrolment }) => enrolment.completed_on !== null);
  return {
    title: translate(locale, 'learning.my_courses'),
    ...whoLearns(locale, learner),
    toDo: open.toSorted(dueFirst).map((each) => openLine(locale, each)),
    done: done.map((each) => doneLine(locale, learner, each, certificates)),
  };
}

/** Who learns here, and the way out of a session of a learner: staff sign out as always. */
export function whoLearns(locale: Locale, { name, way }: Learner): object {
  return {
    whose: name.name,
    child: name.isChild ? translate(locale, 'learning.of_child') : null,
    signOut: way === 'session',
  };
}

/** "Đã xong 3 trong 8 bài, 37%". */
export function progressWords(locale: Locale, { progress }: Pick<LearnerCourse, 'progress'>): object {
  const { done, required: total, percent } = progress;
  return { bar: `${percent}%`, progress: translate(locale, 'learning.progress', { done, total, percent }) };
}

/** Until when, and whether that day is over; empty without a due date. */
export function dueWords(locale: Locale, due: string | null): { text: string; isOver: boolean } {
  if (due === null) return { text: '', isOver: false };
  const isOver = due < today();
  const key = isOver ? 'learning.was_due' : 'learning.due';
  return { text: translate(locale, key, { day: formatDate(locale, due) }), isOver };
}

function openLine(locale: Locale, course: LearnerCourse): object {
  const { activity, enrolment, progress } = course;
  const due = dueWords(locale, enrolment.due_on);
  const isBegun = progress.touched_at !== null;
  return {
    title: activity.title,
    href: paths.learningCourse(activity.code),
    due: due.text,
    isOver: due.isOver,
    ...progressWords(locale, course),
    resume: {
      text: translate(locale, isBegun ? 'learning.resume' : 'learning.begin'),
      href:
        progress.resume === null
          ? paths.learningCourse(activity.code)
          : paths.learningLesson(activity.code, progress.resume),
    },
  };
}

/** The paper of a child without consent is handed over by the office, as on the own page. */
function doneLine(
  locale: Locale,
  { name }: Learner,
  { activity, enrolment }: LearnerCourse,
  certificates: readonly Registered[],
): object {
  const own = certificates.find(({ activity_id, state }) => activity_id === activity.id && state === 'valid');
  const day = formatDate(locale, enrolment.completed_on ?? '');
  return {
    title: activity.title,
    href: paths.learningCourse(activity.code),
    about: translate(locale, 'learning.completed_on', { day }),
    certificate: own && !name.isHidden ? paths.learningCertificate(own.code) : null,
    atOffice: own !== undefined && name.isHidden,
  };
}

function dueFirst(one: LearnerCourse, other: LearnerCourse): number {
  const at = ({ enrolment }: LearnerCourse): string => enrolment.due_on ?? '9999';
  return at(one) < at(other) ? -1 : at(one) > at(other) ? 1 : other.enrolment.id - one.enrolment.id;
}
