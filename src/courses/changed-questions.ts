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

/** Says which questions of a plan would become other ones, and whom that concerns. */
@Injectable()
export class ChangedQuestions {
  constructor(
    private readonly bank: QuestionBank,
    private readonly uses: QuestionUses,
  ) {}

  /** Those that questions of files would change, or ask again, in the order of the files. */
  async by(plan: string, questions: readonly BankQuestion[]): Promise<ChangedQuestion[]> {
    const { planId, changed } = await this.bank.changedBy(plan, questions);
    const uses = await this.uses.asking(planId, changed);
    return changed.map(({ ref, title }) => ({ ref, title, uses: uses.get(ref) ?? [] }));
  }
}
