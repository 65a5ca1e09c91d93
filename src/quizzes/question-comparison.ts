import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { foldText } from '../i18n/fold.js';
import type { BankQuestion } from './presentation.js';
import type { QuestionRow } from './quizzes.entities.js';

/** How a question of a file stands to the bank, which knows it by its ref; `revived`: it was withdrawn and would be asked again. */
export const STANDINGS = ['new', 'changed', 'same', 'revived'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a row of the bank says of a question. */
export type QuestionContent = Omit<QuestionRow, 'id' | 'version'>;

export interface ComparedQuestion {
  standing: Standing;
  /** What the bank would have. */
  content: QuestionContent;
  /** What the bank has under that ref. */
  row: QuestionRow | null;
}

/** Compares questions of a file with a bank, before anything is written and while it is. */
@Injectable()
export class QuestionComparison {
  constructor(private readonly database: Database) {}

  /** Each as it stands, in the order given. */
  async of(planId: number, given: readonly BankQuestion[]): Promise<ComparedQuestion[]> {
    const refs = given.map(({ question }) => question.ref);
    const sql = 'SELECT * FROM questions WHERE plan_id = ? AND ref IN (?)';
    const rows = await this.database.rowsIn<QuestionRow>(sql, refs, [planId]);
    const known = new Map(rows.map((row) => [row.ref, row]));
    return given.map((each) => compared(planId, each, known.get(each.question.ref)));
  }

  /**
   * The same questions without touching any that the bank has: what it knows with other words gets a ref of its own, `q1-2`.
   * Done again, the same content finds itself there.
   */
  async renewed(planId: number, given: readonly BankQuestion[]): Promise<ComparedQuestion[]> {
    const all = await this.database.rows<QuestionRow>('SELECT * FROM questions WHERE plan_id = ?', [planId]);
    const rows = new Map(all.map((row) => [row.ref, row]));
    const taken = new Set(given.map(({ question }) => question.ref));
    return given.map((each) => {
      let found = compared(planId, each, rows.get(each.question.ref));
      for (let number = 2; isKnown(found); number += 1) {
        const ref = numbered(each.question.ref, number);
        if (!taken.has(ref)) found = compared(planId, withRef(each, ref), rows.get(ref));
      }
      taken.add(found.content.ref);
      return found;
    });
  }
}

/** Whether to take it would make another question of one that the bank has. */
export function isKnown({ standing }: Pick<ComparedQuestion, 'standing'>): boolean {
  return standing === 'changed' || standing === 'revived';
}

/** A question as its row has it. */
export function contentOf(plan_id: number, { topic, question }: BankQuestion): QuestionContent {
  const { ref, title, kind, text } = question;
  const folded = foldText(`${ref} ${title} ${text}`).slice(0, 12_000);
  return { plan_id, ref, topic, title, kind, body: JSON.stringify(question), folded, is_withdrawn: 0 };
}

function compared(planId: number, given: BankQuestion, row: QuestionRow | undefined): ComparedQuestion {
  const content = contentOf(planId, given);
  return { standing: standingOf(content, row), content, row: row ?? null };
}

function standingOf(content: QuestionContent, row: QuestionRow | undefined): Standing {
  if (!row) return 'new';
  if (row.is_withdrawn === 1) return 'revived';
  if (row.topic !== content.topic) return 'changed';
  return sorted(JSON.parse(row.body)) === sorted(JSON.parse(content.body)) ? 'same' : 'changed';
}

/** A ref has 64 characters at most. */
function numbered(ref: string, number: number): string {
  const end = `-${number}`;
  return ref.slice(0, 64 - end.length) + end;
}

function withRef({ topic, question }: BankQuestion, ref: string): BankQuestion {
  return { topic, question: { ...question, ref } };
}

/** As JSON with its keys in one order: how a program has put a question together makes no difference. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
