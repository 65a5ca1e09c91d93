import { Injectable } from '@nestjs/common';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Corrections } from '../activities/corrections.js';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { undone } from '../database/undone.js';
import { DomainError, EditConflict } from '../errors.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { BankQuestions } from '../quizzes/bank-questions.js';
import { QuestionBank, type Taken } from '../quizzes/question-bank.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { CourseActivities } from './course-activities.js';
import type { CourseContent } from './course-content.js';
import { CourseEditing } from './course-editing.js';
import type { CourseAbout } from './course-file.js';
import { type CourseFiles, readCourseFolder } from './course-folder-reader.js';
import { CourseMediaDesk } from './course-media-desk.js';
import { renamedMedia } from './course-media-names.js';
import type { CourseSource } from './course-source.js';
import { CourseStore, type CourseVersion } from './course-store.js';
import type { FileFault } from './file-fault.js';
import { type ChangedQuestion, ChangedQuestions } from './changed-questions.js';
import { ImportMedia, type IncomingMedia } from './import-media.js';

/** Into which plan a course goes, and as which activity. */
export interface ImportTarget {
  plan: string;
  /** Of a new activity: the code of its place. Needed only where there is none yet. */
  unit: string | null;
  /** Instead of the one that the files name. */
  code: string | null;
  /** A new course by page: once for this form. The code of the files is kept where no activity has it. */
  form?: { key: string; trainer: string | null };
  /** The version of the draft that somebody has seen, 0 where there was none; not given: whatever stands is replaced. */
  draft?: number;
}

/** What came of it: what was wrong, or which course it became, and whether anything changed. */
export type ImportedCourse =
  { faults: FileFault[] } | { faults: []; code: string; isNew: boolean; isChanged: boolean; questions: number };

/** What bringing a course in does to the course. */
interface CourseChange {
  code: string;
  isNew: boolean;
  isChanged: boolean;
  /** What it was before: what it said of itself, and the draft or else the published version. */
  before: Omit<CourseAbout, 'code'> & { version: CourseVersion | undefined };
  about: CourseAbout;
  content: CourseContent;
  media: number;
  questions: Taken;
  /** Pictures of questions of the plan that others of the same name take the place of. */
  replacedPictures: string[];
}

/** What bringing a course in would do, or why it cannot be done. */
export type CourseOutlook =
  { faults: FileFault[]; change: null } | { faults: []; change: CourseChange; changed: ChangedQuestion[] };

/** Takes courses in that come as files: everything is checked first, and then all of it is taken or nothing. */
@Injectable()
export class CourseImport {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rows: RowsRunner,
    private readonly corrections: Corrections,
    private readonly bank: QuestionBank,
    private readonly questions: BankQuestions,
    private readonly changed: ChangedQuestions,
    private readonly store: CourseStore,
    private readonly activities: CourseActivities,
    private readonly editing: CourseEditing,
    private readonly media: ImportMedia,
    private readonly desk: CourseMediaDesk,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Makes the draft of a course teach what the files say; an activity is made where there is none of that code. The same files
   * twice change nothing.
   * @throws DomainError where the activity is no course or of another plan, or a code or a place is needed; EditConflict where the
   * draft is not the one that was seen
   */
  async take(source: CourseSource, target: ImportTarget): Promise<ImportedCourse> {
    // What its author has written since stays.
    const made = target.form && (await this.activities.madeBy(target.form.key));
    if (made !== undefined) return { faults: [], code: made, isNew: true, isChanged: false, questions: 0 };
    const read = await this.with(source, target, (course, media) =>
      this.database.transaction(() => this.save(course, media, target)),
    );
    if ('faults' in read) return read;
    const { code, isNew, isChanged, questions } = read;
    return { faults: [], code, isNew, isChanged, questions: questions.added + questions.changed };
  }

  /** What `take` would do, and changes nothing. @throws DomainError as `take` would */
  async look(source: CourseSource, target: ImportTarget): Promise<CourseOutlook> {
    const read = await this.with(source, target, (course, media) =>
      undone(this.database, async () => {
        const changed = await this.changed.by(target.plan, course.questions);
        return { changed, change: await this.save(course, media, target) };
      }),
    );
    return 'faults' in read ? { ...read, change: null } : { faults: [], ...read };
  }

