import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { mediaOf } from '../courses/course-checks.js';
import { CourseStore, type CourseVersion } from '../courses/course-store.js';
import type { Lesson } from '../courses/course-content.js';
import type { Course, CourseMedia } from '../courses/courses.entities.js';
import { lessonsOf } from '../courses/outline.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { NotFound } from '../errors.js';
import { mediaOf as picturesIn } from '../web/markdown.js';
import { courseProgress, type CourseProgress, type KeptProgress } from './course-progress.js';
import type { Enrolment, LessonProgressRow } from './learning.entities.js';
import { asOne, beganFirst, isSome } from './own-enrolments.js';
import { keptOf, type ProgressRow } from './progress-rows.js';
import type { Whose } from './whose.js';

/** A course that somebody learns. */
export type LearnedActivity = Pick<Activity, 'id' | 'code' | 'title' | 'plan_id' | 'status'>;

/** A course with how far somebody is in it. */
export interface LearnerCourse {
  activity: LearnedActivity;
  /** What it is written in, and what it is about, in Markdown. */
  about: Pick<Course, 'language' | 'summary'>;
  /** Of several, after records were merged, the one that was begun first, completed as soon as any was. */
  enrolment: Enrolment;
  /** All of them: what was done by any record was done by the person. */
  enrolments: readonly number[];
  version: CourseVersion;
  media: ReadonlyMap<string, CourseMedia>;
  /** What was saved of its lessons, by all records. */
  rows: readonly ProgressRow[];
  kept: ReadonlyMap<string, KeptProgress>;
  progress: CourseProgress;
}

type Row = Enrolment &
  Omit<LearnedActivity, 'id'> & {
    language: Course['language'] | null;
    summary: string | null;
    /** The day of the completion that the activity knows: of these lessons, of the hall, or as a file told. */
    noted_on: string | null;
  };

/** Whoever is enrolled: what is a draft yet or was called off is nobody's, and an enrolment that was withdrawn opens nothing. */
const ENROLLED = `FROM enrolments e JOIN activities a ON a.id = e.activity_id LEFT JOIN courses c ON c.activity_id = a.id
  WHERE e.withdrawn_at IS NULL AND a.kind = 'course' AND a.status NOT IN ('draft', 'cancelled')`;

/** Reads what somebody learns: the own enrolments and nothing of anybody else. */
@Injectable()
export class LearnerCourses {
  constructor(
    private readonly database: Database,
    private readonly store: CourseStore,
  ) {}

  /** All courses that somebody is enrolled in, the latest first. @param records the person and the records merged into it */
  async of(records: readonly number[]): Promise<LearnerCourse[]> {
    const courses = await this.filled(await this.enrolled(records));
    return courses.sort((a, b) => b.enrolment.id - a.enrolment.id);
  }

  /** One of them. @throws NotFound where somebody is not enrolled, or nothing is published */
  async open(records: readonly number[], code: string): Promise<LearnerCourse> {
    const [course] = await this.filled(await this.enrolled(records, code));
    if (!course) throw new NotFound();
    return course;
  }

  /** Whether somebody is enrolled now, by any of their records. */
  async isEnrolled(personId: number, activityId: number): Promise<boolean> {
    const rows = await this.database.rows(
      `SELECT e.id ${ENROLLED} AND a.id = ? AND e.person_id IN (SELECT id FROM people WHERE id = ? OR merged_into_id = ?) LIMIT 1`,
      [activityId, personId, personId],
    );
    return rows.length > 0;
  }

  /** Whose progress in one of them is saved, without reading what it teaches. @throws NotFound where somebody is not enrolled */
  async whose(records: readonly number[], code: string): Promise<Whose> {
    const rows = await this.enrolled(records, code);
    const [first] = rows;
    if (!first) throw new NotFound();
    return { activity_id: first.activity_id, enrolments: rows.map(({ id }) => id) };
  }

