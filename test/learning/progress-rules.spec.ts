import fc from 'fast-check';
import type { CompletionRule } from '../../src/courses/course-content.js';
import {
  type Fact,
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

  it('asks of a film of unknown length only to say that it was seen', () => {
    const film = ruled({ kind: 'watched', percent: 90 });
    expect(missing(film, played(0, 500))).toEqual(['finished', {}]);
    expect(missing(film, { kind: 'opened' })).toBeNull();
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
