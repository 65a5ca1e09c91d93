import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { nowIso } from '../config/clock.js';
import { CourseStore, foundIn } from '../courses/course-store.js';
import type { Lesson } from '../courses/course-content.js';
import type { CourseMedia } from '../courses/courses.entities.js';
import { lessonsOf } from '../courses/outline.js';
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
import type { Whose } from './whose.js';

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

/** A lesson as it is within the transaction of a save: what the version has, and the row that is written to. */
export interface HeldLesson {
  lesson: Lesson;
  media: ReadonlyMap<string, CourseMedia>;
  row: LessonProgressRow | undefined;
  enrolmentId: number;
}

/**
 * Decides within the transaction what is learnt and what is kept beside the standing, and writes what has tables of its own for
 * that enrolment; null: what came is not taken. Done again where the whole save is.
 */
export type Judge = (held: HeldLesson) => Promise<{ saved: Saved; beside: Beside } | null>;

/** How far somebody is in a lesson after a save. */
export interface AfterSave {
  lesson: Ruled;
  standing: LessonStanding;
  isComplete: boolean;
  /** The lesson after it; null: it is the last. */
  next: string | null;
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
   * @param saving what is saved, or whoever decides that
   * @throws NotFound for a lesson that is not in the version of the learner
   */
  async save(whose: Whose, key: string, saving: Saved | Judge): Promise<AfterSave> {
    if (this.database.inTransaction()) return this.once(whose, key, saving, true);
    try {
      return await this.database.transaction(() => this.once(whose, key, saving, false));
    } catch (error) {
      if (!(error instanceof CompletesCourse)) throw error;
      return this.database.transaction(async () => {
        await this.door.held(whose.activity_id);
        return this.once(whose, key, saving, true);
      });
    }
  }

  /** Completes a course whose lessons are all done, in the transaction of the caller, which holds it. @returns whether */
  async completeIfDone(whose: Whose): Promise<boolean> {
    return this.completing.complete(await this.held(whose), await this.rows(whose), true);
  }

  private async once(whose: Whose, key: string, saving: Saved | Judge, isHeld: boolean): Promise<AfterSave> {
    const held = await this.held(whose);
    const { lesson, at } = foundIn(held.version.content, key);
    const next = lessonsOf(held.version.content)[at + 1]?.key ?? null;
    const ruled = { rule: lesson.rule, seconds: secondsOf(lesson, held.media) };
    const rows = await this.rows(whose);
    const row = ofLesson(rows, key);
    const judge = typeof saving === 'function' ? saving : () => ({ saved: saving, beside: {} });
    const enrolmentId = row?.enrolment_id ?? held.enrolment.id;
    const judged = await judge({ lesson, media: held.media, row, enrolmentId });
    const before = row ? standingOf(row) : NOT_BEGUN;
    const answer = { lesson: ruled, next };
    if (judged === null) return { ...answer, standing: before, isComplete: held.enrolment.completed_on !== null };
    const { saved, beside } = judged;
    const standing = factsOf(saved, row, lesson, ruled).reduce((known, fact) => learn(known, fact, ruled), before);
    const moments = { ...positionOf(saved, row), ...(standing.done && doneOf(saved, row, ruled)) };
    const news = await this.write(held, row, key, { ...moments, ...beside }, standing, before);
    if (news && held.enrolment.started_at === null) await this.begin(held);
    const after = news ? [...rows.filter((each) => each !== row), news] : rows;
    return { ...answer, standing, isComplete: await this.completing.complete(held, after, isHeld) };
  }

  /** @returns the row as it is then; null: nothing is new */
  private async write(
    { enrolment }: Held,
    row: LessonProgressRow | undefined,
    key: string,
    more: Partial<LessonProgressRow>,
    standing: LessonStanding,
    before: LessonStanding,
  ): Promise<ProgressRow | null> {
    const isMore = Object.entries(more).some(([name, value]) => row?.[name as keyof LessonProgressRow] !== value);
    if (row && standing === before && !isMore) return null;
    const patch = { ...rowPatch(row, standing, nowIso()), ...more };
    if (row) {
      await this.database.update(LessonProgressRow, { id: row.id }, patch);
      return { ...row, ...patch };
    }
    const made = { enrolment_id: enrolment.id, lesson_key: key, begun_at: null, position: null, ...patch };
    await this.database.insert(LessonProgressRow, [made]);
    return made;
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