  /** The enrolments of a person, those of one course or all, what was begun first at first. */
  private async enrolled(records: readonly number[], code?: string): Promise<Row[]> {
    const own = placeholders(records);
    const rows = await this.database.rows<Row>(
      `SELECT e.*, a.code, a.title, a.plan_id, a.status, c.language, c.summary, (SELECT MIN(d.date) FROM completions d
         WHERE d.activity_id = e.activity_id AND d.person_id IN (${own})) AS noted_on
       ${ENROLLED} AND e.person_id IN (${own}) ${code === undefined ? '' : 'AND a.code = ?'}`,
      [...records, ...records, ...(code === undefined ? [] : [code])],
    );
    return rows.sort(beganFirst);
  }

  /** The courses of enrolments, all read at once. */
  private async filled(rows: readonly Row[]): Promise<LearnerCourse[]> {
    const byCourse = [...Map.groupBy(rows, ({ activity_id }) => activity_id).values()];
    const learned = byCourse.flatMap((own) => (isSome(own) ? [own] : []));
    const numbers = learned.map((own): [number, number | null] => [own[0].activity_id, asOne(own).version_number]);
    const versions = await this.store.wanted(new Map(numbers));
    const media = await this.store.mediaOf(numbers.map(([id]) => id));
    const saved = Map.groupBy(await this.progressRows(rows.map(({ id }) => id)), ({ enrolment_id }) => enrolment_id);
    return learned.flatMap((own) => {
      const { activity_id: id } = own[0];
      const version = versions.get(id);
      const rowsOf = own.flatMap((row) => saved.get(row.id) ?? []);
      return version ? [courseOf(own, version, media.get(id) ?? new Map<string, CourseMedia>(), rowsOf)] : [];
    });
  }

  private progressRows(enrolments: readonly number[]): Promise<ProgressRow[]> {
    return this.database.rowsIn<LessonProgressRow>(
      `SELECT enrolment_id, lesson_key, opened_at, read_at, begun_at, touched_at, done_at, seconds, position, score,
         is_waiting, package_status FROM lesson_progress WHERE enrolment_id IN (?)`,
      [...enrolments],
    );
  }
}

function courseOf(
  rows: readonly [Row, ...Row[]],
  version: CourseVersion,
  media: ReadonlyMap<string, CourseMedia>,
  saved: readonly ProgressRow[],
): LearnerCourse {
  const { code, title, plan_id, status, language, summary, noted_on, ...own } = asOne(rows);
  const enrolment: Enrolment = { ...own, completed_on: own.completed_on ?? noted_on };
  const kept = keptOf(saved, version.content);
  return {
    activity: { id: enrolment.activity_id, code, title, plan_id, status },
    about: { language: language ?? 'vi', summary },
    ...{ enrolment, enrolments: rows.map((row) => row.id), version, media, rows: saved, kept },
    progress: courseProgress(version.content, kept, (lesson) => secondsOf(lesson, media)),
  };
}

/** Whether the film or recording of a lesson was begun, and where it was left, in seconds; null: it has none. */
export function filmOf(
  { rows }: Pick<LearnerCourse, 'rows'>,
  { key, body }: Lesson,
): { begun: boolean; position: number } | null {
  if (body.kind !== 'video' && body.kind !== 'audio') return null;
  const own = rows.filter(({ lesson_key }) => lesson_key === key);
  return {
    begun: own.some(({ begun_at }) => begun_at !== null),
    position: Math.max(0, ...own.map(({ position }) => position ?? 0)),
  };
}

/** Whether what somebody learns shows a file: a lesson of their version, or what is said of the course. Packages run apart. */
export function showsFile({ about, version, media }: LearnerCourse, name: string): boolean {
  if (media.get(name)?.kind === 'package') return false;
  return (
    lessonsOf(version.content).some((lesson) => mediaOf(lesson).includes(name)) ||
    picturesIn(about.summary ?? '').includes(name)
  );
}

/** How long the film or recording of a lesson is; null: nobody knows, or it has none. */
export function secondsOf({ body }: Lesson, media: ReadonlyMap<string, Pick<CourseMedia, 'seconds'>>): number | null {
  return body.kind === 'video' || body.kind === 'audio' ? (media.get(body.media)?.seconds ?? null) : null;
}
