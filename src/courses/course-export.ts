import { Injectable } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { FileIntake } from '../files/file-intake.js';
import type { BankQuestion } from '../quizzes/presentation.js';
import { BankQuestions } from '../quizzes/bank-questions.js';
import { QuestionPictures } from '../quizzes/question-pictures.js';
import { mediaOf } from './course-checks.js';
import type { CourseContent } from './course-content.js';
import { courseFolder } from './course-folder-writer.js';
import { picturesOf } from './course-questions.js';
import { CourseStore, type CourseVersion } from './course-store.js';
import type { TextFile } from './course-yaml-writer.js';
import type { MediaFile } from './course-zip.js';
import { lessonsOf } from './outline.js';

/** A version of a course as files. */
export interface ExportedCourse {
  code: string;
  number: number;
  texts: TextFile[];
  /** In `media/`, by name. */
  media: MediaFile[];
  /** Of all its media together. */
  bytes: number;
  /** When it was published, or the draft made: the day of its files in a ZIP, `YYYY-MM-DD`. */
  day: string;
}

/** Gives courses out as files: what a version teaches, its media, and all questions that its quizzes may ask. */
@Injectable()
export class CourseExport {
  constructor(
    private readonly database: Database,
    private readonly activities: ActivityRecords,
    private readonly store: CourseStore,
    private readonly bank: BankQuestions,
    private readonly pictures: QuestionPictures,
    private readonly intake: FileIntake,
  ) {}

  /**
   * @param number of the version; null: the newest that is published, or else the draft
   * @throws NotFound where there is none for the reader; DomainError where a lesson has no file yet, or two have one name
   */
  of(code: string, number: number | null): Promise<ExportedCourse> {
    return this.database.snapshot(async () => {
      const activity = await this.activities.activity(code);
      if (activity.kind !== 'course') throw new NotFound();
      const version = await this.version(activity.id, number);
      const plan = await this.planOf(activity.id);
      const questions = await this.questions(plan, version.content);
      const course = await this.store.course(activity.id);
      const about = {
        ...{ code: activity.code, title: activity.title, language: course?.language ?? ('vi' as const) },
        ...{ minutes: course?.minutes ?? null, summary: course?.summary || null },
      };
      return {
        ...{ code: activity.code, number: version.number },
        texts: courseFolder(about, version.content, questions),
        ...(await this.media(activity.id, plan, version.content, questions)),
        day: (version.published_at ?? version.created_at).slice(0, 10),
      };
    });
  }

  private async version(activityId: number, number: number | null): Promise<CourseVersion> {
    if (number !== null) return this.store.version(activityId, number);
    const found = (await this.store.published(activityId)) ?? (await this.store.draft(activityId));
    if (!found) throw new NotFound();
    return found;
  }

  private async planOf(activityId: number): Promise<number> {
    const row = await this.database.row<{ plan_id: number }>('SELECT plan_id FROM activities WHERE id = ?', [
      activityId,
    ]);
    if (!row) throw new NotFound();
    return row.plan_id;
  }

  /** Those that quizzes name, and all of the topics that they draw from. */
  private async questions(plan: number, content: CourseContent): Promise<BankQuestion[]> {
    const items = lessonsOf(content).flatMap(({ body }) => (body.kind === 'quiz' ? body.quiz.items : []));
    const refs = items.flatMap((item) => ('question' in item ? [item.question] : []));
    const topics = new Set(items.flatMap((item) => ('topic' in item ? [item.topic] : [])));
    const found = refs.length === 0 ? [] : await this.bank.byRefs(plan, refs);
    for (const topic of topics) found.push(...(await this.bank.ofPlan(plan, topic)));
    return [...new Map(found.map((each) => [each.question.ref, each])).values()];
  }

  private async media(
    activityId: number,
    plan: number,
    content: CourseContent,
    questions: readonly BankQuestion[],
  ): Promise<Pick<ExportedCourse, 'media' | 'bytes'>> {
    const own = await this.store.media(activityId);
    const hashes = new Map<string, string>();
    for (const lesson of lessonsOf(content)) {
      for (const name of mediaOf(lesson)) {
        const found = own.get(name);
        if (!found) throw new DomainError('courses.lesson_without_file', { title: lesson.title });
        hashes.set(name, found.sha256);
      }
    }
    for (const name of questions.flatMap(({ question }) => picturesOf(question))) {
      const { sha256 } = await this.pictures.named(plan, name);
      if ((hashes.get(name) ?? sha256) !== sha256) throw new DomainError('courses.media_name_twice', { name });
      hashes.set(name, sha256);
    }
    let bytes = 0;
    // One that is not there is told before anything is written.
    for (const sha256 of hashes.values()) bytes += await this.intake.store.size(sha256);
    const media = [...hashes]
      .sort(([one], [two]) => (one < two ? -1 : 1))
      .map(([name, sha256]) => ({ name, read: () => this.intake.store.read(sha256) }));
    return { media, bytes };
  }
}
