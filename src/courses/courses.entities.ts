import { Entity, Index } from 'typeorm';
import { Amount, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';
import type { LessonKind } from './course-content.js';
import type { MediaKind } from './media-kinds.js';

/** What an activity of kind `course` has beside its facts. */
@Entity('courses')
@Index('UQ_courses_activity', ['activity_id'], { unique: true })
@Index('UQ_courses_form_key', ['form_key'], { unique: true })
export class Course {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** The language that it is written in. */
  @Text(2) language!: 'vi' | 'en';
  /** Markdown: what it is about, shown before somebody starts. */
  @LongText({ nullable: true }) summary!: string | null;
  /** How long it takes, as its author says. */
  @Int({ nullable: true }) minutes!: number | null;
  /** Of the form it was made with: sent twice, it makes one course. Null: it came by file. */
  @Text(64, { nullable: true }) form_key!: string | null;
  @Int({ default: 1 }) version!: number;
}

/** A version of what a course teaches, counted from 1: at most one draft, and any number that were published and never change. */
@Entity('course_versions')
@Index('UQ_course_versions_number', ['activity_id', 'number'], { unique: true })
@Index('UQ_course_versions_draft', ['activity_id', 'draft_slot'], { unique: true })
export class CourseVersionRow {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() number!: number;
  @Text(16) state!: 'draft' | 'published';
  /** 1 in a draft, null once it is published: a course has one draft. */
  @Int({ nullable: true }) draft_slot!: number | null;
  @Instant() created_at!: string;
  @Instant({ nullable: true }) published_at!: string | null;
  /** Who published it. */
  @Int({ nullable: true }) author_id!: number | null;
  /** What is new in it, said when it was published. */
  @Text(500, { nullable: true }) note!: string | null;
  /** Rises with each change of the draft. */
  @Int({ default: 1 }) version!: number;
}

/** A section of a version: its place in it is what it is known by. */
@Entity('course_sections')
@Index('UQ_course_sections_position', ['version_id', 'position'], { unique: true })
export class CourseSectionRow {
  @Id() id!: number;
  @Int() version_id!: number;
  /** From 0. */
  @Int() position!: number;
  @Text(190) title!: string;
}

/** A lesson of a version. */
@Entity('course_lessons')
@Index('UQ_course_lessons_key', ['version_id', 'lesson_key'], { unique: true })
@Index('IX_course_lessons_section', ['section_id', 'position'])
export class CourseLessonRow {
  @Id() id!: number;
  @Int() version_id!: number;
  @Int() section_id!: number;
  /** From 0 within its section. */
  @Int() position!: number;
  @Text(64) lesson_key!: string;
  @Text(16) kind!: LessonKind;
  @Text(190) title!: string;
  @Flag() is_optional!: number;
  /** A `CompletionRule` as JSON. */
  @Text(100) rule!: string;
  /** A `LessonBody` as JSON. */
  @LongText() body!: string;
}

/** A file of a course, under a name that stays the name of the same bytes for as long as a version uses it. */
@Entity('course_media')
@Index('UQ_course_media_name', ['activity_id', 'name'], { unique: true })
@Index('IX_course_media_sha256', ['sha256'])
export class CourseMedia {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Text(100) name!: string;
  @Text(64) sha256!: string;
  @Amount() bytes!: number;
  @Text(64) media_type!: string;
  @Text(16) kind!: MediaKind;
  /** How long a video or a sound is, in whole seconds, rounded up; null where it does not say. */
  @Int({ nullable: true }) seconds!: number | null;
  /** Of a package: its `PackageFacts` as JSON. */
  @LongText({ nullable: true }) detail!: string | null;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() added_at!: string;
}
