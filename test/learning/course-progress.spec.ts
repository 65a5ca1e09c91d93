import type { CourseContent, Lesson } from '../../src/courses/course-content.js';
import { courseProgress, type CourseProgress, type KeptProgress } from '../../src/learning/course-progress.js';
import { NOT_BEGUN } from '../../src/learning/progress-rules.js';

const lesson = (key: string, is_optional = false): Lesson => ({
  ...{ key, title: key, is_optional, rule: { kind: 'read' } },
  body: { kind: 'text', markdown: '' },
});
const COURSE: CourseContent = {
  sections: [
    { title: 'Một', lessons: [lesson('a'), lesson('x', true)] },
    { title: 'Hai', lessons: [lesson('b'), lesson('c')] },
  ],
};
const at = (minute: number, done: boolean): KeptProgress => ({
  standing: { ...NOT_BEGUN, opened: true, read: done, done },
  touched_at: `2026-01-01T00:0${minute}:00.000Z`,
  done_at: done ? `2026-01-01T00:0${minute}:00.000Z` : null,
});
const progress = (kept: Record<string, KeptProgress>, content = COURSE): CourseProgress =>
  courseProgress(content, new Map(Object.entries(kept)), () => null);

describe('progress in a course', () => {
  it('counts what is needed, by section, and says what is missing', () => {
    const found = progress({ a: at(1, true), x: at(2, false) });
    expect([found.done, found.required, found.percent, found.isComplete]).toEqual([1, 3, 33, false]);
    expect(found.sections.map(({ done }) => done)).toEqual([1, 0]);
    expect(found.sections[0]?.lessons.map(({ state }) => state)).toEqual(['done', 'begun']);
    expect(found.sections[1]?.lessons[0]).toMatchObject({ state: 'to_do', missing: { key: 'read' } });
    expect(found.touched_at).toBe('2026-01-01T00:02:00.000Z');
  });

  it('is complete without what is optional, and without what is not in this version', () => {
    const found = progress({ a: at(1, true), b: at(2, true), c: at(3, true), gone: at(4, false) });
    expect(found.done_at).toBe('2026-01-01T00:03:00.000Z');
    expect([found.percent, found.isComplete, found.resume, found.touched_at]).toEqual([
      ...[100, true, null, '2026-01-01T00:03:00.000Z'],
    ]);
  });

  it('is done when the last lesson that is needed was, whatever was touched later', () => {
    const [a, b, c] = [at(3, true), { ...at(1, true), touched_at: '2026-01-02T00:00:00.000Z' }, at(2, true)];
    expect(progress({ a, b, c, x: at(5, true) }).done_at).toBe('2026-01-01T00:03:00.000Z');
    expect(progress({ a, b, c: at(2, false) }).done_at).toBeNull();
    // By a rule that this version has and the one before had not.
    const ruled = { ...at(4, true), done_at: null };
    expect(progress({ a, b, c: ruled }).done_at).toBe('2026-01-01T00:04:00.000Z');
  });

  it('rounds down: what is not complete is not 100 per cent', () => {
    const lessons = Array.from({ length: 300 }, (_, index) => lesson(`l${index}`));
    const kept = Object.fromEntries(lessons.slice(1).map(({ key }) => [key, at(1, true)]));
    const found = progress(kept, { sections: [{ title: 'Dài', lessons }] });
    expect([found.percent, found.isComplete, found.resume]).toEqual([99, false, 'l0']);
  });

  it('goes on where somebody was, then with the next that is needed, then with what was passed over', () => {
    expect(progress({}).resume).toBe('a');
    expect(progress({ a: at(1, true), b: at(2, false) }).resume).toBe('b');
    expect(progress({ a: at(1, true), x: at(2, false) }).resume).toBe('b');
    expect(progress({ b: at(1, true), c: at(2, true) }).resume).toBe('a');
    // The latest is that which was touched last, not that which stands last.
    expect(progress({ a: at(3, false), b: at(1, false) }).resume).toBe('a');
    expect(progress({ a: at(1, false), b: at(3, false) }).resume).toBe('b');
    // Of two touched in one moment the first, as they stand in the course.
    expect(progress({ a: at(2, false), b: at(2, false) }).resume).toBe('a');
    expect(progress({ b: at(2, true) }).resume).toBe('c');
  });

  it('needs all lessons where none is needed, and completes no empty course', () => {
    const optional = { sections: [{ title: 'Thêm', lessons: [lesson('x', true)] }] };
    expect(progress({}, optional)).toMatchObject({ required: 1, isComplete: false, resume: 'x' });
    expect(progress({}, { sections: [] })).toMatchObject({ required: 0, percent: 0, isComplete: false, resume: null });
  });
});
