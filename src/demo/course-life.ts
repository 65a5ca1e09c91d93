import { nowIso, runAt } from '../config/clock.js';
import type { CourseContent } from '../courses/course-content.js';
import { CourseEditing } from '../courses/course-editing.js';
import { CourseImport } from '../courses/course-import.js';
import { folderSource } from '../courses/course-source.js';
import { CourseStore } from '../courses/course-store.js';
import { Database } from '../database/database.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { EnrolmentDesk } from '../learning/enrolment-desk.js';
import { ProgressDesk } from '../learning/progress-desk.js';
import type { Whose } from '../learning/whose.js';
import { goalOf } from '../learning/progress-rules.js';
import { askedOf } from '../quizzes/attempt-questions.js';
import { Attempts } from '../quizzes/attempts.js';
import { AttemptStore, type Holder } from '../quizzes/attempts.store.js';
import { EssayMarks } from '../quizzes/essay-marks.js';
import { QuestionBank } from '../quizzes/question-bank.js';
import { actAs } from '../web/actor.js';
import { TRAINERS } from './accounts.js';
import { answerOf, WRITTEN } from './answering.js';
import { DISTRICT, PLAN_CODE } from './communes.js';
import { courseFolder, COURSES, type DemoCourse, EXERCISE, withExercise } from './courses.js';
import type { LearnerStory } from './learners.js';
import { instantOf, type LearningAct } from './learning-acts.js';
import type { Random } from './random.js';
import type { Parts, Register } from './register.js';

type ActOf<K extends LearningAct['kind']> = Extract<LearningAct, { kind: K }>;

/** A course once it is there. */
interface Known {
  id: number;
  plan_id: number;
}

/** Tells what happens in the online courses of the district: each act goes through the door that everybody uses, at its time. */
export class CourseLife {
  private readonly courses = new Map<string, Known>();
  private readonly enrolments = new Map<LearnerStory, number>();
  /** Quizzes that somebody has passed, by the keys of their lessons. */
  private readonly passed = new Map<LearnerStory, Set<string>>();

  constructor(
    private readonly parts: Parts,
    private readonly register: Register,
    private readonly random: Random,
  ) {}

  /** Takes the courses in and publishes them. @returns what the first version of each teaches */
  async publish(): Promise<Map<string, CourseContent>> {
    const contents = new Map<string, CourseContent>();
    for (const course of Object.values<DemoCourse>(COURSES)) {
      contents.set(course.code, await this.asTrainer(instantOf(course.published, 8 * 60), () => this.opened(course)));
    }
    return contents;
  }

  /** Tells acts one after the other. @param acts in the order of time */
  async tell(acts: readonly LearningAct[]): Promise<void> {
    for (const act of acts) {
      if (act.kind === 'lesson') await runAt(act.at, () => this.lesson(act));
      else if (act.kind === 'attempt') await this.attempt(act);
      else await this.asTrainer(act.at, () => this.ofStaff(act));
    }
  }

  private async ofStaff(act: ActOf<'enrolment' | 'exercise' | 'marking'>): Promise<void> {
    if (act.kind === 'enrolment') await this.enrol(act);
    else if (act.kind === 'exercise') await this.addExercise();
    else await this.mark(act.course);
  }

  private async opened({ code, trainer }: DemoCourse): Promise<CourseContent> {
    const source = await folderSource(courseFolder(code));
    const target = { plan: PLAN_CODE, unit: DISTRICT.code, code };
    const { faults } = await this.parts(CourseImport).take(source, target);
    if (faults.length > 0) throw new RangeError(`${code} cannot be read`);
    const { id, plan_id, title } = await this.activity(code);
    this.courses.set(code, { id, plan_id });
    const facts = { code, plan: PLAN_CODE, kind: 'course', title, unit: DISTRICT.code, trainer };
    await this.parts(RowsRunner).one('activities', facts);
    return this.published(code, null);
  }

  private async activity(code: string): Promise<Known & { title: string }> {
    const sql = 'SELECT id, plan_id, title FROM activities WHERE code = ?';
    const row = await this.parts(Database).row<Known & { title: string }>(sql, [code]);
    if (!row) throw new RangeError(`no activity ${code}`);
    return row;
  }

  private async published(code: string, note: string | null): Promise<CourseContent> {
    const draft = await this.parts(CourseStore).draft(this.known(code).id);
    if (!draft) throw new RangeError(`${code} has no draft`);
    await this.parts(CourseEditing).publish({ code, version: draft.version }, note);
    return draft.content;
  }

