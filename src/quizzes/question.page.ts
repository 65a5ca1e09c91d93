import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import { AttemptWords } from './answer-lines.js';
import type { AskedQuestion } from './attempt-questions.js';
import { reviewed } from './attempt-result.page.js';
import { shownQuestion } from './attempt.page.js';
import type { BankPlan } from './bank-door.js';
import type { BankWords } from './bank-words.js';
import { mark } from './marking.js';
import { warningsOf } from './question-check.js';
import type { KeptQuestion } from './question-bank.js';
import { nameOf } from './question.js';
import type { QuestionUse } from './question-uses.js';

interface Shown {
  plan: BankPlan;
  kept: KeptQuestion;
  uses: readonly QuestionUse[];
  asked: AskedQuestion;
  /** Whether an answer was tried: it is then shown with what it is worth. */
  isTried: boolean;
}

/** A question as a learner would see it, with what it is filed under and who uses it. */
export function questionPage(words: BankWords, { plan, kept, uses, asked, isTried }: Shown): object {
  const { row, question } = kept;
  const learner = new AttemptWords(words.locale, (name) => paths.questionMedia(plan.code, name));
  const [mayWrite, isWithdrawn] = [actorMay('question.write'), row.is_withdrawn === 1];
  return {
    title: nameOf(question),
    crumbs: words.crumbs(plan),
    ...{
      narrow: true,
      isWithdrawn,
      uses,
      action: paths.questionTrial(plan.code, row.id),
      order: asked.shown.join(','),
    },
    facts: [
      { term: words.say('column.kind'), value: words.say(`kind.${row.kind}`) },
      { term: words.say('column.topic'), value: words.topic(row.topic) },
      { term: words.say('ref'), value: row.ref },
    ],
    warnings: warningsOf(question).map(({ key, params }) => words.say(`warning.${key}`, params)),
    question: shownQuestion(learner, asked),
    tried: isTried ? reviewed(learner, { ...asked, share: mark(question, asked.answer).share }) : null,
    analysis: paths.questionAnalysis(plan.code, row.id),
    edit: mayWrite ? paths.questionEdit(plan.code, row.id) : null,
    withdrawal: mayWrite && !isWithdrawn ? paths.questionWithdrawal(plan.code, row.id) : null,
    restoration: mayWrite && isWithdrawn ? paths.questionRestoration(plan.code, row.id) : null,
  };
}
