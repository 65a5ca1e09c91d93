import { Injectable } from '@nestjs/common';
import { Corrections } from '../activities/corrections.js';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError, EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import type { CourseContent, Lesson, LessonBody } from './course-content.js';
import { CourseStore, type CourseVersion } from './course-store.js';
import { Course, CourseLessonRow, CourseSectionRow, CourseVersionRow } from './courses.entities.js';
import { DraftWriter } from './draft-writer.js';
import * as outline from './outline.js';
import { PublishCheck } from './publish-check.js';

/** A draft that somebody changes, as it stood when they read it. */
export interface DraftAt {
  code: string;
  /** The `version` of the draft: another one means that somebody else has changed it since. */
  version: number;
}

/** A course whose activity and whose draft are locked. */
interface Open {
  activity: OpenActivity;
  draft: CourseVersion;
}

/**
 * Changes drafts of courses. Every act locks the activity first, then looks whether the draft is still the one that was read:
 * of two who change it at once the second is told so. Acts on what is not there any more are `AlreadyDone` or not found.
 */
@Injectable()
export class CourseEditing {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly store: CourseStore,
    private readonly writer: DraftWriter,
    private readonly checks: PublishCheck,
    private readonly corrections: Corrections,
    private readonly events: EventLog,
  ) {}

  addSection(at: DraftAt, title: string): Promise<void> {
    return this.change(at, 'section_added', { title }, (content) => outline.withSection(content, title));
  }

  renameSection(at: DraftAt, section: number, title: string): Promise<void> {
    return this.change(at, 'section_renamed', { title }, (old) => outline.withSectionTitle(old, section, title));
  }

  /** @throws DomainError where it has lessons */
  removeSection(at: DraftAt, section: number): Promise<void> {
    return this.change(at, 'section_removed', { section }, (content) => outline.withoutSection(content, section));
  }

  moveSection(at: DraftAt, section: number, way: outline.Way): Promise<void> {
    return this.change(at, 'section_moved', { section }, (old) => outline.withSectionMoved(old, section, way));
  }

  /** @returns the key that the lesson was given */
  async addLesson(at: DraftAt, section: number, title: string, body: LessonBody): Promise<string> {
    let key = '';
    await this.change(at, 'lesson_added', { title }, async (content, { id }) => {
      const added = outline.withLesson(content, section, { title, body }, await this.store.keys(id));
      key = added.key;
      return added.content;
    });
    return key;
  }

  /** Title, body, rule, and whether it is optional. */
  changeLesson(at: DraftAt, key: string, change: Partial<Omit<Lesson, 'key'>>): Promise<void> {
    return this.change(at, 'lesson_changed', { lesson: key }, (old) => outline.withLessonChanged(old, key, change));
  }

  removeLesson(at: DraftAt, key: string): Promise<void> {
    return this.change(at, 'lesson_removed', { lesson: key }, (content) => outline.withoutLesson(content, key));
  }

  moveLesson(at: DraftAt, key: string, way: outline.Way): Promise<void> {
    return this.change(at, 'lesson_moved', { lesson: key }, (content) => outline.withLessonMoved(content, key, way));
  }

  moveLessonTo(at: DraftAt, key: string, section: number): Promise<void> {
    return this.change(at, 'lesson_moved', { lesson: key }, (old) => outline.withLessonIn(old, key, section));
  }

  /**
   * Freezes the draft as what is learnt from now on. An activity that is still a draft is opened with it.
   * @param note what is new in it @returns its number
   * @throws DomainError where something stands in the way; AlreadyDone where there is no draft any more
   */
  async publish(at: DraftAt, note: string | null): Promise<number> {
    return this.database.transaction(async () => {
      const { activity, draft } = await this.open(at);
      const [fault] = await this.checks.of(activity, draft.content);
      if (fault) throw new DomainError('courses.not_ready', { number: draft.number });
      await this.database.update(
        CourseVersionRow,
        { id: draft.id },
        { state: 'published', draft_slot: null, published_at: nowIso(), author_id: actor()?.user_id ?? null, note },
      );
      await this.record('course.published', activity, { number: draft.number });
      if (activity.status === 'draft')
        await this.corrections.changeActivity(at.code, activity.version, { status: 'open' });
      return draft.number;
    });
  }

  /** Makes a draft: a copy of what is published, with the same keys; an empty one where nothing is. One that is there stays. */
  async newDraft(code: string): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      if (await this.lockedDraft(activity.id)) return;
      const published = await this.store.published(activity.id);
      const draft = await this.insertDraft(activity.id, (published?.number ?? 0) + 1);
      await this.writer.write(draft.id, published?.content ?? { sections: [] });
      await this.record('course.draft_made', activity, { number: draft.number });
    });
  }

  /** Takes the draft away. @throws AlreadyDone, EditConflict; DomainError where nothing was ever published */
  async discardDraft(at: DraftAt): Promise<void> {
    await this.database.transaction(async () => {
      const { activity, draft } = await this.open(at);
      if (draft.number === 1) throw new DomainError('courses.only_draft');
      await this.database.delete(CourseLessonRow, { version_id: draft.id });
      await this.database.delete(CourseSectionRow, { version_id: draft.id });
      await this.database.delete(CourseVersionRow, { id: draft.id });
      await this.record('course.draft_discarded', activity, { number: draft.number });
    });
  }

  /**
   * Makes the draft teach just this, whatever it taught: for files. One is made where there is none. The content is taken as it
   * is; its keys must be unique. @param about what the course says of itself, where it is to change
   */
  async replaceDraft(
    activityId: number,
    content: CourseContent,
    about: Partial<Pick<Course, 'language' | 'summary' | 'minutes'>> = {},
  ): Promise<{ number: number }> {
    const row = await this.database.row<{ code: string }>('SELECT code FROM activities WHERE id = ?', [activityId]);
    if (!row) throw new NotFound();
    return this.database.transaction(async () => {
      const activity = await this.door.activity(row.code);
      await this.ensureCourse(activity.id);
      if (Object.keys(about).length > 0)
        await this.database.update<Course>(Course, { activity_id: activity.id }, about);
      await this.newDraft(row.code);
      const draft = await this.lockedDraft(activity.id);
      if (!draft) throw new AlreadyDone();
      await this.writer.write(draft.id, content);
      await this.database.update(CourseVersionRow, { id: draft.id }, { version: draft.version + 1 });
      await this.record('course.draft_replaced', activity, {
        number: draft.number,
        lessons: outline.lessonsOf(content).length,
      });
      return { number: draft.number };
    });
  }

  /** Makes an activity of kind course a course with an empty draft, where it came without (by a file of activities). */
  async ensureCourse(activityId: number, language: Course['language'] = 'vi'): Promise<void> {
    await this.database.transaction(async () => {
      if (await this.store.course(activityId)) return;
      await this.database.insert(Course, [{ activity_id: activityId, language, form_key: null }]);
    });
  }

  private async change(
    at: DraftAt,
    what: string,
    detail: object,
    act: (content: CourseContent, activity: OpenActivity) => CourseContent | Promise<CourseContent>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const { activity, draft } = await this.open(at);
      const content = await act(draft.content, activity);
      if (content === draft.content) return;
      await this.writer.write(draft.id, content);
      await this.database.update(CourseVersionRow, { id: draft.id }, { version: draft.version + 1 });
      await this.record('course.edited', activity, { what, ...detail });
    });
  }

  private async open({ code, version }: DraftAt): Promise<Open> {
    const activity = await this.door.activity(code);
    const draft = await this.lockedDraft(activity.id);
    if (!draft) throw new AlreadyDone();
    if (draft.version !== version) throw new EditConflict();
    return { activity, draft: { ...draft, content: await this.store.contentOf(draft) } };
  }

  private async lockedDraft(activityId: number): Promise<CourseVersionRow | undefined> {
    const sql = 'SELECT * FROM course_versions WHERE activity_id = ? AND draft_slot = 1';
    return (await this.database.rowsForUpdate<CourseVersionRow>(sql, [activityId]))[0];
  }

  private async insertDraft(activity_id: number, number: number): Promise<{ id: number; number: number }> {
    const id = await this.database.insertOne(CourseVersionRow, {
      ...{ activity_id, number, state: 'draft', draft_slot: 1, created_at: nowIso() },
    });
    return { id, number };
  }

  private async record(kind: string, { id, code }: OpenActivity, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail: { activity: code, ...detail } });
  }
}
