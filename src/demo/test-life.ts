import { runAt } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AnswersSheet } from '../knowledge/answers-sheet.js';
import { KnowledgeTests, type SetTest } from '../knowledge/knowledge-tests.js';
import { type Moment, MOMENTS } from '../knowledge/moments.js';
import { Surveys } from '../knowledge/surveys.js';
import { TestAttempts } from '../knowledge/test-attempts.js';
import { TestDesk, type WantedTest } from '../knowledge/test-desk.js';
import { Attempts } from '../quizzes/attempts.js';
import type { PresentedQuestion } from '../quizzes/presentation.js';
import { actAs } from '../web/actor.js';
import { addDays } from '../web/day.js';
import { TRAINERS } from './accounts.js';
import { answerOf } from './answering.js';
import { instantOf } from './learning-acts.js';
import type { Random } from './random.js';
import type { Parts, Register } from './register.js';
import { SCHOOL_TRAINING } from './school-training.js';
import { Opinions, SURVEY, type TestTaker } from './test-takers.js';

/** The test of the training asks what the course for schools asks. */
const TEST: WantedTest = {
  title: 'Nhận biết và phòng ngừa lao động trẻ em',
  ...{ pass_mark: 70, minutes: null, shows_score: true, draws: [] },
  refs: ['gv-01', 'gv-02', 'gv-03', 'gv-04', 'gv-05', 'gv-06', 'gv-07', 'gv-08', 'gv-09', 'gv-10'],
};

const [FIRST_DAY = '', LAST_DAY = ''] = [SCHOOL_TRAINING.days[0], SCHOOL_TRAINING.days.at(-1)];

/** When telephones could answer, in minutes of the day; papers were typed in at the end of it. */
const HOURS = {
  before: { day: FIRST_DAY, opened: 8 * 60, closed: 9 * 60, typed: 16 * 60 },
  after: { day: LAST_DAY, opened: 10 * 60 + 30, closed: 11 * 60 + 30, typed: 15 * 60 },
} as const;

/** Tells how people took the test before and after a training, on paper and by telephone, and what they said of it. */
export class TestLife {
  constructor(
    private readonly parts: Parts,
    private readonly register: Register,
    private readonly random: Random,
  ) {}

  /** @param code of the training */
  async tell(code: string, takers: readonly TestTaker[]): Promise<void> {
    await this.asTrainer(instantOf(addDays(FIRST_DAY, -4), 15 * 60), () => this.parts(TestDesk).set(code, 0, TEST));
    const activity = await this.parts(Database).row<{ id: number; plan_id: number }>(
      'SELECT id, plan_id FROM activities WHERE code = ?',
      [code],
    );
    const test = activity && (await this.parts(KnowledgeTests).of(activity.id));
    if (!test) throw new RangeError(`${code} has no test`);
    for (const moment of MOMENTS) await this.take(code, { test, plan_id: activity.plan_id }, moment, takers);
    await this.survey(code, activity.id, takers);
  }

  private async take(
    code: string,
    { test, plan_id }: { test: SetTest; plan_id: number },
    moment: Moment,
    takers: readonly TestTaker[],
  ): Promise<void> {
    const { day, opened, closed, typed } = HOURS[moment];
    const desk = this.parts(TestDesk);
    const questions = await this.parts(KnowledgeTests).questions(test.activity_id);
    await this.asTrainer(instantOf(day, opened), () => desk.setOpen(code, moment, true));
    for (const taker of takers.filter((each) => each[moment]?.by === 'phone')) {
      const begun = instantOf(day, opened + this.random.between(2, 20));
      await runAt(begun, () => this.byPhone({ test, plan_id }, moment, this.answers(taker, moment, questions)));
    }
    await this.asTrainer(instantOf(day, closed), () => desk.setOpen(code, moment, false));
    const papers = takers.filter((each) => each[moment]?.by === 'paper');
    const rows = papers.map((taker) => this.answers(taker, moment, questions));
    await this.asTrainer(instantOf(day, typed), () => this.parts(AnswersSheet).save(code, moment, { papers: rows, day, isForAll: false }));
  }

  private answers({ person, ...taken }: TestTaker, moment: Moment, questions: readonly PresentedQuestion[]) {
    const skill = taken[moment]?.skill ?? 0;
    const chance = this.random.fork(`${person} ${moment}`);
    return {
      person_id: this.register.person(person),
      answers: questions.map(({ question }) => answerOf(question, skill, chance.fork(question.ref))),
    };
  }

  private async byPhone(
    { test, plan_id }: { test: SetTest; plan_id: number },
    part: Moment,
    { person_id, answers }: ReturnType<TestLife['answers']>,
  ): Promise<void> {
    const id = await this.parts(TestAttempts).begin(test, part, person_id);
    const holder = { activity_id: test.activity_id, plan_id, person_id, part };
    const given = answers.map((answer, at) => ({ position: at + 1, answer, sequence: (at + 1) * 250 }));
    await this.parts(Attempts).submit(id, holder, given);
  }

  private async survey(code: string, activityId: number, takers: readonly TestTaker[]): Promise<void> {
    const surveys = this.parts(Surveys);
    const opinions = new Opinions(this.random);
    const stayed = takers.filter(({ after }) => after !== null);
    await this.asTrainer(instantOf(LAST_DAY, HOURS.after.typed), () => surveys.set(code, 0, SURVEY, true));
    const byPhone = stayed.filter(({ after }) => after?.by === 'phone');
    for (const { person } of byPhone) {
      const person_id = this.register.person(person);
      await runAt(instantOf(LAST_DAY, 19 * 60), () => surveys.answer(activityId, person_id, opinions.next()));
    }
    const counted = opinions.onPaper(stayed.length - byPhone.length);
    await this.asTrainer(instantOf(addDays(LAST_DAY, 1), 9 * 60), () => surveys.count(code, 1, counted));
    await this.asTrainer(instantOf(addDays(LAST_DAY, 2), 9 * 60), () => surveys.set(code, 2, SURVEY, false));
  }

  private asTrainer<T>(at: string, work: () => Promise<T>): Promise<T> {
    return runAt(at, () => actAs(this.register.user(TRAINERS.district), work));
  }
}
