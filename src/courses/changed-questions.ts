import { Injectable } from '@nestjs/common';
import type { BankQuestion } from '../quizzes/presentation.js';
import { QuestionBank } from '../quizzes/question-bank.js';
import { type QuestionUse, QuestionUses } from '../quizzes/question-uses.js';

/** A question of the bank that files would change, and what asks it today. */
export interface ChangedQuestion {
  ref: string;
  title: string;
  uses: QuestionUse[];
}

/** The most changed questions of which it is told where they are used: each asks all rooms. */
const TOLD = 20;

/** Says which questions of a plan would become other ones, and whom that concerns. */
@Injectable()
export class ChangedQuestions {
  constructor(
    private readonly bank: QuestionBank,
    private readonly uses: QuestionUses,
  ) {}

  /** Those that questions of files would change, in the order of the files; of the first twenty with their uses. */
  async by(plan: string, questions: readonly BankQuestion[]): Promise<ChangedQuestion[]> {
    const { planId, changed } = await this.bank.changedBy(plan, questions);
    const told: ChangedQuestion[] = [];
    for (const [at, { ref, topic, title }] of changed.entries()) {
      // Whoever asks it, and whoever draws from its topic: as if nothing were left of that.
      const uses = at < TOLD ? await this.uses.of({ plan_id: planId, ref, topic, left: 0 }) : [];
      told.push({ ref, title, uses });
    }
    return told;
  }
}
