import { paths } from '../web/paths.js';
import type { BankPlan } from './bank-door.js';
import type { BankWords } from './bank-words.js';
import { LIMITS } from './question-check.js';
import { type FormRow, type QuestionValues, ROWS_OF } from './question-form.js';
import type { QuestionRow } from './quizzes.entities.js';

interface RowField {
  id: string;
  label: string;
  value: string;
  type?: string;
  lines?: number;
  optional?: boolean;
  width?: string;
}

/** A new question, or one that is changed (`row`). @param topics that the plan has already */
export function questionFormPage(
  words: BankWords,
  plan: BankPlan,
  values: QuestionValues,
  { row, topics, version }: { row: QuestionRow | null; topics: readonly string[]; version: number },
): object {
  const { kind } = values;
  const name = ROWS_OF[kind];
  const heading = words.say(row === null ? 'new_of_kind' : 'edit', { kind: words.say(`kind.${kind}`) });
  return {
    ...{ title: heading, heading, values, version, kind, isNew: row === null, ref: row?.ref },
    crumbs: words.crumbs(plan),
    narrow: true,
    action: row === null ? paths.questionNew(plan.code, { kind }) : paths.questionEdit(plan.code, row.id),
    cancel: row === null ? paths.quizBank(plan.code) : paths.question(plan.code, row.id),
    pictures: paths.questionPictures(plan.code),
    topics: topics.filter((topic) => topic !== ''),
    rowsId: name,
    rowsTitle: name === null ? null : words.say(`rows.${name}`),
    rowsHint: name === null ? null : words.say(`rows_hint.${kind}`),
    rows:
      name === null ? [] : values.rows.map((each, index) => rowOf(words, values, each, `${name}.${index}`, index + 1)),
    canAdd: name !== null && values.rows.length < LIMITS.parts,
    linesLabel: kind === 'ordering' || kind === 'matching' ? words.say(`lines.${kind}`) : null,
    linesId: kind === 'ordering' ? 'items' : 'others',
    truths: ['true', 'false'].map((value) => ({ value, text: words.say(`truth.${value}`) })),
    ...{ isTruth: kind === 'true_false', isShort: kind === 'short', isEssay: kind === 'essay' },
  };
}

function rowOf(words: BankWords, { kind }: QuestionValues, row: FormRow, name: string, number: number): object {
  const hasTick = kind === 'single' || kind === 'multiple';
  return {
    legend: words.say('row', { number }),
    tick: hasTick ? { id: `${name}.is_right`, text: words.say('is_right'), checked: row.is_right !== '' } : null,
    fields: fieldsOf(words, kind, row, name),
  };
}

function fieldsOf(words: BankWords, kind: QuestionValues['kind'], row: FormRow, name: string): RowField[] {
  const field = (key: keyof FormRow, more: Partial<RowField> = {}): RowField => ({
    ...{ id: `${name}.${key}`, label: words.say(`field.${key}`), value: row[key] },
    ...more,
  });
  const marks = [
    field('weight', { type: 'number', optional: true }),
    field('feedback', { type: 'textarea', lines: 2, optional: true }),
  ];
  if (kind === 'matching') return [field('left', { type: 'textarea', lines: 2 }), field('right')];
  if (kind === 'numerical') {
    return [field('value', { type: 'number' }), field('tolerance', { type: 'number', optional: true }), ...marks];
  }
  return [kind === 'short' ? field('text') : field('text', { type: 'textarea', lines: 2 }), ...marks];
}
