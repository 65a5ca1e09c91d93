import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { ActivityDoor } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { BankQuestions } from '../quizzes/bank-questions.js';
import { QuestionBank } from '../quizzes/question-bank.js';
import { QuestionPictures } from '../quizzes/question-pictures.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { UploadedFile } from '../web/upload.js';
import { mediaOf } from './course-checks.js';
import type { CourseContent } from './course-content.js';
import { CourseEditing } from './course-editing.js';
import type { CourseAbout } from './course-file.js';
import { type CourseFiles, readCourseFolder } from './course-folder-reader.js';
import { picturesOf } from './course-questions.js';
import { CourseMediaDesk } from './course-media-desk.js';
import type { CourseSource } from './course-source.js';
import { CourseStore } from './course-store.js';
import { renamedMedia } from './course-media-names.js';
import type { CourseMedia } from './courses.entities.js';
import { type FileFault, wholeFile } from './file-fault.js';
import { lessonsOf } from './outline.js';
import { type KeptMedia, MediaIntake, mediaName } from './media-intake.js';

/** Into which plan a course goes, and as which activity. */
export interface ImportTarget {
  plan: string;
  /** Of a new activity: the code of its place. Needed only where there is none yet. */
  unit: string | null;
  /** Instead of the one that the files name. */
  code: string | null;
}

/** What came of it: what was wrong, or which course it became, and whether anything changed. */
export type ImportedCourse =
  { faults: FileFault[] } | { faults: []; code: string; isNew: boolean; isChanged: boolean; questions: number };

/** The files of a course that are about to be taken: of its lessons, of its questions, and what was refused. */
interface IncomingMedia {
  kept: Map<string, KeptMedia>;
  pictures: UploadedFile[];
  refused: FileFault[];
}

