import type { BankQuestion } from './presentation.js';
import type { Quiz } from './quiz.js';

/** Where attempts take their questions from. */
export abstract class QuestionSource {
  /**
   * The questions of a plan's bank that a quiz can ask: those that it names and all of the topics that it draws from, without
   * those that were withdrawn, always in the same order.
   */
  abstract forQuiz(planId: number, quiz: Quiz): Promise<BankQuestion[]>;
}
