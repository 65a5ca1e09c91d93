import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { type BankQuestion, present, type PresentedQuestion } from '../quizzes/presentation.js';
import { actAs } from '../web/actor.js';
import { BankQuestions } from '../quizzes/bank-questions.js';
import type { Quiz, QuizItem } from '../quizzes/quiz.js';
import { KnowledgeQuestion, KnowledgeTest } from './knowledge.entities.js';
import { KnowledgeCodes } from './knowledge-codes.js';
import { KnowledgeTests } from './knowledge-tests.js';
import type { Moment } from './moments.js';

/** How somebody wants a test. Each question is worth one point. */
export interface WantedTest {
  title: string;
  /** Per cent, 0 to 100. */
  pass_mark: number;
  minutes: number | null;
  shows_score: boolean;
  /** Questions by their refs, and how many more are drawn of which topics. */
  refs: readonly string[];
  draws: readonly { topic: string; count: number }[];
}

/** The largest question that a row holds, as JSON. */
const LONGEST = 60_000;

/** Sets the test of an activity, and opens and closes it. Essays are left out: marking them is another act each time. */
@Injectable()
export class TestDesk {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly tests: KnowledgeTests,
    private readonly questions: BankQuestions,
    private readonly codes: KnowledgeCodes,
    private readonly events: EventLog,
  ) {}

  /**
   * Sets a test, or sets it anew. What is to be drawn is drawn now, once for everybody and both moments. Once somebody has
   * begun only the title and whether the score is told can be changed: else before and after were two tests.
   * @param version the one that was read, 0 for none @throws NotFound, EditConflict, DomainError
   */
  async set(code: string, version: number, wanted: WantedTest): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const known = await this.tests.of(activity.id);
      if ((known?.version ?? 0) !== version) throw new EditConflict();
      const begun = known !== undefined && (await this.tests.isBegun(activity.id));
      const said = { title: wanted.title, shows_score: wanted.shows_score ? 1 : 0 };
      if (begun) await this.write(activity, version, said);
      else await this.write(activity, version, { ...said, quiz: JSON.stringify(await this.drawn(activity, wanted)) });
      const detail = { activity: code, questions: begun ? undefined : wanted.refs.length };
      await this.events.record({ kind: 'knowledge.test_set', subject: { type: 'activity', id: activity.id }, detail });
    });
  }

  /** Opens a moment for telephones, or closes it. Done already it changes nothing. @throws NotFound */
  async setOpen(code: string, moment: Moment, open: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const test = await this.tests.of(id);
      if (!test) throw new NotFound();
      const column = moment === 'before' ? 'before_open' : 'after_open';
      if (test[column] === (open ? 1 : 0)) return;
      await this.database.update(KnowledgeTest, { id: test.id }, { [column]: open ? 1 : 0 });
      // Whoever has an own page then finds the test there.
      if (open) await this.codes.ensureRoster(id);
      const detail = { activity: code, moment };
      const kind = open ? 'knowledge.test_opened' : 'knowledge.test_closed';
      await this.events.record({ kind, subject: { type: 'activity', id }, detail });
    });
  }

  /**
   * The code of somebody who learns a course, made where there is none yet; whether they learn it is settled before.
   * @throws NotFound where nothing is open
   */
  async codeOfLearner(activityId: number, personId: number): Promise<string> {
    // The course lets them in, wherever somebody who is also of the staff has rights.
    return actAs(null, () =>
      this.database.transaction(async () => {
        const { id } = await this.door.held(activityId);
        if ((await this.tests.answerable([id])).length === 0) throw new NotFound();
        const own = (await this.codes.ensure(id, [personId])).get(personId);
        if (!own) throw new NotFound();
        return own.code;
      }),
    );
  }

  private async write({ id }: OpenActivity, version: number, row: Partial<KnowledgeTest>): Promise<void> {
    if (version === 0) return this.database.insert(KnowledgeTest, [{ activity_id: id, ...row, version: 1 }]);
    await this.database.update(KnowledgeTest, { activity_id: id, version }, { ...row, version: version + 1 });
  }

  /** The quiz with everything drawn; its questions are kept beside it. */
  private async drawn({ id, plan_id }: OpenActivity, wanted: WantedTest): Promise<Quiz> {
    const { refs, draws, pass_mark, minutes } = wanted;
    const items: QuizItem[] = [
      ...refs.map((question) => ({ question, points: 1 })),
      ...draws.map(({ topic, count }) => ({ topic, draw: count, points: 1 })),
    ];
    const quiz: Quiz = {
      ...{ items, pass_mark, minutes, attempts: 1, review: 'never' },
      ...{ shuffle_questions: false, shuffle_answers: false },
    };
    const bank = withoutEssays(await this.questions.forQuiz(plan_id, quiz));
    const questions = present(quiz, bank, randomInt);
    await this.keep(id, questions);
    return { ...quiz, items: questions.map(({ question, points }) => ({ question: question.ref, points })) };
  }

  private async keep(activity_id: number, questions: readonly PresentedQuestion[]): Promise<void> {
    const rows = questions.map((each, at) => ({
      ...{ activity_id, position: at + 1, ref: each.question.ref, presented: JSON.stringify(each) },
    }));
    const long = rows.find(({ presented }) => Buffer.byteLength(presented) > LONGEST);
    if (long) throw new DomainError('knowledge.question_too_long', { ref: long.ref });
    await this.database.delete(KnowledgeQuestion, { activity_id });
    await this.database.insert(KnowledgeQuestion, rows);
  }
}

function withoutEssays(bank: readonly BankQuestion[]): BankQuestion[] {
  return bank.filter(({ question }) => question.kind !== 'essay');
}
