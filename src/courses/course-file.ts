import type { Quiz } from '../quizzes/quiz.js';
import type { CompletionRule } from './course-content.js';

/** What is said of a course beside what it teaches. */
export interface CourseAbout {
  /** Of the activity; null where a file names none. */
  code: string | null;
  title: string;
  language: 'vi' | 'en';
  /** How long it takes, as its author says; null: not said. */
  minutes: number | null;
  /** Markdown. */
  summary: string | null;
}

/** A file that `course.yml` names, and the line where it does. */
export interface FileRef {
  path: string;
  line: number;
}

/**
 * What a lesson shows, as `course.yml` says it: texts and media are files beside it. `about` is its Markdown; null: none.
 * `lines`: where the items of a quiz stand.
 */
export type LessonParts =
  | { kind: 'text'; text: FileRef }
  | { kind: 'file' | 'package'; media: FileRef; about: FileRef | null }
  | { kind: 'video' | 'audio'; media: FileRef; captions: CaptionsRef[]; about: FileRef | null }
  | { kind: 'quiz'; quiz: Quiz; lines: number[]; about: FileRef | null }
  | { kind: 'link'; url: string; about: FileRef | null };

export interface CaptionsRef {
  language: 'vi' | 'en';
  media: FileRef;
}

export interface LessonEntry {
  key: string;
  title: string;
  is_optional: boolean;
  rule: CompletionRule;
  parts: LessonParts;
  line: number;
}

/** A `course.yml` that was read. */
export interface CourseFile extends CourseAbout {
  sections: { title: string; lessons: LessonEntry[] }[];
  /** Files with questions. */
  questions: FileRef[];
}

/** The file that says what a course is made of. */
export const COURSE_FILE = 'course.yml';
/** Bytes of it, of a lesson and of a file with questions. */
export const LARGEST_COURSE_FILE = 512 * 1024;
export const LARGEST_TEXT = 60_000;
export const LARGEST_QUESTIONS = 5 * 1024 * 1024;

/** What may be a title. */
export const LONGEST_TITLE = 190;
