import { Injectable } from '@nestjs/common';
import type { Lesson } from '../courses/course-content.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { type PackageFrame, PackageFrames } from '../packages/package-frames.js';
import type { PackageFacts } from '../packages/package-reader.js';
import { judgeState, type PackageState, readPackageState } from '../packages/package-state.js';
import { packageStatus } from '../packages/package-status.js';
import { paths } from '../web/paths.js';
import type { LearnerCourse } from './learner-courses.js';
import type { Learner } from './learner-door.js';
import type { LessonProgressRow } from './learning.entities.js';
import { PackageStates } from './package-states.js';
import { type AfterSave, ofLesson, ProgressDesk, type Saved } from './progress-desk.js';
import type { Whose } from './whose.js';

/** What became of a state that was posted. */
export interface AfterPackage {
  /** `older`: the package goes on in another window, and nothing of this was taken. */
  verdict: ReturnType<typeof judgeState>;
  /** Of what is kept now. */
  serial: number;
  after: AfterSave;
}

interface Package {
  sha256: string;
  facts: PackageFacts;
}

/** SCORM packages in lessons: shown where the learner left them, and what they say becomes progress. */
@Injectable()
export class PackageDesk {
  constructor(
    private readonly database: Database,
    private readonly frames: PackageFrames,
    private readonly states: PackageStates,
    private readonly progress: ProgressDesk,
  ) {}

  /** The frame of a lesson; null where it is no package. */
  async frame(
    { person }: Learner,
    course: LearnerCourse,
    lesson: Lesson,
  ): Promise<{ frame: PackageFrame; frames: string } | null> {
    const pack = packageOf(course, lesson);
    if (!pack) return null;
    const { id, code } = course.activity;
    const pass = { sha256: pack.sha256, activity_id: id, person_id: person.id, lesson_key: lesson.key };
    const state = await this.kept(course, lesson.key, pack.facts);
    const shown = { title: lesson.title, save: paths.learningPackage(code, lesson.key) };
    return this.frames.frame(pass, pack.facts, state, shown);
  }

  /**
   * Keeps what a package says of its learner, and learns from it. The same again changes nothing.
   * @param body the posted form @throws NotFound where the lesson is no package; DomainError packages.state
   */
  async save(whose: Whose, key: string, body: Record<string, unknown>): Promise<AfterPackage> {
    const outcome = { verdict: 'taken' as AfterPackage['verdict'], serial: 0 };
    const after = await this.progress.save(whose, key, async ({ lesson, media, row, enrolmentId }) => {
      const pack = packageOf({ media }, lesson);
      if (!pack) throw new NotFound();
      const { standard } = pack.facts;
      const posted = readPackageState(standard, body);
      const kept = stateOf(standard, row, await this.states.read(enrolmentId, key));
      outcome.verdict = judgeState(kept, posted);
      outcome.serial = outcome.verdict === 'older' ? (kept?.serial ?? 0) : posted.serial;
      if (outcome.verdict !== 'taken') return null;
      await this.states.replace(enrolmentId, key, posted.cmi);
      return { saved: saidBy(posted, pack.facts), beside: { package_serial: posted.serial } };
    });
    return { ...outcome, after };
  }

  private async kept(course: LearnerCourse, key: string, facts: PackageFacts): Promise<PackageState | null> {
    type Row = Pick<LessonProgressRow, 'enrolment_id' | 'lesson_key' | 'done_at' | 'touched_at' | 'package_serial'>;
    const rows = await this.database.rowsIn<Row>(
      `SELECT enrolment_id, lesson_key, done_at, touched_at, package_serial FROM lesson_progress
       WHERE lesson_key = ? AND enrolment_id IN (?)`,
      [...course.enrolments],
      [key],
    );
    const row = ofLesson(rows, key);
    return row ? stateOf(facts.standard, row, await this.states.read(row.enrolment_id, key)) : null;
  }
}

function packageOf({ media }: Pick<LearnerCourse, 'media'>, { body }: Lesson): Package | null {
  const file = body.kind === 'package' ? media.get(body.media) : undefined;
  return file?.detail ? { sha256: file.sha256, facts: JSON.parse(file.detail) as PackageFacts } : null;
}

function stateOf(
  standard: PackageFacts['standard'],
  row: Pick<LessonProgressRow, 'package_serial'> | undefined,
  cmi: string | null,
): PackageState | null {
  return row && cmi !== null ? { standard, cmi, serial: row.package_serial } : null;
}

/** What a state means for progress: "passed" says more than "completed", and that more than "failed". */
function saidBy(state: PackageState, { items }: PackageFacts): Saved {
  const { completed, passed, score } = packageStatus(state, items);
  const status = passed === true ? 'passed' : completed ? 'completed' : passed === false ? 'failed' : 'incomplete';
  return { kind: 'package', status, score };
}
