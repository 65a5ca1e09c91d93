import type { CourseContent, Lesson } from '../courses/course-content.js';
import { type LessonStanding, type Missing, missingOf, NOT_BEGUN } from './progress-rules.js';

/** What is kept of somebody in a lesson: how far they are, and the instants at which it was touched last and done. */
export interface KeptProgress {
  standing: LessonStanding;
  touched_at: string;
  done_at: string | null;
}

/** A lesson with how far somebody is in it. */
export interface LessonProgress {
  lesson: Lesson;
  state: 'done' | 'begun' | 'to_do';
  /** What is missing; null: it is done. */
  missing: Missing | null;
}

/** How far somebody is in a whole course. */
export interface CourseProgress {
  sections: { title: string; lessons: LessonProgress[]; done: number }[];
  /** Lessons that the course cannot be completed without, and how many of them are done. */
  required: number;
  done: number;
  /** Whole per cent of the required lessons, rounded down: 100 means all of them. */
  percent: number;
  isComplete: boolean;
  /** When the last lesson that is needed was done; null: something is left to do. */
  done_at: string | null;
  /** Key of the lesson to go on with; null: nothing is left to do. */
  resume: string | null;
  /** When any lesson was touched last; null: not begun. */
  touched_at: string | null;
}

/**
 * How far somebody is in a version of a course. What was done in lessons that this version does not have counts for nothing
 * here and is not lost. Where all lessons are optional, all of them are needed: nothing cannot be completed.
 * @param kept by lesson key
 * @param secondsOf how long the film or recording of a lesson is; null: nobody knows, or it has none
 */
export function courseProgress(
  content: CourseContent,
  kept: ReadonlyMap<string, KeptProgress>,
  secondsOf: (lesson: Lesson) => number | null,
): CourseProgress {
  const sections = content.sections.map(({ title, lessons }) => {
    const each = lessons.map((lesson) => progressOf(lesson, kept.get(lesson.key), secondsOf(lesson)));
    return { title, lessons: each, done: each.filter(({ state }) => state === 'done').length };
  });
  const all = sections.flatMap(({ lessons }) => lessons);
  const needed = all.filter(({ lesson }) => !lesson.is_optional);
  const counted = needed.length > 0 ? needed : all;
  const done = counted.filter(({ state }) => state === 'done').length;
  const isComplete = counted.length > 0 && done === counted.length;
  const touched = all.flatMap(({ lesson }) => kept.get(lesson.key)?.touched_at ?? []);
  return {
    sections,
    required: counted.length,
    done,
    percent: counted.length === 0 ? 0 : Math.floor((done * 100) / counted.length),
    isComplete,
    done_at: isComplete ? lastDone(counted, kept) : null,
    resume: resumeAt(all, counted, kept),
    touched_at: touched.sort().at(-1) ?? null,
  };
}

function progressOf(lesson: Lesson, kept: KeptProgress | undefined, seconds: number | null): LessonProgress {
  const missing = missingOf({ rule: lesson.rule, seconds }, kept?.standing ?? NOT_BEGUN);
  if (missing === null) return { lesson, state: 'done', missing };
  return { lesson, state: kept ? 'begun' : 'to_do', missing };
}

/** Of a lesson that is done by the rule of this version only nobody knows more than when it was touched. */
function lastDone(counted: readonly LessonProgress[], kept: ReadonlyMap<string, KeptProgress>): string | null {
  const done = counted.flatMap(({ lesson: { key } }) => kept.get(key)?.done_at ?? kept.get(key)?.touched_at ?? []);
  return done.sort().at(-1) ?? null;
}

/** Where somebody was last if something is left to do there, else the next after it that is needed, else the first. */
function resumeAt(
  all: readonly LessonProgress[],
  counted: readonly LessonProgress[],
  kept: ReadonlyMap<string, KeptProgress>,
): string | null {
  const at = (each: LessonProgress): string => kept.get(each.lesson.key)?.touched_at ?? '';
  const latest = all.map(at).reduce((one, other) => (other > one ? other : one), '');
  const last = latest === '' ? -1 : all.findIndex((each) => at(each) === latest);
  const from = all[last];
  if (from && from.state !== 'done' && counted.includes(from)) return from.lesson.key;
  const open = all.filter((each) => each.state !== 'done' && counted.includes(each));
  const next = open.find((each) => all.indexOf(each) > last) ?? open[0];
  return next?.lesson.key ?? null;
}
