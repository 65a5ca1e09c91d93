import fc from 'fast-check';
import type { CourseContent, LessonBody } from '../../src/courses/course-content.js';
import { isLessonKey } from '../../src/courses/lesson-key.js';
import * as outline from '../../src/courses/outline.js';
import { DomainError } from '../../src/errors.js';

const TEXT: LessonBody = { kind: 'text', markdown: 'x' };
const EMPTY: CourseContent = { sections: [] };

/** `A: a b | B: c` */
const shown = ({ sections }: CourseContent): string =>
  sections.map(({ title, lessons }) => [`${title}:`, ...lessons.map(({ key }) => key)].join(' ')).join(' | ');

function made(...sections: [string, ...string[]][]): CourseContent {
  return sections.reduce((content, [title, ...lessons], at) => {
    const begun = outline.withSection(content, title);
    return lessons.reduce((all, lesson) => outline.withLesson(all, at, { title: lesson, body: TEXT }).content, begun);
  }, EMPTY);
}

describe('an outline', () => {
  const content = made(['A', 'a', 'b'], ['B', 'c'], ['C']);

  it.each<[string, () => CourseContent, string]>([
    ['a section up', () => outline.withSectionMoved(content, 1, 'up'), 'B: c | A: a b | C:'],
    ['the first one up', () => outline.withSectionMoved(content, 0, 'up'), 'A: a b | B: c | C:'],
    ['a lesson down', () => outline.withLessonMoved(content, 'a', 'down'), 'A: b a | B: c | C:'],
    ['a lesson down over the end', () => outline.withLessonMoved(content, 'b', 'down'), 'A: a | B: b c | C:'],
    ['a lesson up over the beginning', () => outline.withLessonMoved(content, 'c', 'up'), 'A: a b c | B: | C:'],
    ['the first lesson up', () => outline.withLessonMoved(content, 'a', 'up'), 'A: a b | B: c | C:'],
    ['a lesson elsewhere', () => outline.withLessonIn(content, 'a', 2), 'A: b | B: c | C: a'],
    ['a lesson where it is', () => outline.withLessonIn(content, 'a', 0), 'A: a b | B: c | C:'],
    ['without a lesson', () => outline.withoutLesson(content, 'b'), 'A: a | B: c | C:'],
    ['without a section', () => outline.withoutSection(content, 2), 'A: a b | B: c'],
  ])('%s', (_, act, expected) => expect(shown(act())).toBe(expected));

  it('keeps a section with lessons, and knows what is not there', () => {
    expect(() => outline.withoutSection(content, 0)).toThrow('courses.section_has_lessons');
    expect(() => outline.withoutSection(content, 3)).toThrow('courses.no_section');
    expect(() => outline.withoutLesson(content, 'x')).toThrow('courses.no_lesson');
  });

  it('names a lesson once, from its title, in ASCII', () => {
    const keys = ['Đường đến trường', 'Đường đến trường', '???', 'x'.repeat(80)].reduce(
      (all, title) => outline.withLesson(all, 0, { title, body: TEXT }).content,
      made(['A']),
    );
    expect(shown(keys)).toBe(`A: duong-den-truong duong-den-truong-2 bai ${'x'.repeat(56)}`);
    const renamed = outline.withLessonChanged(keys, 'bai', { title: 'Tên khác' });
    expect(outline.lessonsOf(renamed)[2]).toMatchObject({ key: 'bai', title: 'Tên khác' });
  });

  it('gives no key that means something else, nor one by which another version keeps progress', () => {
    const added = (title: string, known: string[] = []): string =>
      outline.withLesson(made(['A']), 0, { title, body: TEXT }, new Set(known)).key;
    expect([added('Before'), added('After'), added('Media'), added('Pictures')]).toEqual([
      ...['before-2', 'after-2', 'media-2', 'pictures-2'],
    ]);
    expect(added('Bài một', ['bai-mot', 'bai-mot-2'])).toBe('bai-mot-3');
    expect(['before', 'after', 'media', 'pictures', 'A', 'a--b', '', 'x'.repeat(61)].filter(isLessonKey)).toEqual([]);
    expect(['before-2', 'a', '1-a', 'x'.repeat(60)].every(isLessonKey)).toBe(true);
  });

  it('has an end', () => {
    let full = made(['A']);
    for (let n = 0; n < outline.MOST_LESSONS; n += 1)
      full = outline.withLesson(full, 0, { title: `b${n}`, body: TEXT }).content;
    expect(() => outline.withLesson(full, 0, { title: 'x', body: TEXT })).toThrow('courses.too_many_lessons');
  });
});

type Act = (content: CourseContent, key: string) => CourseContent;
const way = fc.constantFrom<outline.Way>('up', 'down');
const section = fc.nat({ max: 5 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.string().map(
    (title): Act =>
      (old) =>
        outline.withSection(old, title),
  ),
  fc.tuple(section, fc.string({ unit: 'grapheme' })).map(
    ([at, title]): Act =>
      (old) =>
        outline.withLesson(old, at, { title, body: TEXT }).content,
  ),
  fc.tuple(section, way).map(
    ([at, to]): Act =>
      (old) =>
        outline.withSectionMoved(old, at, to),
  ),
  way.map(
    (to): Act =>
      (old, key) =>
        outline.withLessonMoved(old, key, to),
  ),
  section.map(
    (at): Act =>
      (old, key) =>
        outline.withLessonIn(old, key, at),
  ),
  section.map(
    (at): Act =>
      (old) =>
        outline.withoutSection(old, at),
  ),
  fc.constant<Act>((old, key) => outline.withoutLesson(old, key)),
);

/** The outline after an act; one that is refused changes nothing. */
function after(content: CourseContent, act: Act, key: string): CourseContent {
  try {
    return act(content, key);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return content;
  }
}

describe('any acts on an outline', () => {
  it('keep its keys unique and well formed, and lose or double no lesson', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(acts, fc.nat()), { maxLength: 60 }), (steps) => {
        let content = EMPTY;
        for (const [act, pick] of steps) {
          const before = outline.lessonsOf(content);
          content = after(content, act, before[pick % Math.max(1, before.length)]?.key ?? 'none');
          const keys = outline.lessonsOf(content).map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
          for (const key of keys) expect(isLessonKey(key)).toBe(true);
          expect(Math.abs(keys.length - before.length)).toBeLessThanOrEqual(1);
          const kept = before.filter(({ key }) => keys.includes(key)).length;
          expect(kept).toBeGreaterThanOrEqual(Math.min(before.length, keys.length));
        }
      }),
    );
  });
});
