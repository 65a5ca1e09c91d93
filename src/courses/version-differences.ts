import type { CourseContent, Lesson } from './course-content.js';
import { lessonsOf, placeOf } from './outline.js';

/** What of a lesson is another. */
export const CHANGED_PARTS = ['title', 'kind', 'body', 'rule', 'optional', 'place'] as const;
export type ChangedPart = (typeof CHANGED_PARTS)[number];

/** A lesson that is not the same in two versions. */
export interface LessonDifference {
  key: string;
  title: string;
  what: 'added' | 'removed' | 'changed';
  /** Of a changed one. */
  parts: ChangedPart[];
}

/**
 * What is different between two versions, by the keys of the lessons: in the order of the newer one, then what was removed.
 * A lesson that stands elsewhere only because others were added or removed has not moved.
 */
export function differencesOf(older: CourseContent, newer: CourseContent): LessonDifference[] {
  const before = new Map(lessonsOf(older).map((lesson) => [lesson.key, lesson]));
  const after = new Map(lessonsOf(newer).map((lesson) => [lesson.key, lesson]));
  const moved = movedKeys(older, newer, new Set([...before.keys()].filter((key) => after.has(key))));
  const found: LessonDifference[] = [];
  for (const [key, lesson] of after) {
    const old = before.get(key);
    if (!old) found.push({ key, title: lesson.title, what: 'added', parts: [] });
    else {
      const parts = partsOf(old, lesson, moved.has(key));
      if (parts.length > 0) found.push({ key, title: lesson.title, what: 'changed', parts });
    }
  }
  const gone = [...before.values()].filter(({ key }) => !after.has(key));
  return [...found, ...gone.map(({ key, title }): LessonDifference => ({ key, title, what: 'removed', parts: [] }))];
}

function partsOf(old: Lesson, now: Lesson, moved: boolean): ChangedPart[] {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const differs: Record<ChangedPart, boolean> = {
    title: old.title !== now.title,
    kind: old.body.kind !== now.body.kind,
    body: old.body.kind === now.body.kind && !same(old.body, now.body),
    rule: !same(old.rule, now.rule),
    optional: old.is_optional !== now.is_optional,
    place: moved,
  };
  return CHANGED_PARTS.filter((part) => differs[part]);
}

/** Those in a section of another title, and those that others have overtaken. */
function movedKeys(older: CourseContent, newer: CourseContent, both: ReadonlySet<string>): Set<string> {
  const order = (content: CourseContent): string[] =>
    lessonsOf(content).flatMap(({ key }) => (both.has(key) ? key : []));
  const stayed = new Set(longestInOrder(order(newer), new Map(order(older).map((key, at) => [key, at]))));
  return new Set([...both].filter((key) => !stayed.has(key) || sectionOf(older, key) !== sectionOf(newer, key)));
}

/** The most of the keys that stand in the old order too. */
function longestInOrder(keys: readonly string[], old: ReadonlyMap<string, number>): string[] {
  const runs: string[][] = [];
  let best: string[] = [];
  for (const key of keys) {
    const at = old.get(key) ?? 0;
    const before = runs.filter((run) => (old.get(run.at(-1) ?? '') ?? 0) < at);
    const run = [
      ...before.reduce<string[]>((longest, each) => (each.length > longest.length ? each : longest), []),
      key,
    ];
    runs.push(run);
    if (run.length > best.length) best = run;
  }
  return best;
}

function sectionOf(content: CourseContent, key: string): string {
  const place = placeOf(content, key);
  return place ? (content.sections[place.section]?.title ?? '') : '';
}
