import { setClock } from '../../src/config/clock.js';
import { Bus, type DomainEvents } from '../../src/events/domain-events.js';
import type { Answer } from '../../src/quizzes/answers.js';
import { Attempts } from '../../src/quizzes/attempts.js';
import type { Holder } from '../../src/quizzes/attempts.store.js';
import type { BankQuestion } from '../../src/quizzes/presentation.js';
import { BankQuestions } from '../../src/quizzes/bank-questions.js';
import type { Quiz } from '../../src/quizzes/quiz.js';
import { Field } from '../activities/field.js';

const choice = (text: string, weight: number) => ({ text, weight, feedback: '' });

/** A single choice whose first answer is right. */
export function single(ref: string, topic = 'Nhận biết'): BankQuestion {
  const choices = [choice('đúng', 100), choice('sai', 0), choice('gần đúng', 50)];
  return { topic, question: { kind: 'single', ref, title: ref, text: `Câu ${ref}`, feedback: '', choices } };
}

/** Something to write. */
export function essay(ref: string, topic = 'Viết'): BankQuestion {
  return {
    topic,
    question: { kind: 'essay', ref, title: ref, text: `Viết ${ref}`, feedback: '', guide: 'Nêu hai dấu hiệu' },
  };
}

export const QUIZ: Quiz = {
  items: [
    { question: 'a', points: 1 },
    { question: 'b', points: 1 },
  ],
  ...{ pass_mark: 50, attempts: null, minutes: null },
  ...{ shuffle_questions: false, shuffle_answers: false, review: 'attempt' },
};

export const RIGHT: Answer = { kind: 'single', choice: 0 };
export const WRONG: Answer = { kind: 'single', choice: 1 };
export const HALF: Answer = { kind: 'single', choice: 2 };

/** An activity with people who answer quizzes, a bank that tests can change, and a clock. */
export class AttemptField {
  /** What the bank has now. */
  bank: BankQuestion[] = [single('a'), single('b'), single('c'), essay('e')];
  /** What was told of final scores. */
  readonly told: DomainEvents['quizzes.marked'][] = [];

  private constructor(
    readonly field: Field,
    readonly attempts: Attempts,
    private readonly activity: number,
    private readonly people: ReadonlyMap<string, number>,
  ) {}

  /** @param roster the people of its activity, by ref */
  static async create(roster = ['p1', 'p2']): Promise<AttemptField> {
    AttemptField.at('2025-05-01T03:00:00.000Z');
    const field = await Field.create();
    await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,');
    await field.good('sessions', 'activity,number,date\nT,1,2025-05-01');
    const lines = roster.map((person) => `T,${person},parent,C`);
    await field.good('participations', ['activity,person,group,unit', ...lines].join('\n'));
    const rows = await field.world.database.rows<{ id: number; ref: string }>('SELECT id, ref FROM people');
    const made = new AttemptField(
      field,
      field.world.get(Attempts),
      await field.id('activities', 'code', 'T'),
      new Map(rows.map(({ id, ref }) => [ref, id])),
    );
    jest.spyOn(field.world.get(BankQuestions), 'forQuiz').mockImplementation(() => Promise.resolve(made.bank));
    field.world.get(Bus).on('quizzes.marked', (event) => Promise.resolve(void made.told.push(event)));
    return made;
  }

  /** Sets the clock. */
  static at(instant: string): void {
    setClock(() => new Date(instant));
  }

  async close(): Promise<void> {
    await this.field.world.close();
    setClock();
  }

  holder(ref = 'p1', part = 'kiem-tra'): Holder {
    return { activity_id: this.activity, plan_id: 1, person_id: this.people.get(ref) ?? 0, part };
  }

  /** What is kept of the answers: `1 right@3`, by position. */
  async kept(id: number): Promise<(string | null)[]> {
    const rows = await this.field.world.database.rows<{ answer: string | null }>(
      'SELECT answer FROM attempt_answers WHERE attempt_id = ? ORDER BY position',
      [id],
    );
    return rows.map(({ answer }) => answer);
  }

  /** Begins, answers in order and hands in. @returns the id of the attempt */
  async done(answers: readonly Answer[], quiz: Quiz = QUIZ, holder = this.holder()): Promise<number> {
    const id = await this.attempts.begin(holder, quiz, 'Bài kiểm tra');
    await this.attempts.submit(
      id,
      holder,
      answers.map((answer, at) => ({ position: at + 1, answer })),
    );
    return id;
  }
}
