import type { OfferedQuestion } from '../quizzes/bank-questions.js';
import { type Quiz, type QuizItem, REVIEWS } from '../quizzes/quiz.js';
import type { Form } from '../web/form.js';

/** The most items of a quiz. */
export const MOST_ITEMS = 100;

/** An item as it stands in the fields of a form: a question by its ref, or how many are drawn of a topic. */
export interface ItemFields {
  kind: 'question' | 'topic';
  name: string;
  draw: string;
  points: string;
}

/** A question that can be asked. */
export type Askable = Omit<OfferedQuestion, 'kind'>;

/** A quiz that asks nothing yet. */
export const NEW_QUIZ: Quiz = {
  ...{ items: [], pass_mark: 80, attempts: null, minutes: null },
  ...{ shuffle_questions: true, shuffle_answers: true, review: 'attempt' },
};

/** The items of a quiz as fields. */
export function fieldsOf({ items }: Quiz): ItemFields[] {
  return items.map((item) =>
    'question' in item
      ? { kind: 'question', name: item.question, draw: '', points: String(item.points) }
      : { kind: 'topic', name: item.topic, draw: String(item.draw), points: String(item.points) },
  );
}

/** The fields of all items of a form: `i1_kind`, `i1_name`, `i1_draw`, `i1_points`, … */
export function itemFields(form: Form): ItemFields[] {
  const count = Math.min(MOST_ITEMS, Math.max(0, Math.trunc(Number(form.raw('items'))) || 0));
  return Array.from({ length: count }, (_, at) => ({
    kind: form.raw(`i${at + 1}_kind`) === 'topic' ? 'topic' : 'question',
    name: form.raw(`i${at + 1}_name`),
    draw: form.raw(`i${at + 1}_draw`),
    points: form.raw(`i${at + 1}_points`),
  }));
}

/**
 * The items after an act of the form, which saves nothing: `add` what stands in `add_question` (a ref, alone or in brackets
 * behind a title), `draw` what stands in `add_topic` and `add_draw`, `drop:N`, `raise:N`. Faults are noted in the form.
 */
export function itemsAfter(act: string, form: Form, askable: readonly Askable[]): ItemFields[] {
  const items = itemFields(form);
  const [, what, number] = /^(drop|raise):(\d{1,3})$/.exec(act) ?? [];
  const at = Number(number) - 1;
  if (what === 'drop') return items.filter((_, n) => n !== at);
  if (what === 'raise') return at > 0 && at < items.length ? raised(items, at) : items;
  if (items.length >= MOST_ITEMS) {
    form.refuse('add_question', 'courses.too_many_items', { most: MOST_ITEMS });
    return items;
  }
  if (act === 'add') return withQuestion(items, form, askable);
  return act === 'draw' ? withDraw(items, form, askable) : items;
}

/** How a form names a question: "Tuổi lao động (q-vi-01)". */
export function questionLabel({ ref, name }: Askable): string {
  return `${name} (${ref})`;
}

/** Reads the whole quiz; what is wrong is noted at its field. */
export function readQuiz(form: Form): Quiz {
  return {
    items: itemFields(form).map((item, at): QuizItem => readItem(form, item, `i${at + 1}_`)),
    pass_mark: form.integer('pass_mark', 0, 100),
    attempts: form.optionalInteger('attempts', 1, 100),
    minutes: form.optionalInteger('minutes', 1, 600),
    shuffle_questions: form.ticked('shuffle_questions'),
    shuffle_answers: form.ticked('shuffle_answers'),
    review: form.choice('review', REVIEWS),
  };
}

function readItem(form: Form, { kind, name }: ItemFields, prefix: string): QuizItem {
  const points = form.integer(`${prefix}points`, 1, 100);
  if (kind === 'question') return { question: name, points };
  return { topic: name, draw: form.integer(`${prefix}draw`, 1, 100), points };
}

function withQuestion(items: ItemFields[], form: Form, askable: readonly Askable[]): ItemFields[] {
  const typed = form.text('add_question', 400);
  const found = askable.find((each) => each.ref === typed || questionLabel(each) === typed);
  if (typed !== '' && !found) form.refuse('add_question', 'courses.no_question');
  if (!found || items.some((item) => item.kind === 'question' && item.name === found.ref)) return items;
  return [...items, { kind: 'question', name: found.ref, draw: '', points: '1' }];
}

function withDraw(items: ItemFields[], form: Form, askable: readonly Askable[]): ItemFields[] {
  const topics = [...new Set(askable.map(({ topic }) => topic))];
  const topic = form.choice('add_topic', topics);
  const draw = form.integer('add_draw', 1, 100);
  if (form.errors.length > 0) return items;
  return [...items, { kind: 'topic', name: topic, draw: String(draw), points: '1' }];
}

function raised(items: readonly ItemFields[], at: number): ItemFields[] {
  const [one, other] = [items[at - 1], items[at]];
  if (!one || !other) return [...items];
  return items.map((each, n) => (n === at - 1 ? other : n === at ? one : each));
}
