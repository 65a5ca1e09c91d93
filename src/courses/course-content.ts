import type { Quiz } from '../quizzes/quiz.js';

/** The kinds of lesson. */
export const LESSON_KINDS = ['text', 'file', 'video', 'audio', 'package', 'quiz', 'link'] as const;
export type LessonKind = (typeof LESSON_KINDS)[number];

/**
 * When a lesson is done, in per cent where there is a number:
 * - `opened`: it was opened;
 * - `read`: the learner said at its end that it was read;
 * - `watched`: at least so much of its length was played;
 * - `score`: at least so much was reached, in a quiz or as the package says;
 * - `completed`: the package says that it is completed or passed.
 */
export type CompletionRule =
  | { kind: 'opened' }
  | { kind: 'read' }
  | { kind: 'watched'; percent: number }
  | { kind: 'score'; percent: number }
  | { kind: 'completed' };
export type RuleKind = CompletionRule['kind'];

/** The rules that an author may choose for each kind of lesson; the first is the usual one. */
export const RULES_OF: Record<LessonKind, readonly RuleKind[]> = {
  text: ['read', 'opened'],
  file: ['opened', 'read'],
  video: ['watched', 'opened'],
  audio: ['watched', 'opened'],
  package: ['completed', 'score', 'opened'],
  quiz: ['score'],
  link: ['opened'],
};

/** What a lesson shows. `media` names a file of the course (course_media.name). Markdown has its pictures as `media/NAME`. */
export type LessonBody =
  | { kind: 'text'; markdown: string }
  | { kind: 'file'; media: string; markdown: string }
  | { kind: 'video'; media: string; captions: Captions[]; markdown: string }
  | { kind: 'audio'; media: string; captions: Captions[]; markdown: string }
  | { kind: 'package'; media: string; markdown: string }
  | { kind: 'quiz'; quiz: Quiz; markdown: string }
  | { kind: 'link'; url: string; markdown: string };

/** WebVTT captions in a language. */
export interface Captions {
  language: 'vi' | 'en';
  media: string;
}

/**
 * A lesson. `key` stays the same through all versions of its course and in files: what somebody has done is kept by it.
 * An optional one is not needed to complete the course.
 */
export interface Lesson {
  key: string;
  title: string;
  is_optional: boolean;
  rule: CompletionRule;
  body: LessonBody;
}

export interface Section {
  title: string;
  lessons: Lesson[];
}

/** What a version of a course teaches: sections and lessons in their order. */
export interface CourseContent {
  sections: Section[];
}
