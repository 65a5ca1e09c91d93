import type { CompletionRule } from '../courses/course-content.js';
import type { ErrorParams } from '../errors.js';
import { playedPercent, type Played, withPlayed } from './watched.js';

/** What a package says about itself, from nothing to the most. */
export const PACKAGE_STATUSES = ['not_begun', 'incomplete', 'failed', 'completed', 'passed'] as const;
export type PackageStatus = (typeof PACKAGE_STATUSES)[number];

/** All that is known of how far somebody is in one lesson. It only ever grows; a reset begins a new one. */
export interface LessonStanding {
  /** The button at its end was pressed, or a script pressed it. */
  opened: boolean;
  /** As above, and it said that it was read. */
  read: boolean;
  /** What was played, in whole seconds. */
  played: readonly Played[];
  /** The best score so far in hundredths of a per cent; null: none. */
  score: number | null;
  /** Answers wait for a trainer: a score will follow. */
  waiting: boolean;
  package_status: PackageStatus;
  /** Done stays done, whatever is learned later. */
  done: boolean;
}

/** One thing that is learned of somebody in a lesson. */
export type Fact =
  | { kind: 'opened' }
  | { kind: 'read' }
  /** @see withPlayed */
  | { kind: 'played'; pieces: readonly Played[]; most: number }
  | { kind: 'score'; score: number }
  | { kind: 'waiting' }
  | { kind: 'package'; status: PackageStatus; score: number | null };

/** A lesson as far as its rule needs it. `seconds`: how long its film or recording is; null: nobody knows. */
export interface Ruled {
  rule: CompletionRule;
  seconds: number | null;
}

/** Nobody has been there yet. */
export const NOT_BEGUN: LessonStanding = {
  ...{ opened: false, read: false, played: [], score: null, waiting: false },
  ...{ package_status: 'not_begun', done: false },
};

/** What is missing until a lesson is done: a key under `learning.missing.` with what fills it. */
export interface Missing {
  key: 'opened' | 'read' | 'watched' | 'finished' | 'score' | 'no_score' | 'waiting' | 'package' | 'package_failed';
  params: ErrorParams;
}

/**
 * How far somebody is after one more fact. Never less than before; the same fact again changes nothing.
 * @returns `standing` itself where nothing changes
 */
export function learn(standing: LessonStanding, fact: Fact, lesson: Ruled): LessonStanding {
  const next = { ...standing, ...grown(standing, fact, lesson) };
  const after = { ...next, done: standing.done || missingOf(lesson, next) === null };
  return isSame(standing, after) ? standing : after;
}

/** What is missing for a lesson to be done by its rule; null: nothing. */
export function missingOf({ rule, seconds }: Ruled, standing: LessonStanding): Missing | null {
  if (standing.done) return null;
  if (rule.kind === 'opened') return standing.opened ? null : missing('opened');
  if (rule.kind === 'read') return standing.read ? null : missing('read');
  if (rule.kind === 'watched') return missingOfFilm(rule.percent, seconds, standing);
  if (rule.kind === 'score') return missingOfScore(rule.percent, standing);
  if (standing.package_status === 'failed') return missing('package_failed');
  return isAtLeast(standing.package_status, 'completed') ? null : missing('package');
}

/** Of two sayings of a package the one that goes further. */
export function further(one: PackageStatus, other: PackageStatus): PackageStatus {
  return isAtLeast(one, other) ? one : other;
}

function grown(standing: LessonStanding, fact: Fact, { seconds }: Ruled): Partial<LessonStanding> {
  switch (fact.kind) {
    case 'opened':
      return { opened: true };
    case 'read':
      return { opened: true, read: true };
    case 'played':
      if (seconds === null) return {};
      return { played: withPlayed(standing.played, fact.pieces, { length: seconds, most: fact.most }) };
    case 'score':
      return { score: best(standing.score, fact.score), waiting: false };
    case 'waiting':
      return { waiting: true };
    case 'package':
      // What a package says it can only say once it was opened.
      return {
        opened: true,
        package_status: further(standing.package_status, fact.status),
        score: best(standing.score, fact.score),
      };
  }
}

/** Of a film whose length nobody knows nothing can be measured: it is enough to say that it was seen. */
function missingOfFilm(percent: number, seconds: number | null, standing: LessonStanding): Missing | null {
  if (seconds === null || seconds <= 0) return standing.opened ? null : missing('finished');
  const watched = playedPercent(standing.played, seconds);
  return watched >= percent ? null : missing('watched', { watched, percent });
}

function missingOfScore(percent: number, { score, waiting }: LessonStanding): Missing | null {
  if (score !== null && score >= percent * 100) return null;
  if (waiting) return missing('waiting', { percent });
  return score === null ? missing('no_score', { percent }) : missing('score', { score: score / 100, percent });
}

function missing(key: Missing['key'], params: ErrorParams = {}): Missing {
  return { key, params };
}

function best(known: number | null, score: number | null): number | null {
  const within = score === null || !Number.isFinite(score) ? null : Math.min(10_000, Math.max(0, Math.round(score)));
  if (known === null || within === null) return known ?? within;
  return Math.max(known, within);
}

function isAtLeast(status: PackageStatus, least: PackageStatus): boolean {
  return PACKAGE_STATUSES.indexOf(status) >= PACKAGE_STATUSES.indexOf(least);
}

function isSame(one: LessonStanding, other: LessonStanding): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Hundredths of a per cent that the rule of a lesson wants. */
export function goalOf({ rule }: { rule: CompletionRule }): number {
  return rule.kind === 'score' ? rule.percent * 100 : 0;
}