  private async addExercise(): Promise<void> {
    const { course, topic, question, note } = EXERCISE;
    const { id } = this.known(course);
    await this.parts(QuestionBank).add(PLAN_CODE, { topic, question });
    const before = await this.parts(CourseStore).published(id);
    await this.parts(CourseEditing).replaceDraft(id, withExercise(before?.content ?? { sections: [] }));
    await this.published(course, note);
  }

  private async enrol({ course, stories }: ActOf<'enrolment'>): Promise<void> {
    const [{ way, due: due_on }] = stories as [LearnerStory];
    const people = stories.map(({ person, group, organisation }) => ({
      ...{ person_id: this.register.person(person), group_code: group },
      organisation_id: organisation === null ? null : this.register.organisation(organisation),
    }));
    await this.parts(EnrolmentDesk).enrol(course, people, { way, due_on });
    const rows = await this.parts(Database).rows<{ id: number; person_id: number }>(
      'SELECT id, person_id FROM enrolments WHERE activity_id = ?',
      [this.known(course).id],
    );
    const ids = new Map(rows.map(({ id, person_id }) => [person_id, id]));
    for (const story of stories) this.enrolments.set(story, ids.get(this.register.person(story.person)) ?? 0);
  }

  private async lesson({ story, lesson }: Pick<ActOf<'lesson'>, 'story' | 'lesson'>): Promise<void> {
    const kind = lesson.rule.kind === 'read' ? 'read' : 'opened';
    await this.parts(ProgressDesk).save(this.whose(story), lesson.key, { kind });
  }

  /** As the pages do it; whoever has passed, or waits to be marked, does not try again. */
  private async attempt({ at, story, lesson, minutes, skill }: ActOf<'attempt'>): Promise<void> {
    if (lesson.body.kind !== 'quiz') return;
    const { quiz } = lesson.body;
    const passed = this.passed.get(story) ?? new Set<string>();
    if (passed.has(lesson.key)) return;
    const attempts = this.parts(Attempts);
    const holder = this.holder(story, lesson.key);
    const { passed_on, waits, no_more } = await attempts.results(holder, quiz, goalOf(lesson));
    if (passed_on !== null || waits || no_more !== null) return;
    const id = await runAt(at, async () => {
      const begun = await attempts.begin(holder, quiz, lesson.title, goalOf(lesson));
      await this.lesson({ story, lesson });
      return begun;
    });
    const { questions } = await attempts.whole(id, holder);
    const chance = this.random.fork(`${story.person} ${lesson.key} ${at}`);
    const answers = questions.map(({ position, question }) => ({
      ...{ position, answer: answerOf(question, skill, chance.fork(question.ref)) },
      sequence: position * 200,
    }));
    const end = new Date(Date.parse(at) + minutes * 60_000).toISOString();
    const { attempt } = await runAt(end, () => attempts.submit(id, holder, answers));
    if (attempt.is_passed === 1) this.passed.set(story, passed.add(lesson.key));
  }

  /** Marks everything that waits, each text alike. */
  private async mark(course: string): Promise<void> {
    const waiting = await this.parts(Database).rows<{ id: number }>(
      "SELECT id FROM attempts WHERE activity_id = ? AND state = 'waiting' AND submitted_at < ? ORDER BY id",
      [this.known(course).id, nowIso()],
    );
    for (const { id } of waiting) {
      const asked = askedOf(await this.parts(AttemptStore).answers(id));
      const marks = asked.flatMap(({ position, answer }) => {
        const known = answer?.kind === 'essay' ? WRITTEN.find(({ text }) => text === answer.text) : undefined;
        if (!known) return [];
        return [{ position, points_hundredths: known.points * 100, remark: known.remark, seen: null }];
      });
      await this.parts(EssayMarks).mark(id, marks);
    }
  }

  private whose(story: LearnerStory): Whose {
    return { activity_id: this.known(story.course).id, enrolments: [this.enrolments.get(story) ?? 0] };
  }

  private holder({ course, person }: LearnerStory, part: string): Holder {
    const { id, plan_id } = this.known(course);
    return { activity_id: id, plan_id, person_id: this.register.person(person), part };
  }

  private known(code: string): Known {
    const course = this.courses.get(code);
    if (!course) throw new RangeError(`no course ${code}`);
    return course;
  }

  private asTrainer<T>(at: string, work: () => Promise<T>): Promise<T> {
    return runAt(at, () => actAs(this.register.user(TRAINERS.district), work));
  }
}
