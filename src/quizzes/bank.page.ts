import { actorMay } from '../web/actor.js';
import { pager } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { BankPlan, CountedPlan } from './bank-door.js';
import type { BankWords } from './bank-words.js';
import { questionIn } from './bank-questions.js';
import type { CountedTopic, QuestionFilter } from './question-list.js';
import { nameOf, QUESTION_KINDS } from './question.js';
import type { QuestionRow } from './quizzes.entities.js';

/** In addresses, the questions that are filed under no topic. */
export const NO_TOPIC = '-';

/** The plans whose banks one may open. */
export function plansPage(words: BankWords, plans: readonly CountedPlan[]): object {
  return {
    title: words.say('title'),
    columns: [{ text: words.say('column.plan') }, { text: words.say('column.questions'), num: true }],
    rows: plans.map((plan) => ({
      cells: [
        { text: words.planTitle(plan), href: paths.quizBank(plan.code), sub: plan.code },
        { text: String(plan.questions) },
      ],
    })),
    marking: paths.quizMarking(),
  };
}

/** The questions of a plan. */
export function bankPage(
  words: BankWords,
  plan: BankPlan,
  asked: QuestionFilter & { page: number },
  { rows, total, topics }: { rows: readonly QuestionRow[]; total: number; topics: readonly CountedTopic[] },
): object {
  const { page, topic, kind, q, withdrawn } = asked;
  const filter = { topic: topicAddress(topic), kind, q, withdrawn: withdrawn ? 1 : undefined };
  const mayWrite = actorMay('question.write');
  return {
    title: words.say('title_of', { title: words.planTitle(plan) }),
    crumbs: words.crumbs(plan).slice(0, 1),
    lede: words.say('lede', { count: topics.reduce((sum, { count }) => sum + count, 0), topics: topics.length }),
    ...{ asked: { ...filter, topic: topicAddress(topic) ?? '' }, action: paths.quizBank(plan.code), withdrawn },
    filtered: topic !== null || kind !== '' || q !== '',
    topics: topics.map((each) => ({
      value: topicAddress(each.topic),
      text: `${words.topic(each.topic)} (${each.count})`,
    })),
    kinds: QUESTION_KINDS.map((value) => ({ value, text: words.say(`kind.${value}`) })),
    columns: ['question', 'topic', 'kind'].map((name) => ({ text: words.say(`column.${name}`) })),
    rows: rows.map((row) => ({ cells: cellsOf(words, plan, row) })),
    pager: pager({ page, total }, (at) => paths.quizBank(plan.code, { ...filter, page: at })),
    fresh: mayWrite
      ? QUESTION_KINDS.map((each) => ({
          text: words.say(`kind.${each}`),
          href: paths.questionNew(plan.code, { kind: each, topic: topic ?? undefined }),
        }))
      : [],
    load: mayWrite ? paths.giftImport(plan.code) : null,
    save: total > 0 ? paths.giftExport(plan.code, { topic: topicAddress(topic) }) : null,
    pictures: paths.questionPictures(plan.code),
    other: withdrawn
      ? { text: words.say('show_usable'), href: paths.quizBank(plan.code) }
      : { text: words.say('show_withdrawn'), href: paths.quizBank(plan.code, { withdrawn: 1 }) },
  };
}

/** A topic as an address says it; null: all. */
export function topicAddress(topic: string | null): string | undefined {
  if (topic === null) return undefined;
  return topic === '' ? NO_TOPIC : topic;
}

function cellsOf(words: BankWords, plan: BankPlan, row: QuestionRow): object[] {
  const question = questionIn(row);
  return [
    { text: nameOf(question), href: paths.question(plan.code, row.id), sub: row.ref },
    { text: words.topic(row.topic) },
    { text: words.say(`kind.${row.kind}`) },
  ];
}
