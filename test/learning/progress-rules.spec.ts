import fc from 'fast-check';
import type { CompletionRule } from '../../src/courses/course-content.js';
import {
  type Fact,
  further,
  goalOf,
  learn,
  type LessonStanding,
  missingOf,
  NOT_BEGUN,
  PACKAGE_STATUSES,
  type Ruled,
} from '../../src/learning/progress-rules.js';
import { playedSeconds } from '../../src/learning/watched.js';

const ruled = (rule: CompletionRule, seconds: number | null = null): Ruled => ({ rule, seconds });
const after = (lesson: Ruled, ...facts: Fact[]): LessonStanding =>
  facts.reduce((standing, each) => learn(standing, each, lesson), NOT_BEGUN);
const missing = (lesson: Ruled, ...facts: Fact[]): unknown => {
  const found = missingOf(lesson, after(lesson, ...facts));
  return found && [found.key, found.params];
};
const played = (from: number, to: number): Fact => ({ kind: 'played', pieces: [[from, to]], most: 1000 });

const facts: fc.Arbitrary<Fact> = fc.oneof(
  fc.constantFrom<Fact>({ kind: 'opened' }, { kind: 'read' }, { kind: 'waiting' }),
  fc.record({ kind: fc.constant('score' as const), score: fc.integer({ min: -10, max: 12_000 }) }),
  fc.record({
    kind: fc.constant('package' as const),
    status: fc.constantFrom(...PACKAGE_STATUSES),
    score: fc.option(fc.integer({ min: 0, max: 10_000 })),
  }),
  fc.record({
    kind: fc.constant('played' as const),
    pieces: fc.array(fc.tuple(fc.integer({ max: 120, min: -9 }), fc.integer({ max: 120, min: -9 })), { maxLength: 4 }),
    most: fc.integer({ min: 0, max: 120 }),
  }),
);
const rules: fc.Arbitrary<CompletionRule> = fc.oneof(
  fc.constantFrom<CompletionRule>({ kind: 'opened' }, { kind: 'read' }, { kind: 'completed' }),
  fc.record({ kind: fc.constantFrom('watched' as const, 'score' as const), percent: fc.integer({ min: 0, max: 100 }) }),
);
const lessons = fc.record({ rule: rules, seconds: fc.constantFrom(null, 100) });

describe('when a lesson is done', () => {
  it('says what exactly is missing', () => {
    expect(missing(ruled({ kind: 'read' }), { kind: 'opened' })).toEqual(['read', {}]);
    const film = ruled({ kind: 'watched', percent: 90 }, 100);
    expect(missing(film, played(0, 62))).toEqual(['watched', { watched: 62, percent: 90 }]);
    const quiz = ruled({ kind: 'score', percent: 50 });
    expect(missing(quiz)).toEqual(['no_score', { percent: 50 }]);
    expect(missing(quiz, { kind: 'score', score: 4000 })).toEqual(['score', { score: 40, percent: 50 }]);
    expect(missing(quiz, { kind: 'waiting' })).toEqual(['waiting', { percent: 50 }]);
    const pack = ruled({ kind: 'completed' });
    expect(missing(pack, { kind: 'opened' })).toEqual(['package', {}]);
    expect(missing(pack, { kind: 'package', status: 'failed', score: null })).toEqual(['package_failed', {}]);
  });

  it('is done by exactly what the rule asks for', () => {
    expect(missing(ruled({ kind: 'opened' }), { kind: 'read' })).toBeNull();
    expect(missing(ruled({ kind: 'watched', percent: 90 }, 100), played(0, 50), played(40, 90))).toBeNull();
    expect(missing(ruled({ kind: 'watched', percent: 90 }, 100), played(0, 89))).not.toBeNull();
    expect(missing(ruled({ kind: 'score', percent: 50 }), { kind: 'score', score: 5000 })).toBeNull();
    expect(missing(ruled({ kind: 'score', percent: 50 }), { kind: 'score', score: 4999 })).not.toBeNull();
    expect(missing(ruled({ kind: 'completed' }), { kind: 'package', status: 'passed', score: null })).toBeNull();
  });

  it('is kept as done, also where another version of the course asks for more', () => {
    const half = ruled({ kind: 'score', percent: 50 });
    const passed = after(half, { kind: 'score', score: 5000 });
    expect([after(half, { kind: 'score', score: 4999 }).done, passed.done]).toEqual([false, true]);
    const harder = ruled({ kind: 'score', percent: 90 });
    expect(learn(passed, { kind: 'score', score: 6000 }, harder)).toMatchObject({ done: true, score: 6000 });
    expect(missingOf(harder, passed)).toBeNull();
  });

  it.each([null, 0])('asks of a film of unknown length (%p) only to say that it was seen', (seconds) => {
    const film = ruled({ kind: 'watched', percent: 90 }, seconds);
    expect(missing(film, played(0, 500))).toEqual(['finished', {}]);
    expect(missing(film, { kind: 'opened' })).toBeNull();
  });

  it('keeps the best score, within bounds, and no score for what is none', () => {
    const quiz = ruled({ kind: 'score', percent: 90 });
    const scores = (...given: number[]): unknown =>
      after(quiz, ...given.map((score): Fact => ({ kind: 'score', score }))).score;
    expect([scores(4000, 6000, 5000), scores(-5), scores(20_000), scores(4000.6)]).toEqual([6000, 0, 10_000, 4001]);
    expect([scores(Number.NaN), scores(3000, Number.NaN), scores(Number.NaN, 3000)]).toEqual([null, 3000, 3000]);
    const pack = (...given: (number | null)[]): unknown =>
      after(quiz, ...given.map((score): Fact => ({ kind: 'package', status: 'incomplete', score }))).score;
    expect([pack(null), pack(null, 7000), pack(7000, null)]).toEqual([null, 7000, 7000]);
  });

  it('says what a rule wants of a score, and which of two sayings goes further', () => {
    expect(goalOf({ rule: { kind: 'score', percent: 55 } })).toBe(5500);
    expect(goalOf({ rule: { kind: 'watched', percent: 90 } })).toBe(0);
    expect([further('completed', 'passed'), further('passed', 'failed'), further('failed', 'failed')]).toEqual([
      ...['passed', 'passed', 'failed'],
    ]);
    expect(missing(ruled({ kind: 'completed' }), { kind: 'package', status: 'completed', score: null })).toBeNull();
  });

  it('stays done: progress never becomes less, whatever comes in whichever order', () => {
    fc.assert(
      fc.property(lessons, fc.array(facts, { maxLength: 20 }), (lesson, said) => {
        let known = NOT_BEGUN;
        for (const each of said) {
          const next = learn(known, each, lesson);
          expect([next.done, next.opened, next.read].map(Number)).toEqual([
            Math.max(+known.done, +next.done),
            Math.max(+known.opened, +next.opened),
            Math.max(+known.read, +next.read),
          ]);
          expect(playedSeconds(next.played)).toBeGreaterThanOrEqual(playedSeconds(known.played));
          expect(next.score ?? -1).toBeGreaterThanOrEqual(known.score ?? -1);
          expect(PACKAGE_STATUSES.indexOf(next.package_status)).toBeGreaterThanOrEqual(
            PACKAGE_STATUSES.indexOf(known.package_status),
          );
          known = next;
        }
      }),
    );
  });

  it('changes nothing when the same is said again', () => {
    fc.assert(
      fc.property(lessons, fc.array(facts, { maxLength: 8 }), facts, (lesson, before, said) => {
        const once = learn(after(lesson, ...before), said, lesson);
        expect(learn(once, said, lesson)).toBe(once);
      }),
    );
  });
});
