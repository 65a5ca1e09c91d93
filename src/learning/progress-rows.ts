import { dayOf } from '../config/clock.js';
import type { CourseContent } from '../courses/course-content.js';
import { addDays } from '../web/day.js';
import type { CourseProgress, KeptProgress } from './course-progress.js';
import type { Enrolment, LessonProgressRow } from './learning.entities.js';
import { further, type LessonStanding, NOT_BEGUN, PACKAGE_STATUSES, type PackageStatus } from './progress-rules.js';
import type { Played } from './watched.js';

/** What of a row tells how far somebody is. */
export type ProgressRow = Omit<LessonProgressRow, 'id' | 'package_serial'>;

/** How far a row says that somebody is. */
export function standingOf(row: ProgressRow): LessonStanding {
  return {
    opened: row.opened_at !== null,
    read: row.read_at !== null,
    played: row.seconds === null ? [] : (JSON.parse(row.seconds) as Played[]),
    score: row.score,
    waiting: row.is_waiting === 1,
    package_status: packageStatusOf(row.package_status),
    done: row.done_at !== null,
  };
}

/** A standing as a row has it, at a moment; what was so before keeps its moment. */
export function rowPatch(
  before: ProgressRow | undefined,
  standing: LessonStanding,
  at: string,
): Omit<ProgressRow, 'enrolment_id' | 'lesson_key' | 'begun_at' | 'position'> {
  const since = (is: boolean, known: string | null | undefined): string | null => (is ? (known ?? at) : null);
  return {
    opened_at: since(standing.opened, before?.opened_at),
    read_at: since(standing.read, before?.read_at),
    done_at: since(standing.done, before?.done_at),
    touched_at: at,
    seconds: standing.played.length === 0 ? null : JSON.stringify(standing.played),
    score: standing.score,
    is_waiting: standing.waiting ? 1 : 0,
    package_status: standing.package_status === 'not_begun' ? null : standing.package_status,
  };
}

/** By lesson key, of the lessons of a version only; of several records that are one person what went further. */
export function keptOf(rows: readonly ProgressRow[], content: CourseContent): Map<string, KeptProgress> {
  const keys = new Set(content.sections.flatMap(({ lessons }) => lessons.map(({ key }) => key)));
  const kept = new Map<string, KeptProgress>();
  for (const row of rows) {
    if (!keys.has(row.lesson_key)) continue;
    const known = kept.get(row.lesson_key);
    const own = { standing: standingOf(row), touched_at: row.touched_at, done_at: row.done_at };
    kept.set(row.lesson_key, known ? together(known, own) : own);
  }
  return kept;
}

/** Of two records of one person: done is done, and what went further stands. */
function together(one: KeptProgress, other: KeptProgress): KeptProgress {
  const [a, b] = [one.standing, other.standing];
  return {
    touched_at: one.touched_at > other.touched_at ? one.touched_at : other.touched_at,
    done_at: earliest([one.done_at, other.done_at]),
    standing: {
      ...NOT_BEGUN,
      opened: a.opened || b.opened,
      read: a.read || b.read,
      played: a.played.length > b.played.length ? a.played : b.played,
      score: Math.max(a.score ?? -1, b.score ?? -1) < 0 ? null : Math.max(a.score ?? -1, b.score ?? -1),
      waiting: a.waiting || b.waiting,
      package_status: further(a.package_status, b.package_status),
      done: a.done || b.done,
    },
  };
}

/** The first of some days or instants; null: there is none. */
export function earliest(times: readonly (string | null | undefined)[]): string | null {
  return times.flatMap((each) => each ?? []).sort()[0] ?? null;
}

function packageStatusOf(kept: string | null): PackageStatus {
  return PACKAGE_STATUSES.find((each) => each === kept) ?? 'not_begun';
}

/** Nothing done for so many days: somebody may have forgotten it. */
export const QUIET_DAYS = 14;

/** Whether somebody who is not done is over the due day, or has done nothing for two weeks since they began or were enrolled. */
export function isBehind(
  enrolment: Pick<Enrolment, 'completed_on' | 'due_on' | 'enrolled_at'>,
  { touched_at }: Pick<CourseProgress, 'touched_at'>,
  day: string,
): boolean {
  if (enrolment.completed_on !== null) return false;
  if (isOverdue(enrolment, day)) return true;
  return dayOf(new Date(touched_at ?? enrolment.enrolled_at)) < addDays(day, -QUIET_DAYS);
}

/** Whether somebody is not done, and the due day is over. */
export function isOverdue({ completed_on, due_on }: Pick<Enrolment, 'completed_on' | 'due_on'>, day: string): boolean {
  return completed_on === null && due_on !== null && due_on < day;
}
