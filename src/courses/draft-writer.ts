import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import type { CourseContent, Lesson } from './course-content.js';
import { CourseLessonRow, CourseSectionRow } from './courses.entities.js';

/** The most bytes of a lesson as it is kept: its Markdown, or its quiz. The column takes 64 kB on MariaDB. */
export const LARGEST_LESSON = 60_000;

type LessonValues = Omit<CourseLessonRow, 'id'>;

/** Writes what a draft teaches: only the rows that differ. */
@Injectable()
export class DraftWriter {
  constructor(private readonly database: Database) {}

  /** To be called with the version locked. @throws DomainError where a lesson is too long */
  async write(versionId: number, { sections }: CourseContent): Promise<void> {
    const ids = await this.writeSections(
      versionId,
      sections.map(({ title }) => title),
    );
    const wanted = sections.flatMap(({ lessons }, at) =>
      lessons.map((lesson, position) => valuesOf(lesson, versionId, ids[at] ?? 0, position)),
    );
    await this.writeLessons(versionId, wanted);
    await this.dropSectionsFrom(versionId, sections.length);
  }

  /** @returns the ids of the sections in their order */
  private async writeSections(version_id: number, titles: readonly string[]): Promise<number[]> {
    const there = await this.sections(version_id);
    for (const [at, title] of titles.entries()) {
      const row = there[at];
      if (row && row.title !== title) await this.database.update(CourseSectionRow, { id: row.id }, { title });
    }
    const fresh = titles.slice(there.length).map((title, at) => ({ version_id, position: there.length + at, title }));
    if (fresh.length === 0) return there.map(({ id }) => id);
    await this.database.insert(CourseSectionRow, fresh);
    return (await this.sections(version_id)).map(({ id }) => id);
  }

  private async writeLessons(versionId: number, wanted: readonly LessonValues[]): Promise<void> {
    const sql = 'SELECT * FROM course_lessons WHERE version_id = ?';
    const there = new Map(
      (await this.database.rowsForUpdate<CourseLessonRow>(sql, [versionId])).map((row) => [row.lesson_key, row]),
    );
    for (const values of wanted) {
      const row = there.get(values.lesson_key);
      if (row && !isAs(row, values)) await this.database.update(CourseLessonRow, { id: row.id }, values);
    }
    await this.database.insert(
      CourseLessonRow,
      wanted.filter(({ lesson_key }) => !there.has(lesson_key)),
    );
    const keys = new Set(wanted.map(({ lesson_key }) => lesson_key));
    for (const { id, lesson_key } of there.values()) {
      if (!keys.has(lesson_key)) await this.database.delete(CourseLessonRow, { id });
    }
  }

  private async dropSectionsFrom(versionId: number, count: number): Promise<void> {
    const sql = 'DELETE FROM course_sections WHERE version_id = ? AND position >= ?';
    await this.database.execute(sql, [versionId, count]);
  }

  private sections(versionId: number): Promise<CourseSectionRow[]> {
    const sql = 'SELECT * FROM course_sections WHERE version_id = ? ORDER BY position';
    return this.database.rowsForUpdate<CourseSectionRow>(sql, [versionId]);
  }
}

function valuesOf(lesson: Lesson, version_id: number, section_id: number, position: number): LessonValues {
  const body = JSON.stringify(lesson.body);
  if (Buffer.byteLength(body) > LARGEST_LESSON) {
    throw new DomainError('courses.lesson_too_long', { title: lesson.title, most: LARGEST_LESSON / 1000 });
  }
  return {
    ...{ version_id, section_id, position, lesson_key: lesson.key, kind: lesson.body.kind, title: lesson.title },
    ...{ is_optional: lesson.is_optional ? 1 : 0, rule: JSON.stringify(lesson.rule), body },
  };
}

function isAs(row: CourseLessonRow, values: LessonValues): boolean {
  return (Object.keys(values) as (keyof LessonValues)[]).every((name) => row[name] === values[name]);
}
