import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { nowIso } from '../config/clock.js';
import { CourseStore, foundIn } from '../courses/course-store.js';
import type { Lesson } from '../courses/course-content.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { NotFound } from '../errors.js';
import { CompletesCourse, Completing, type Held } from './completing.js';
import { secondsOf } from './learner-courses.js';
import { Enrolment, LessonProgressRow } from './learning.entities.js';
import { asOne, isSome } from './own-enrolments.js';
import { type Fact, goalOf, learn, type LessonStanding, NOT_BEGUN, type Ruled } from './progress-rules.js';
import { earliest, type ProgressRow, rowPatch, standingOf } from './progress-rows.js';
import { mostPlayed, type Played } from './watched.js';

/** Whose progress in which course: the enrolments of all records of the person, the one that is written to first. */
export interface Whose {
  enrolments: readonly number[];
  activity_id: number;
}

/** An attempt at a quiz that has its score, in hundredths of a per cent. */
export interface MarkedAttempt {
  score: number;
  submitted_at: string;
}

/**
 * What somebody sends of a lesson. `begun`: a film was started; `finished`: without a script, that it was seen to its end;
 * `attempts`: all that count at its quiz, and whether one waits for a trainer.
 */
export type Saved =
  | Exclude<Fact, { kind: 'played' | 'score' | 'waiting' }>
  | { kind: 'begun' }
  | { kind: 'finished' }
  | { kind: 'attempts'; marked: readonly MarkedAttempt[]; waits: boolean }
  | { kind: 'played'; pieces: readonly Played[]; position: number | null };

/** Columns beside the standing that are the business of whoever saves. */
export type Beside = Partial<Pick<LessonProgressRow, 'package_serial'>>;

/**
 * Decides on the row as it is, within the transaction, what is kept beside the standing, and writes what has tables of its own
 * for that enrolment; null: what came is not taken. Done again where the whole save is.
 */
export type Keeper = (row: LessonProgressRow | undefined, enrolmentId: number) => Promise<Beside | null>;

/** How far somebody is in a lesson after a save. */
export interface AfterSave {
  lesson: Ruled;
  standing: LessonStanding;
  isComplete: boolean;
}

/**
 * Saves what somebody did. Each save locks nothing but the own enrolment, so that a class saves at once; only the one that
 * completes the course is done again with the course locked before.
 */
@Injectable()
export class ProgressDesk {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly courses: CourseStore,
    private readonly completing: Completing,
  ) {}

  /**
   * Saves something of a lesson; the same again changes nothing. The first save of a course begins it, in the version that is
   * the newest then.
   * @param beside what is kept of a package
   * @throws NotFound for a lesson that is not in the version of the learner
   */
  async save(whose: Whose, key: string, saved: Saved, beside?: Keeper): Promise<AfterSave> {
    if (this.database.inTransaction()) return this.once(whose, key, { saved, beside, isHeld: true });
    try {
      return await this.database.transaction(() => this.once(whose, key, { saved, beside, isHeld: false }));
    } catch (error) {
      if (!(error instanceof CompletesCourse)) throw error;
      return this.database.transaction(async () => {
        await this.door.held(whose.activity_id);
        return this.once(whose, key, { saved, beside, isHeld: true });
      });
    }
  }

  /** Completes a course whose lessons are all done, in the transaction of the caller, which holds it. @returns whether */
  async completeIfDone(whose: Whose): Promise<boolean> {
    return this.completing.complete(await this.held(whose), await this.rows(whose), true);
  }

  private async once(
    whose: Whose,
    key: string,
    { saved, beside, isHeld }: { saved: Saved; beside: Keeper | undefined; isHeld: boolean },
  ): Promise<AfterSave> {
    const held = await this.held(whose);
    const { lesson } = foundIn(held.version.content, key);
    const ruled = { rule: lesson.rule, seconds: secondsOf(lesson, held.media) };
    const rows = await this.rows(whose);
    const row = ofLesson(rows, key);
    const more = beside ? await beside(row, row?.enrolment_id ?? held.enrolment.id) : {};
    const before = row ? standingOf(row) : NOT_BEGUN;
    if (more === null) return { lesson: ruled, standing: before, isComplete: held.enrolment.completed_on !== null };
    const standing = factsOf(saved, row, lesson, ruled).reduce((known, fact) => learn(known, fact, ruled), before);
    const moments = { ...positionOf(saved, row), ...(standing.done && doneOf(saved, row, ruled)) };
    const isNews = await this.write(held, row, key, { ...moments, ...more }, standing, before);
    if (isNews && held.enrolment.started_at === null) await this.begin(held);
    const isComplete = await this.completing.complete(held, isNews ? await this.rows(whose) : rows, isHeld);
    return { lesson: ruled, standing, isComplete };
  }

  /** @returns whether anything is new */
  private async write(
    { enrolment }: Held,
    row: LessonProgressRow | undefined,
    key: string,
    more: Partial<LessonProgressRow>,
    standing: LessonStanding,
    before: LessonStanding,
  ): Promise<boolean> {
    const isMore = Object.entries(more).some(([name, value]) => row?.[name as keyof LessonProgressRow] !== value);
    if (row && standing === before && !isMore) return false;
    const patch = { ...rowPatch(row, standing, nowIso()), ...more };
    if (row) await this.database.update(LessonProgressRow, { id: row.id }, patch);
    else await this.database.insert(LessonProgressRow, [{ enrolment_id: enrolment.id, lesson_key: key, ...patch }]);
    return true;
  }

  private async begin({ enrolment, version }: Held): Promise<void> {
    const begun = { started_at: nowIso(), version_number: version.number };
    await this.database.update(Enrolment, { id: enrolment.id }, begun);
  }

  /** The enrolments, locked first of all, as one, with the version that it is or will be in. */
  private async held({ enrolments, activity_id }: Whose): Promise<Held> {
    const own = await this.database.rowsForUpdate<Enrolment>(
      `SELECT * FROM enrolments WHERE id IN (${placeholders(enrolments)}) AND activity_id = ? AND withdrawn_at IS NULL`,
      [...enrolments, activity_id],
    );
    if (!isSome(own)) throw new NotFound();
    const enrolment = asOne(own);
    const number = enrolment.version_number;
    const version = await (number === null
      ? this.courses.published(activity_id)
      : this.courses.version(activity_id, number));
    if (!version) throw new NotFound();
    return { enrolment, version, media: await this.courses.media(activity_id) };
  }

  private rows({ enrolments }: Whose): Promise<LessonProgressRow[]> {
    return this.database.rowsForUpdate<LessonProgressRow>(
      `SELECT * FROM lesson_progress WHERE enrolment_id IN (${placeholders(enrolments)}) ORDER BY id`,
      [...enrolments],
    );
  }
}

