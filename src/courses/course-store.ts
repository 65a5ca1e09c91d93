import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { CompletionRule, CourseContent, Lesson, LessonBody } from './course-content.js';
import type { Course, CourseLessonRow, CourseMedia, CourseSectionRow, CourseVersionRow } from './courses.entities.js';
import { placeOf } from './outline.js';

/** A version of a course with what it teaches. What is published is frozen, also in memory. */
export interface CourseVersion extends Omit<CourseVersionRow, 'draft_slot'> {
  content: CourseContent;
}

/** A lesson with where it stands. */
export interface FoundLesson {
  lesson: Lesson;
  section: string;
  /** Of all lessons of the version, from 0. */
  at: number;
}

const NOTHING: CourseContent = { sections: [] };
/** Versions that are kept in memory: what many learn from at the same time. */
const KEPT = 40;

/** Reads courses. Whether they exist for the reader is not asked here: callers hold the activity already. */
@Injectable()
export class CourseStore {
  /** Published versions never change. The one used last stands last. */
  private readonly kept = new Map<number, CourseContent>();

  constructor(private readonly database: Database) {}

  /** What an activity is as a course; undefined where it is none (yet). */
  course(activityId: number): Promise<Course | undefined> {
    return this.database.row<Course>('SELECT * FROM courses WHERE activity_id = ?', [activityId]);
  }

  /** The newest published version; undefined: none yet. */
  async published(activityId: number): Promise<CourseVersion | undefined> {
    return this.filled(
      await this.database.row<CourseVersionRow>(
        "SELECT * FROM course_versions WHERE activity_id = ? AND state = 'published' ORDER BY number DESC LIMIT 1",
        [activityId],
      ),
    );
  }

  /** A version by its number, published or draft. @throws NotFound */
  async version(activityId: number, number: number): Promise<CourseVersion> {
    const sql = 'SELECT * FROM course_versions WHERE activity_id = ? AND number = ?';
    const found = await this.filled(await this.database.row<CourseVersionRow>(sql, [activityId, number]));
    if (!found) throw new NotFound();
    return found;
  }

  /** Versions of any courses by their ids, with what they teach; all of them are read at once. */
  async several(ids: readonly number[]): Promise<Map<number, CourseVersion>> {
    const rows = await this.database.rowsIn<CourseVersionRow>('SELECT * FROM course_versions WHERE id IN (?)', [
      ...new Set(ids),
    ]);
    const contents = await this.contentsOf(rows);
    return new Map(
      rows.map(({ draft_slot: _, ...row }) => [row.id, { ...row, content: contents.get(row.id) ?? NOTHING }]),
    );
  }

  /** Of several activities the version of a number, or where that is null the newest published one, by activity. */
  async wanted(numbers: ReadonlyMap<number, number | null>): Promise<Map<number, CourseVersion>> {
    const rows = await this.database.rowsIn<Pick<CourseVersionRow, 'id' | 'activity_id' | 'number' | 'state'>>(
      'SELECT id, activity_id, number, state FROM course_versions WHERE activity_id IN (?) ORDER BY number DESC',
      [...numbers.keys()],
    );
    const chosen = [...Map.groupBy(rows, ({ activity_id }) => activity_id)].flatMap(([activity, own]) => {
      const number = numbers.get(activity) ?? null;
      return own.find((row) => (number === null ? row.state === 'published' : row.number === number)) ?? [];
    });
    const versions = await this.several(chosen.map(({ id }) => id));
    return new Map([...versions.values()].map((version) => [version.activity_id, version]));
  }

  /** The draft; undefined: there is none. */
  async draft(activityId: number): Promise<CourseVersion | undefined> {
    const sql = 'SELECT * FROM course_versions WHERE activity_id = ? AND draft_slot = 1';
    return this.filled(await this.database.row<CourseVersionRow>(sql, [activityId]));
  }

  /** All versions without what they teach, the newest first. */
  versions(activityId: number): Promise<CourseVersionRow[]> {
    const sql = 'SELECT * FROM course_versions WHERE activity_id = ? ORDER BY number DESC';
    return this.database.rows<CourseVersionRow>(sql, [activityId]);
  }

  /** The keys that lessons of any version of a course have. */
  async keys(activityId: number): Promise<ReadonlySet<string>> {
    const rows = await this.database.rows<{ lesson_key: string }>(
      `SELECT DISTINCT l.lesson_key FROM course_lessons l JOIN course_versions v ON v.id = l.version_id
       WHERE v.activity_id = ?`,
      [activityId],
    );
    return new Set(rows.map(({ lesson_key }) => lesson_key));
  }

