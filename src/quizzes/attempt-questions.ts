import { DomainError } from '../errors.js';
import { type Answer, fieldsOf, fits, readAnswer } from './answers.js';
import { LAST_MOMENT } from './attempt-time.js';
import type { AttemptAnswer } from './attempts.entities.js';
import type { PresentedQuestion } from './presentation.js';
import type { Question } from './question.js';

/** A question of an attempt with what was answered, read from its row. */
export interface AskedQuestion extends PresentedQuestion {
  position: number;
  answer: Answer | null;
  /** The moment of the answer (attempt-time.ts); 0: not answered yet. */
  sequence: number;
  /** Hundredths of a point; null until marked. */
  points_hundredths: number | null;
  remark: string | null;
}

/** An answer that is to be saved. */
export interface GivenAnswer {
  position: number;
  /** Null takes an answer back. */
  answer: Answer | null;
  /** The moment at which it was given, as its page knows it; undefined: now. */
  sequence?: number;
}

/** Answers that are read once the questions are known: those at `positions`, or the answers themselves. */
export interface AnswerSheet {
  positions: readonly number[];
  /** @throws DomainError where what was sent cannot be an answer */
  read(questions: readonly AskedQuestion[]): readonly GivenAnswer[];
}

type Row = Omit<AttemptAnswer, 'id' | 'attempt_id' | 'ref' | 'saved_at' | 'marked_by_id'>;

/** The questions of an attempt from their rows. */
export function askedOf(rows: readonly Row[]): AskedQuestion[] {
  return rows.map(({ position, points, sequence, points_hundredths, remark, ...row }) => ({
    ...{ position, points, sequence, points_hundredths, remark },
    question: JSON.parse(row.question) as Question,
    shown: JSON.parse(row.shown) as number[],
    answer: row.answer === null ? null : (JSON.parse(row.answer) as Answer),
  }));
}

/** What a question of an attempt that begins is kept as. @param position from 1 */
export function rowOf(
  { question, points, shown }: PresentedQuestion,
  position: number,
): Pick<AttemptAnswer, 'position' | 'ref' | 'question' | 'shown' | 'points' | 'sequence'> {
  const kept = { question: JSON.stringify(question), shown: JSON.stringify(shown) };
  return { position, ref: question.ref, ...kept, points, sequence: 0 };
}

/** An answer as it is kept: the same answer is always the same text. */
export function keptAnswer(answer: Answer | null): string | null {
  if (answer === null) return null;
  const sorted = answer.kind === 'multiple' ? [...new Set(answer.choices)].sort((a, b) => a - b) : null;
  return JSON.stringify(sorted === null ? answer : { kind: answer.kind, choices: sorted });
}

/** Refuses an answer that cannot belong to a question. @throws DomainError `attempts.no_such_answer` */
export function requireFitting({ position, ...asked }: AskedQuestion, answer: Answer | null): void {
  if (answer !== null && !fits(asked, answer)) throw new DomainError('attempts.no_such_answer', { number: position });
}

/** The name under which a form sends the answer to a question. */
export function fieldOf(position: number): string {
  return `q${position}`;
}

/** The name of the field with what was answered when the form was made. */
export function shownField(position: number): string {
  return `was${position}`;
}

/**
 * The answers in a form that are other than when the form was made: what somebody did not touch is left as it is, so that a
 * form that stood open does not undo what was answered elsewhere meanwhile. A question of which the form says neither what was
 * answered before nor what is now is not on it.
 * @param body the fields of a form: `q<position>…` (answers.ts), `was<position>`, and with a script `sequence`
 */
export function sheetIn(body: Record<string, unknown>): AnswerSheet {
  const named = new Set(Object.keys(body).flatMap((name) => /^(?:q|was)(\d{1,4})(?:\.\d+)?$/.exec(name)?.[1] ?? []));
  const positions = [...named].map(Number);
  return { positions, read: (questions) => changedIn(body, positions, questions) };
}

/** Answers as they are. */
export function sheetOf(answers: readonly GivenAnswer[]): AnswerSheet {
  return { positions: answers.map(({ position }) => position), read: () => answers };
}

function changedIn(
  body: Record<string, unknown>,
  positions: readonly number[],
  questions: readonly AskedQuestion[],
): GivenAnswer[] {
  const known = new Map(questions.map((question) => [question.position, question]));
  const moment = momentIn(body.sequence);
  return positions.flatMap((position): GivenAnswer[] => {
    const asked = known.get(position);
    if (!asked) throw new DomainError('attempts.no_such_question', { number: position });
    const answer = readAnswer(asked, body, fieldOf(position));
    refuseStray(asked, body, answer);
    if (body[shownField(position)] === stamp(answer)) return [];
    return [{ position, answer, ...(moment === undefined ? {} : { sequence: moment }) }];
  });
}

/** What a form says of the answer with which it was made. */
export function stamp(answer: Answer | null): string {
  return keptAnswer(answer) ?? '';
}

/** What was sent but is none of the answers there are must not pass for an answer taken back. */
function refuseStray(asked: AskedQuestion, body: Record<string, unknown>, answer: Answer | null): void {
  const name = fieldOf(asked.position);
  const sent = Object.entries(body).filter(([field]) => field === name || field.startsWith(`${name}.`));
  const filled = new Set(sent.flatMap(([field, value]) => textsOf(value).map((text) => `${field} ${text}`)));
  const read = Object.values(fieldsOf(asked, answer, name)).flat();
  if (filled.size > read.length) throw new DomainError('attempts.no_such_answer', { number: asked.position });
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((each) => (typeof each === 'string' ? each.trim() : 'none')).filter((text) => text !== '');
}

function momentIn(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? Math.min(Number(value), LAST_MOMENT) : undefined;
}