/** Of two records of one person the row that is done, else the one touched last. */
export function ofLesson<Row extends Pick<LessonProgressRow, 'lesson_key' | 'done_at' | 'touched_at'>>(
  rows: readonly Row[],
  key: string,
): Row | undefined {
  const own = rows.filter(({ lesson_key }) => lesson_key === key);
  return (
    own.find(({ done_at }) => done_at !== null) ?? own.toSorted((a, b) => (a.touched_at < b.touched_at ? 1 : -1))[0]
  );
}

/** What a save tells, judged by the server's clock. */
function factsOf(saved: Saved, row: LessonProgressRow | undefined, lesson: Lesson, { seconds }: Ruled): Fact[] {
  const elapsed = row?.begun_at ? Date.parse(nowIso()) - Date.parse(row.begun_at) : 0;
  switch (saved.kind) {
    case 'begun':
      return [];
    case 'played':
      return [{ kind: 'played', pieces: saved.pieces, most: mostPlayed(elapsed) }];
    case 'finished': {
      // Without a script nobody knows what was played: at the speed of life as much as has passed.
      const passed = Math.max(0, Math.floor(elapsed / 1000));
      const pieces: Played[] = seconds === null || passed === 0 ? [] : [[0, Math.min(seconds, passed)]];
      return [{ kind: 'opened' }, { kind: 'played', pieces, most: passed }];
    }
    case 'attempts': {
      const waiting: Fact[] = saved.waits ? [{ kind: 'waiting' }] : [];
      return [...saved.marked.map(({ score }): Fact => ({ kind: 'score', score })), ...waiting];
    }
    case 'read':
      return lesson.rule.kind === 'read' ? [saved] : [{ kind: 'opened' }];
    default:
      return [saved];
  }
}

/**
 * When a quiz was done: when the first attempt that was good enough was handed in, however late its time was found to be over
 * or it was marked.
 */
function doneOf(saved: Saved, row: LessonProgressRow | undefined, ruled: Ruled): Partial<LessonProgressRow> {
  if (saved.kind !== 'attempts' || ruled.rule.kind !== 'score') return {};
  const enough = saved.marked.filter(({ score }) => score >= goalOf(ruled));
  const done_at = earliest([row?.done_at, ...enough.map(({ submitted_at }) => submitted_at)]);
  return done_at === null ? {} : { done_at };
}

/** When a film was begun, and where it was left. */
function positionOf(saved: Saved, row: LessonProgressRow | undefined): Partial<LessonProgressRow> {
  if (saved.kind === 'begun') return { begun_at: row?.begun_at ?? nowIso() };
  if (saved.kind !== 'played') return {};
  const begun = { begun_at: row?.begun_at ?? nowIso() };
  return saved.position === null ? begun : { ...begun, position: saved.position };
}
