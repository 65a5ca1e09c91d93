import { DomainError } from '../errors.js';
import {
  type CompletionRule,
  type CourseContent,
  type Lesson,
  type LessonBody,
  RULES_OF,
  type Section,
} from './course-content.js';
import { freeKey } from './lesson-key.js';

/** The most sections of a course, and lessons of all of them: an outline that can still be looked over. */
export const MOST_SECTIONS = 50;
export const MOST_LESSONS = 300;

/** Where a lesson stands: both counted from 0. */
export interface Place {
  section: number;
  at: number;
}

/** One step towards the beginning or the end. */
export type Way = 'up' | 'down';

/** All lessons of a version in the order in which they are learnt. */
export function lessonsOf({ sections }: CourseContent): Lesson[] {
  return sections.flatMap(({ lessons }) => lessons);
}

/** Where the lesson of a key stands; null: nowhere. */
export function placeOf({ sections }: CourseContent, key: string): Place | null {
  for (const [section, { lessons }] of sections.entries()) {
    const at = lessons.findIndex((lesson) => lesson.key === key);
    if (at >= 0) return { section, at };
  }
  return null;
}

/** With one more section at the end. */
export function withSection(content: CourseContent, title: string): CourseContent {
  if (content.sections.length >= MOST_SECTIONS)
    throw new DomainError('courses.too_many_sections', { most: MOST_SECTIONS });
  return { sections: [...content.sections, { title, lessons: [] }] };
}

/** With another title of a section. @throws DomainError where there is no such section */
export function withSectionTitle(content: CourseContent, section: number, title: string): CourseContent {
  return changedSection(content, section, (old) => ({ ...old, title }));
}

/** Without a section; one with lessons is not removed. */
export function withoutSection(content: CourseContent, section: number): CourseContent {
  const { lessons } = sectionAt(content, section);
  if (lessons.length > 0) throw new DomainError('courses.section_has_lessons', { count: lessons.length });
  return { sections: content.sections.filter((_, at) => at !== section) };
}

/** With a section one step further; at the end of the way nothing changes. */
export function withSectionMoved(content: CourseContent, section: number, way: Way): CourseContent {
  sectionAt(content, section);
  return { sections: swapped(content.sections, section, way) };
}

/**
 * With one more lesson at the end of a section, with the rule that is usual for its kind.
 * @param known keys that lessons of other versions have or had: progress is kept by them, and would count for this lesson
 * @returns the content, and the key that the lesson was given for good
 */
export function withLesson(
  content: CourseContent,
  section: number,
  { title, body }: Pick<Lesson, 'title' | 'body'>,
  known: ReadonlySet<string> = new Set(),
): { content: CourseContent; key: string } {
  const all = lessonsOf(content);
  if (all.length >= MOST_LESSONS) throw new DomainError('courses.too_many_lessons', { most: MOST_LESSONS });
  const key = freeKey(title, known.union(new Set(all.map((lesson) => lesson.key))));
  const lesson: Lesson = { key, title, is_optional: false, rule: usualRule(body.kind), body };
  const lessons = [...sectionAt(content, section).lessons, lesson];
  return { content: changedSection(content, section, (old) => ({ ...old, lessons })), key };
}

/** With a lesson that says something else; its key stays. */
export function withLessonChanged(
  content: CourseContent,
  key: string,
  change: Partial<Omit<Lesson, 'key'>>,
): CourseContent {
  const { section, at } = existing(content, key);
  const lessons = sectionAt(content, section).lessons.map((lesson, n) =>
    n === at ? { ...lesson, ...change } : lesson,
  );
  return changedSection(content, section, (old) => ({ ...old, lessons }));
}

/** Without a lesson. */
export function withoutLesson(content: CourseContent, key: string): CourseContent {
  const { section } = existing(content, key);
  return changedSection(content, section, (old) => ({
    ...old,
    lessons: old.lessons.filter((each) => each.key !== key),
  }));
}

/** With a lesson one step further in its section; beyond its ends it goes to the end or the beginning of the next one. */
export function withLessonMoved(content: CourseContent, key: string, way: Way): CourseContent {
  const { section, at } = existing(content, key);
  const { lessons } = sectionAt(content, section);
  const step = way === 'up' ? -1 : 1;
  if (lessons[at + step])
    return changedSection(content, section, (old) => ({ ...old, lessons: swapped(lessons, at, way) }));
  if (!content.sections[section + step]) return content;
  return inSection(content, key, section + step, way === 'up' ? 'end' : 'beginning');
}

/** With a lesson in another section, at its end. */
export function withLessonIn(content: CourseContent, key: string, section: number): CourseContent {
  sectionAt(content, section);
  return existing(content, key).section === section ? content : inSection(content, key, section, 'end');
}

/** The rule that is usual for a kind. */
export function usualRule(kind: LessonBody['kind']): CompletionRule {
  return ruleOf(RULES_OF[kind][0] ?? 'opened', kind === 'quiz' ? 80 : 90);
}

/** A rule of a kind, with the per cent where it has one. */
export function ruleOf(kind: CompletionRule['kind'], percent: number): CompletionRule {
  return kind === 'watched' || kind === 'score' ? { kind, percent } : { kind };
}

function inSection(content: CourseContent, key: string, section: number, end: 'beginning' | 'end'): CourseContent {
  const place = existing(content, key);
  const lesson = sectionAt(content, place.section).lessons[place.at];
  if (!lesson) return content;
  return changedSection(withoutLesson(content, key), section, (old) => ({
    ...old,
    lessons: end === 'end' ? [...old.lessons, lesson] : [lesson, ...old.lessons],
  }));
}

function existing(content: CourseContent, key: string): Place {
  const place = placeOf(content, key);
  if (!place) throw new DomainError('courses.no_lesson', {}, 'not_found');
  return place;
}

function sectionAt({ sections }: CourseContent, section: number): Section {
  const found = sections[section];
  if (!found) throw new DomainError('courses.no_section', {}, 'not_found');
  return found;
}

function changedSection(content: CourseContent, section: number, change: (old: Section) => Section): CourseContent {
  const found = sectionAt(content, section);
  return { sections: content.sections.map((each, at) => (at === section ? change(found) : each)) };
}

function swapped<T>(list: readonly T[], at: number, way: Way): T[] {
  const other = way === 'up' ? at - 1 : at + 1;
  const [here, there] = [list[at], list[other]];
  if (here === undefined || there === undefined) return [...list];
  return list.map((each, n) => (n === at ? there : n === other ? here : each));
}
