import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { QuestionPictures } from '../quizzes/question-pictures.js';
import type { UploadedFile } from '../web/upload.js';
import { mediaOf } from './course-checks.js';
import type { CourseFiles } from './course-folder-reader.js';
import { picturesOf } from './course-questions.js';
import type { CourseSource } from './course-source.js';
import type { CourseMedia } from './courses.entities.js';
import { type FileFault, wholeFile } from './file-fault.js';
import { type KeptMedia, MediaIntake, mediaName } from './media-intake.js';
import { lessonsOf } from './outline.js';

/** The files of a course that are about to be taken: of its lessons, of its questions, and what was refused. */
export interface IncomingMedia {
  kept: Map<string, KeptMedia>;
  pictures: UploadedFile[];
  refused: FileFault[];
}

/** Takes the media of courses in that come as files. */
@Injectable()
export class ImportMedia {
  constructor(
    private readonly database: Database,
    private readonly pictures: QuestionPictures,
    private readonly intake: MediaIntake,
  ) {}

  /**
   * Looks at each file as if it were uploaded, under names of ours; what is refused is told with its name.
   * @param folder where the pictures of questions lie until they are taken
   */
  async keep(source: CourseSource, course: CourseFiles, folder: string): Promise<IncomingMedia> {
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

  /**
   * A picture of questions goes to those of the plan, under the name that they call it by.
   * @returns whether another picture of that name is replaced @throws DomainError where it is no picture, or gets another name
   */
  async takePicture(plan: string, upload: UploadedFile): Promise<boolean> {
    const { path, originalname: name } = upload;
    const sql = `SELECT m.sha256 FROM question_media m JOIN plans p ON p.id = m.plan_id WHERE p.code = ? AND m.name = ?`;
    const there = await this.database.row<{ sha256: string }>(sql, [plan, name]);
    if (there?.sha256 === (await sha256Of(path))) return false;
    const given = await this.pictures.add(plan, upload);
    if (given !== name) throw new DomainError('courses.import_picture', { name, given });
    return there !== undefined;
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