  /** A lesson of a version. @throws NotFound where the version or the lesson is not there */
  async lesson(activityId: number, number: number, key: string): Promise<FoundLesson> {
    return foundIn((await this.version(activityId, number)).content, key);
  }

  /** The files of a course, by name. */
  async media(activityId: number): Promise<Map<string, CourseMedia>> {
    return (await this.mediaOf([activityId])).get(activityId) ?? new Map<string, CourseMedia>();
  }

  /** The files of several, by activity and name. */
  async mediaOf(activityIds: readonly number[]): Promise<Map<number, Map<string, CourseMedia>>> {
    const rows = await this.database.rowsIn<CourseMedia>(
      'SELECT * FROM course_media WHERE activity_id IN (?) ORDER BY name',
      [...activityIds],
    );
    const named = (own: readonly CourseMedia[]) =>
      new Map(own.map((row) => [row.name, { ...row, bytes: Number(row.bytes) }]));
    return new Map([...Map.groupBy(rows, ({ activity_id }) => activity_id)].map(([id, own]) => [id, named(own)]));
  }

  /** What the version of a row teaches. */
  async contentOf(row: Pick<CourseVersionRow, 'id' | 'state'>): Promise<CourseContent> {
    return (await this.contentsOf([row])).get(row.id) ?? NOTHING;
  }

  private async contentsOf(
    rows: readonly Pick<CourseVersionRow, 'id' | 'state'>[],
  ): Promise<Map<number, CourseContent>> {
    const contents = new Map<number, CourseContent>();
    for (const { id, state } of rows) {
      const known = state === 'published' ? this.kept.get(id) : undefined;
      if (!known) continue;
      this.kept.delete(id);
      this.kept.set(id, known);
      contents.set(id, known);
    }
    const unknown = rows.filter(({ id }) => !contents.has(id));
    if (unknown.length === 0) return contents;
    const read = await this.read(unknown.map(({ id }) => id));
    for (const { id, state } of unknown) {
      const content = read.get(id) ?? NOTHING;
      contents.set(id, content);
      if (state !== 'published') continue;
      const keep = (): void => this.keep(id, frozen(content));
      // Inside a transaction it may not be published in the end.
      if (this.database.inTransaction()) this.database.afterCommit(keep);
      else keep();
    }
    return contents;
  }

  private async filled(row: CourseVersionRow | undefined): Promise<CourseVersion | undefined> {
    if (!row) return undefined;
    const { draft_slot: _, ...version } = row;
    return { ...version, content: await this.contentOf(row) };
  }

  private async read(ids: readonly number[]): Promise<Map<number, CourseContent>> {
    const sections = await this.database.rowsIn<CourseSectionRow>(
      'SELECT * FROM course_sections WHERE version_id IN (?) ORDER BY position',
      [...ids],
    );
    const lessons = await this.database.rowsIn<CourseLessonRow>(
      'SELECT * FROM course_lessons WHERE version_id IN (?) ORDER BY position, id',
      [...ids],
    );
    const sectionsOf = Map.groupBy(sections, ({ version_id }) => version_id);
    const lessonsIn = Map.groupBy(lessons, ({ section_id }) => section_id);
    const contentOf = (versionId: number): CourseContent => ({
      sections: (sectionsOf.get(versionId) ?? []).map(({ id, title }) => ({
        title,
        lessons: (lessonsIn.get(id) ?? []).map(lessonOf),
      })),
    });
    return new Map(ids.map((id) => [id, contentOf(id)]));
  }

  private keep(id: number, content: CourseContent): void {
    this.kept.set(id, content);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}

/** The lesson of a key in what a version teaches. @throws NotFound */
export function foundIn(content: CourseContent, key: string): FoundLesson {
  const place = placeOf(content, key);
  const section = place && content.sections[place.section];
  const lesson = section?.lessons[place?.at ?? 0];
  if (!place || !section || !lesson) throw new NotFound();
  const before = content.sections.slice(0, place.section).reduce((sum, { lessons }) => sum + lessons.length, 0);
  return { lesson, section: section.title, at: before + place.at };
}

function lessonOf({ lesson_key, title, is_optional, rule, body }: CourseLessonRow): Lesson {
  return {
    key: lesson_key,
    title,
    is_optional: is_optional === 1,
    rule: JSON.parse(rule) as CompletionRule,
    body: JSON.parse(body) as LessonBody,
  };
}

/** What many read at once must not be changed by one of them. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
