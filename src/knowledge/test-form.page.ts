import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import type { OfferedQuestion } from '../quizzes/bank-questions.js';
import type { SetTest } from './knowledge-tests.js';
import { knowledgeCrumbs, type OpenedActivity, say } from './staff-door.js';
import type { WantedTest } from './test-desk.js';

/** What the form knows beside the activity. */
export interface TestFormState {
  test: SetTest | undefined;
  offered: readonly OfferedQuestion[];
  /** Whether somebody has begun: the questions are then only shown. */
  begun: boolean;
  typed: Record<string, unknown>;
}

const MOST_DRAWN = 50;

/** Reads the form. A topic is known by its place in the list, as the page shows them. */
export function wantedTest(form: Form, { offered, begun }: TestFormState): WantedTest {
  const title = form.text('title', 150);
  const shows_score = form.ticked('shows_score');
  const rest = { refs: [], draws: [], pass_mark: 0, minutes: null };
  if (begun) return { title, shows_score, ...rest };
  const refs = form.many('questions').filter((ref) => offered.some((each) => each.ref === ref));
  const draws = topicsOf(offered).flatMap((topic, at) => {
    const count = form.optionalInteger(`draw${at}`, 0, MOST_DRAWN) ?? 0;
    return count === 0 ? [] : [{ topic, count }];
  });
  if (refs.length === 0 && draws.length === 0) form.refuse('questions', 'knowledge.no_questions');
  return {
    ...{ title, shows_score, refs, draws },
    pass_mark: form.integer('pass_mark', 0, 100),
    minutes: form.optionalInteger('minutes', 1, 600),
  };
}

/** The form in which a test is set: questions of the plan's bank, or so many of a topic. */
export function testForm({ record, words }: OpenedActivity, state: TestFormState): object {
  const { test, offered, begun, typed } = state;
  const { code, plan_code } = record.activity;
  const title = say(words, test ? 'test.edit' : 'test.set');
  return {
    title: `${title}: ${record.activity.title}`,
    crumbs: knowledgeCrumbs(words, record, title),
    heading: title,
    narrow: true,
    action: paths.knowledgeTest(code),
    cancel: paths.activityKnowledge(code),
    version: typed.version ?? test?.version ?? 0,
    begun,
    lede: begun ? say(words, 'test.begun') : say(words, 'test.lede', { plan: plan_code }),
    values: 'title' in typed ? typed : valuesOf(test, record.activity.title),
    none: !begun && offered.length === 0,
    topics: begun ? [] : topicsPart(say(words, 'test.no_topic'), state),
  };
}

function valuesOf(test: SetTest | undefined, title: string): object {
  if (!test) return { title: title.slice(0, 150), pass_mark: 80, minutes: '', shows_score: false };
  const { quiz, shows_score } = test;
  return { title: test.title, pass_mark: quiz.pass_mark, minutes: quiz.minutes ?? '', shows_score: shows_score === 1 };
}

function topicsPart(noTopic: string, { test, offered, typed }: TestFormState): object[] {
  const known = test?.quiz.items.flatMap((item) => ('question' in item ? [item.question] : [])) ?? [];
  const chosen = new Set<unknown>('title' in typed ? [typed.questions ?? []].flat() : known);
  return topicsOf(offered).map((topic, at) => ({
    name: topic === '' ? noTopic : topic,
    draw: { id: `draw${at}`, value: typed[`draw${at}`] ?? '' },
    questions: offered
      .filter((each) => each.topic === topic)
      .map(({ ref, name }) => ({ value: ref, text: name, checked: chosen.has(ref) })),
  }));
}

function topicsOf(offered: readonly OfferedQuestion[]): string[] {
  return [...new Set(offered.map(({ topic }) => topic))];
}