  /** Reads the files, and does something with what they say where nothing is wrong with them. */
  private async with<T>(
    source: CourseSource,
    { plan }: ImportTarget,
    work: (course: CourseFiles, media: IncomingMedia) => Promise<T>,
  ): Promise<T | { faults: FileFault[] }> {
    const { course, faults } = await readCourseFolder(source, await this.topics(plan));
    if (!course) return { faults };
    const incoming = join(this.holder.settings.dataDir, 'incoming');
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(incoming, 'course-'));
    try {
      const media = await this.media.keep(source, course, folder);
      return media.refused.length > 0 ? { faults: media.refused } : await work(course, media);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async save(course: CourseFiles, media: IncomingMedia, target: ImportTarget): Promise<CourseChange> {
    const { about } = course;
    const { code, isNew } = await this.ready(about, target);
    const activity = await this.door.activity(code);
    const replacedPictures: string[] = [];
    for (const picture of media.pictures) {
      if (await this.media.takePicture(target.plan, picture)) replacedPictures.push(picture.originalname);
    }
    const questions = await this.bank.take(target.plan, course.questions);
    const names = new Map<string, string>();
    for (const [name, kept] of media.kept) names.set(name, (await this.desk.add(code, kept)).name);
    const content = renamedMedia(course.content, names);
    const before = await this.standing(activity, target);
    const isReplaced = await this.replace(activity, before, content, about);
    const isChanged = isNew || isReplaced || questions.added + questions.changed > 0 || replacedPictures.length > 0;
    return {
      ...{ code, isNew, isChanged, before, about, content },
      ...{ media: course.media.length, questions, replacedPictures },
    };
  }

  /** What stands, with the draft or else what is published. @throws EditConflict where the draft is not the one that was seen */
  private async standing({ id, title }: OpenActivity, { draft: seen }: ImportTarget): Promise<CourseChange['before']> {
    const draft = await this.store.draft(id);
    if (seen !== undefined && (draft?.version ?? 0) !== seen) throw new EditConflict('courses.import_draft_changed');
    const { language = 'vi', summary = null, minutes = null } = (await this.store.course(id)) ?? {};
    return { title, language, summary, minutes, version: draft ?? (await this.store.published(id)) };
  }

  /** @returns whether the course was another one before */
  private async replace(
    activity: OpenActivity,
    { version, ...before }: CourseChange['before'],
    content: CourseContent,
    { title, language, summary, minutes }: CourseAbout,
  ): Promise<boolean> {
    const isRenamed = before.title !== title;
    if (isRenamed) await this.corrections.changeActivity(activity.code, activity.version, { title });
    const isSame = version !== undefined && isDeepStrictEqual(plain(version.content), plain(content));
    const isToldAlike = before.language === language && before.summary === summary && before.minutes === minutes;
    if (isSame && isToldAlike) return isRenamed;
    await this.editing.replaceDraft(activity.id, content, { language, summary, minutes });
    return true;
  }

  /** The code of the activity, which is locked before anything is read, and made where there is none. */
  private async ready(about: CourseAbout, target: ImportTarget): Promise<{ code: string; isNew: boolean }> {
    const { plan, unit, form } = target;
    if (form) {
      const input = { ...about, plan, unit: unit ?? '', agency: null, trainer: form.trainer };
      return { code: await this.activities.create(input, form.key, about.code), isNew: true };
    }
    const code = target.code ?? about.code;
    if (code === null) throw new DomainError('courses.import_code');
    await this.door.open(code);
    const row = await this.database.row<{ kind: string; plan: string }>(
      'SELECT a.kind, p.code AS plan FROM activities a JOIN plans p ON p.id = a.plan_id WHERE a.code = ?',
      [code],
    );
    if (row && (row.kind !== 'course' || row.plan !== plan))
      throw new DomainError('courses.import_other', { code, plan });
    if (row) return { code, isNew: false };
    if (unit === null) throw new DomainError('courses.import_unit', { code });
    await this.rows.one('activities', { code, plan, kind: 'course', title: about.title, unit, status: 'draft' });
    return { code, isNew: true };
  }

  /** The questions that quizzes may name besides those that come along. */
  private async topics(plan: string): Promise<Map<string, string>> {
    const row = await this.database.row<{ id: number }>('SELECT id FROM plans WHERE code = ?', [plan]);
    if (!row) throw new DomainError('plan.not_found', { code: plan }, 'not_found');
    const questions = await this.questions.ofPlan(row.id);
    return new Map(questions.map(({ topic, question }) => [question.ref, topic]));
  }
}

/** Without the order of keys, which the database keeps as it was written. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
