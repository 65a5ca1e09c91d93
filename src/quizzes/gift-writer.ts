import { categoryOf, writeRemarks } from './gift-blocks.js';
import { clearNumber, escaped, escapedStart, giftNumber } from './gift-signs.js';
import type { BankQuestion } from './presentation.js';
import type { Choice, Question } from './question.js';

/**
 * Questions as a file of GIFT, in their order. What GIFT has no words for stands in comments: the reference, the guide of an
 * essay, that it is about an order, that marks do not matter. Reading it again gives the same questions.
 */
export function writeGift(questions: readonly BankQuestion[]): string {
  let topic = '';
  return questions
    .map((each) => {
      const category = each.topic === topic ? '' : `$CATEGORY: ${categoryOf(each.topic)}\n\n`;
      topic = each.topic;
      return category + writeQuestion(each.question);
    })
    .join('\n');
}

function writeQuestion(question: Question): string {
  const title = question.title === '' ? '' : `::${escaped(question.title)}::`;
  const answers = [
    ...answersOf(question),
    ...(question.feedback === '' ? [] : [`####${escapedStart(question.feedback)}`]),
  ];
  const head = writeRemarks({
    id: question.ref,
    tags: tagsOf(question),
    guide: question.kind === 'essay' ? question.guide : '',
  });
  return `${head}${title}[markdown]${escaped(question.text)} {${answers.length === 0 ? '' : `${answers.join('\n\t')}\n`}}\n`;
}

function tagsOf(question: Question): string[] {
  if (question.kind === 'ordering') return ['ordering'];
  return question.kind === 'short' && question.ignore_diacritics ? ['ignore-diacritics'] : [];
}

/** What stands between the braces, a line each. The first one is what tells the kind, where it has to stand first. */
function answersOf(question: Question): string[] {
  switch (question.kind) {
    case 'single':
      return [
        '',
        ...question.choices.map((choice) =>
          choice.weight === 100 ? `=${choiceText(choice, 100)}` : `~${choiceText(choice, 0)}`,
        ),
      ];
    case 'multiple':
      return ['', ...question.choices.map((choice) => `~${choiceText(choice, 0)}`)];
    case 'true_false':
      return [`${question.answer ? 'TRUE' : 'FALSE'}${verdicts(question.feedback_wrong, question.feedback_right)}`];
    case 'matching':
      return [
        '',
        ...question.pairs.map(({ left, right }) => `=${escapedStart(left)} -> ${escaped(right)}`),
        ...question.others.map((other) => `= -> ${escaped(other)}`),
      ];
    case 'ordering':
      return ['', ...question.items.map((item, index) => `=${index + 1} -> ${escaped(item)}`)];
    case 'short':
      return ['', ...question.answers.map((answer) => `=${choiceText(answer, 100)}`)];
    case 'numerical':
      return [
        '#',
        ...question.answers.map(({ value, tolerance, weight, feedback }) => {
          const number = `${clearNumber(value)}:${clearNumber(tolerance)}`;
          return `=${weightText(weight, 100)}${number}${remark(feedback)}`;
        }),
      ];
    case 'essay':
      return [];
  }
}

/** A text that begins as a weight does needs one before it, so that it is not taken for one. */
function choiceText({ text, weight, feedback }: Choice, usual: number): string {
  return `${weightText(weight, text.startsWith('%') ? Number.NaN : usual)}${escapedStart(text)}${remark(feedback)}`;
}

function weightText(weight: number, usual: number): string {
  return weight === usual ? '' : `%${giftNumber(weight)}%`;
}

function remark(feedback: string): string {
  return feedback === '' ? '' : `#${escapedStart(feedback)}`;
}

/** GIFT says first what is said to those who were wrong. */
function verdicts(wrong: string, right: string): string {
  if (right === '') return remark(wrong);
  return `#${escapedStart(wrong)}#${escapedStart(right)}`;
}
