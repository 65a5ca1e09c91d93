import fc from 'fast-check';
import type { CourseContent, Lesson } from '../../src/courses/course-content.js';
import { withLessonChanged, withLessonIn, withLessonMoved, withoutLesson } from '../../src/courses/outline.js';
import { differencesOf } from '../../src/courses/version-differences.js';

const lesson = (key: string): Lesson => ({
  ...{ key, title: key.toUpperCase(), is_optional: false, rule: { kind: 'read' } },
  body: { kind: 'text', markdown: key },
});
const course = (...sections: string[]): CourseContent => ({
  sections: sections.map((keys, at) => ({ title: `S${at}`, lessons: keys.split('').map(lesson) })),
});
const shown = (older: CourseContent, newer: CourseContent): string[] =>
  differencesOf(older, newer).map(({ key, what, parts }) => [what, key, ...parts].join(' '));

describe('the differences of two versions', () => {
  const old = course('abc', 'd');

  it.each<[string, CourseContent, string[]]>([
    ['none', old, []],
    ['one more', course('axbc', 'd'), ['added x']],
    ['one less', withoutLesson(old, 'b'), ['removed b']],
    [
      'one moved down: only that one',
      withLessonMoved(withLessonMoved(old, 'a', 'down'), 'a', 'down'),
      ['changed a place'],
    ],
    ['one in another section', withLessonIn(old, 'c', 1), ['changed c place']],
    ['another title', withLessonChanged(old, 'a', { title: 'X' }), ['changed a title']],
    ['another text', withLessonChanged(old, 'a', { body: { kind: 'text', markdown: 'X' } }), ['changed a body']],
    [
      'another kind and rule',
      withLessonChanged(old, 'a', {
        body: { kind: 'link', url: 'x', markdown: '' },
        rule: { kind: 'opened' },
        is_optional: true,
      }),
      ['changed a kind rule optional'],
    ],
  ])('%s', (_, newer, expected) => expect(shown(old, newer)).toEqual(expected));

  it('are those that were made, whatever the order', () => {
    const keys = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const found = differencesOf(course(before.join('')), course(after.join('')));
        const of = (what: string): string[] =>
          found
            .filter((each) => each.what === what)
            .map(({ key }) => key)
            .sort();
        expect(of('added')).toEqual(after.filter((key) => !before.includes(key)).sort());
        expect(of('removed')).toEqual(before.filter((key) => !after.includes(key)).sort());
        const moved = new Set(of('changed'));
        const stayed = (list: string[]): string[] =>
          list.filter((key) => before.includes(key) && after.includes(key) && !moved.has(key));
        expect(stayed(after)).toEqual(stayed(before));
      }),
    );
  });
});
