import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amount, flag, from, id, index, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'courses',
    [
      ...[id(), int('activity_id'), text('language', 2), optional(long('summary')), optional(int('minutes'))],
      ...[optional(text('form_key', 64)), from(1, int('version'))],
    ],
    [unique('UQ_courses_activity', 'activity_id'), unique('UQ_courses_form_key', 'form_key')],
  ),
  table(
    'course_versions',
    [
      ...[id(), int('activity_id'), int('number'), text('state', 16), optional(int('draft_slot'))],
      ...[text('created_at', 24), optional(text('published_at', 24)), optional(int('author_id'))],
      ...[optional(text('note', 500)), from(1, int('version'))],
    ],
    [
      unique('UQ_course_versions_number', 'activity_id', 'number'),
      unique('UQ_course_versions_draft', 'activity_id', 'draft_slot'),
    ],
  ),
  table(
    'course_sections',
    [id(), int('version_id'), int('position'), text('title')],
    [unique('UQ_course_sections_position', 'version_id', 'position')],
  ),
  table(
    'course_lessons',
    [
      ...[id(), int('version_id'), int('section_id'), int('position'), text('lesson_key', 64), text('kind', 16)],
      ...[text('title'), flag('is_optional'), text('rule', 100), long('body')],
    ],
    [
      unique('UQ_course_lessons_key', 'version_id', 'lesson_key'),
      index('IX_course_lessons_section', 'section_id', 'position'),
    ],
  ),
  table(
    'course_media',
    [
      ...[id(), int('activity_id'), text('name', 100), text('sha256', 64), amount('bytes')],
      ...[text('media_type', 64), text('kind', 16), optional(int('seconds')), optional(long('detail'))],
      ...[optional(int('author_id')), text('added_at', 24)],
    ],
    [unique('UQ_course_media_name', 'activity_id', 'name'), index('IX_course_media_sha256', 'sha256')],
  ),
];

/** What courses teach: their versions with sections and lessons, and the files in them. */
export class Courses1764830000000 implements MigrationInterface {
  name = 'Courses1764830000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