/** Takes courses in that come as files: everything is checked first, and then all of it is taken or nothing. */
@Injectable()
export class CourseImport {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rows: RowsRunner,
    private readonly bank: QuestionBank,
    private readonly questions: BankQuestions,
    private readonly pictures: QuestionPictures,
    private readonly store: CourseStore,
    private readonly editing: CourseEditing,
    private readonly intake: MediaIntake,
    private readonly desk: CourseMediaDesk,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Makes the draft of a course teach what the files say; an activity is made where there is none of that code. The same files
   * twice change nothing.
   * @throws DomainError where the activity is no course or of another plan, or a code or a place is needed
   */
  async take(source: CourseSource, target: ImportTarget): Promise<ImportedCourse> {
    const { course, faults } = await readCourseFolder(source, await this.topics(target.plan));
    if (!course) return { faults };
    const incoming = join(this.holder.settings.dataDir, 'incoming');
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(incoming, 'course-'));
    try {
      const media = await this.keep(source, course, folder);
      if (media.refused.length > 0) return { faults: media.refused };
      return await this.database.transaction(() => this.save(course, media, target));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async save(
    course: CourseFiles,
    { kept, pictures }: IncomingMedia,
    target: ImportTarget,
  ): Promise<ImportedCourse> {
    const code = target.code ?? course.about.code;
    if (code === null) throw new DomainError('courses.import_code');
    // Locked before anything is read.
    await this.door.open(code);
    const isNew = await this.ready(code, course, target);
    const { id } = await this.door.activity(code);
    for (const picture of pictures) await this.takePicture(target.plan, picture);
    const { added, changed } = await this.bank.take(target.plan, course.questions);
    const names = new Map<string, string>();
    for (const [name, media] of kept) names.set(name, (await this.desk.add(code, media)).name);
    const content = renamedMedia(course.content, names);
    const isReplaced = await this.replace(id, content, course.about);
    const isChanged = isNew || isReplaced || added + changed > 0;
    return { faults: [], code, isNew, isChanged, questions: added + changed };
  }

  /** @returns whether the course was another one before */
  private async replace(id: number, content: CourseContent, about: CourseAbout): Promise<boolean> {
    const version = (await this.store.draft(id)) ?? (await this.store.published(id));
    const told = await this.store.course(id);
    const { language, summary, minutes } = about;
    const before = { language: told?.language, summary: told?.summary ?? null, minutes: told?.minutes ?? null };
    const isSame = version !== undefined && isDeepStrictEqual(plain(version.content), plain(content));
    if (isSame && isDeepStrictEqual(before, { language, summary, minutes })) return false;
    await this.editing.replaceDraft(id, content, { language, summary, minutes });
    return true;
  }

  /** @returns whether the activity was made */
  private async ready(code: string, { about }: CourseFiles, { plan, unit }: ImportTarget): Promise<boolean> {
    const row = await this.database.row<{ kind: string; plan: string }>(
      'SELECT a.kind, p.code AS plan FROM activities a JOIN plans p ON p.id = a.plan_id WHERE a.code = ?',
      [code],
    );
    if (row && (row.kind !== 'course' || row.plan !== plan))
      throw new DomainError('courses.import_other', { code, plan });
    if (row) return false;
    if (unit === null) throw new DomainError('courses.import_unit', { code });
    await this.rows.one('activities', { code, plan, kind: 'course', title: about.title, unit, status: 'draft' });
    return true;
  }

  /** The questions that quizzes may name besides those that come along. */
  private async topics(plan: string): Promise<Map<string, string>> {
    const row = await this.database.row<{ id: number }>('SELECT id FROM plans WHERE code = ?', [plan]);
    if (!row) throw new DomainError('plan.not_found', { code: plan }, 'not_found');
    const questions = await this.questions.ofPlan(row.id);
    return new Map(questions.map(({ topic, question }) => [question.ref, topic]));
  }

  /** Looks at each file as if it were uploaded, under names of ours; what is refused is told with its name. */
  private async keep(source: CourseSource, course: CourseFiles, folder: string): Promise<IncomingMedia> {
    const media: IncomingMedia = { kept: new Map(), pictures: [], refused: [] };
    const ofLessons = new Set(lessonsOf(course.content).flatMap(mediaOf));
    const ofQuestions = new Set(course.questions.flatMap(({ question }) => picturesOf(question)));
    for (const [at, name] of course.media.entries()) {
      const path = join(folder, String(at));
      await pipeline(source.stream(`media/${name}`), createWriteStream(path, { mode: 0o600 }));
      const upload = { path, originalname: name, size: (await stat(path)).size };
      if (ofQuestions.has(name)) media.pictures.push(upload);
      if (!ofLessons.has(name)) continue;
      try {
        media.kept.set(name, (await this.known(path, name)) ?? (await this.intake.take(upload)));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        media.refused.push(wholeFile(`media/${name}`, 'media', { ...error.params, why: error.key }));
      }
    }
    return media;
  }

  /** A picture of questions goes to those of the plan, under the name that they call it by. */
  private async takePicture(plan: string, upload: UploadedFile): Promise<void> {
    const { path, originalname: name } = upload;
    const sql = `SELECT m.sha256 FROM question_media m JOIN plans p ON p.id = m.plan_id WHERE p.code = ? AND m.name = ?`;
    const there = await this.database.row<{ sha256: string }>(sql, [plan, name]);
    if (there?.sha256 === (await sha256Of(path))) return;
    const given = await this.pictures.add(plan, upload);
    if (given !== name) throw new DomainError('courses.import_picture', { name, given });
  }

  /** Bytes that a course has already were looked at when they came: a picture is not drawn anew, which would change it. */
  private async known(path: string, name: string): Promise<KeptMedia | null> {
    const sql = 'SELECT * FROM course_media WHERE sha256 = ? ORDER BY id LIMIT 1';
    const row = await this.database.row<CourseMedia>(sql, [await sha256Of(path)]);
    if (!row) return null;
    const { sha256, bytes, media_type, kind, seconds, detail } = row;
    const ending = row.name.slice(row.name.lastIndexOf('.') + 1);
    return { name: mediaName(name, ending), sha256, bytes: Number(bytes), media_type, kind, seconds, detail };
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Without the order of keys, which the database keeps as it was written. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
