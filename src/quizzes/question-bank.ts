import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { BankDoor } from './bank-door.js';
import { BankQuestions, questionIn } from './bank-questions.js';
import type { BankQuestion } from './presentation.js';
import { cleaned, faultsOf, LIMITS, oneLine } from './question-check.js';
import { type ComparedQuestion, contentOf, isKnown, QuestionComparison } from './question-comparison.js';
import type { Question } from './question.js';
import { QuestionUses, type QuestionUse } from './question-uses.js';
import { QuestionRow } from './quizzes.entities.js';

/** What became of a file of questions. */
export interface Taken {
  added: number;
  changed: number;
  same: number;
}

/**
 * What becomes of a question that the bank knows by its ref, but with other words or withdrawn: the bank then has what the
 * file says; or it stays, and the one of the file is another question; or nothing is taken.
 */
export const KNOWN_POLICIES = ['replace', 'renew'] as const;
export type KnownPolicy = (typeof KNOWN_POLICIES)[number] | 'refuse';
const KNOWN = { field: 'known', key: 'errors.question.known' };

/** A question with its row. */
export interface KeptQuestion {
  row: QuestionRow;
  question: Question;
}

/** Writes the question banks of plans of one's territory. */
@Injectable()
export class QuestionBank {
  constructor(
    private readonly database: Database,
    private readonly door: BankDoor,
    private readonly questions: BankQuestions,
    private readonly uses: QuestionUses,
    private readonly comparison: QuestionComparison,
    private readonly events: EventLog,
  ) {}

  /** A question of a plan, withdrawn or not. @throws NotFound */
  async one(planId: number, id: number): Promise<KeptQuestion> {
    const row = await this.database.row<QuestionRow>('SELECT * FROM questions WHERE plan_id = ? AND id = ?', [
      planId,
      id,
    ]);
    if (!row) throw new NotFound();
    return { row, question: questionIn(row) };
  }

  /** Adds a question. @returns its id @throws InvalidFields; DomainError where the reference is taken */
  add(code: string, given: BankQuestion): Promise<number> {
    return this.database.transaction(async () => {
      const { topic, question } = sound(given);
      const plan = await this.door.lock(code);
      const sql = 'SELECT id FROM questions WHERE plan_id = ? AND ref = ?';
      if (await this.database.row(sql, [plan.id, question.ref])) {
        throw new InvalidFields([{ field: 'ref', key: 'errors.question.ref_taken', params: { ref: question.ref } }]);
      }
      const id = await this.database.insertOne(QuestionRow, contentOf(plan.id, { topic, question }));
      await this.record('question.added', id, { ref: question.ref });
      return id;
    });
  }

  /**
   * Changes a question; its reference stays. @param version of the row that the person saw
   * @throws EditConflict where somebody else has saved meanwhile; DomainError `question.used` where it leaves a topic that needs it
   */
  change(code: string, id: number, version: number, given: BankQuestion): Promise<void> {
    return this.database.transaction(async () => {
      const plan = await this.door.lock(code);
      const { row } = await this.one(plan.id, id);
      const { topic, question } = sound({ ...given, question: { ...given.question, ref: row.ref } });
      if (row.version !== version) throw new EditConflict();
      if (topic !== row.topic && row.is_withdrawn === 0) await this.requireFree(plan.id, row, null);
      const values = contentOf(plan.id, { topic, question });
      await this.database.update(QuestionRow, { id, version }, { ...values, version: version + 1 });
      await this.record('question.changed', id, { ref: row.ref });
    });
  }

  /** Asks a question no more. @throws DomainError `question.used` with where it is used */
  withdraw(code: string, id: number): Promise<void> {
    return this.turn(code, id, 1, 'question.withdrawn');
  }

  /** Asks it again. */
  restore(code: string, id: number): Promise<void> {
    return this.turn(code, id, 0, 'question.restored');
  }

  /** Who needs a question as it stands. */
  async usesOf(planId: number, row: QuestionRow): Promise<QuestionUse[]> {
    const left = (await this.questions.countByTopic(planId)).get(row.topic) ?? 0;
    return this.uses.of({
      plan_id: planId,
      ref: row.ref,
      topic: row.topic,
      left: left - (row.is_withdrawn === 0 ? 1 : 0),
    });
  }

  /**
   * Takes questions of a file in. The same file twice changes nothing.
   * @throws InvalidFields `known` with `refuse`, where the bank knows a question with other words or withdrew it
   */
  take(code: string, given: readonly BankQuestion[], policy: KnownPolicy = 'replace'): Promise<Taken> {
    return this.database.transaction(async () => {
      const questions = given.map(sound);
      const plan = await this.door.lock(code);
      const compared = await this.comparison[policy === 'renew' ? 'renewed' : 'of'](plan.id, questions);
      const known = compared.filter(isKnown);
      if (policy === 'refuse' && known.length > 0) throw new InvalidFields([KNOWN]);
      const fresh = compared.filter(({ standing }) => standing === 'new').map(({ content }) => content);
      await this.database.insert(QuestionRow, fresh);
      for (const each of known) await this.replace(each);
      const taken = { added: fresh.length, changed: known.length, same: compared.length - fresh.length - known.length };
      if (taken.added + taken.changed > 0) {
        const subject = { type: 'plan', id: plan.id };
        await this.events.record({ kind: 'question.imported', subject, detail: taken });
      }
      return taken;
    });
  }

  /** The questions of a plan that `take` would change or ask again, as they are now. @throws InvalidFields, NotFound */
  async changedBy(code: string, given: readonly BankQuestion[]): Promise<{ planId: number; changed: QuestionRow[] }> {
    const { id: planId } = await this.door.open(code);
    const compared = await this.comparison.of(planId, given.map(sound));
    return { planId, changed: compared.filter(isKnown).flatMap(({ row }) => row ?? []) };
  }

  private async replace({ row, content }: ComparedQuestion): Promise<void> {
    if (!row) return;
    if (row.topic !== content.topic && row.is_withdrawn === 0) await this.requireFree(row.plan_id, row, null);
    await this.database.update(QuestionRow, { id: row.id }, { ...content, version: row.version + 1 });
  }

  private turn(code: string, id: number, is_withdrawn: 0 | 1, kind: string): Promise<void> {
    return this.database.transaction(async () => {
      const plan = await this.door.lock(code);
      const { row } = await this.one(plan.id, id);
      if (row.is_withdrawn === is_withdrawn) return;
      if (is_withdrawn === 1) await this.requireFree(plan.id, row, row.ref);
      await this.database.update(QuestionRow, { id }, { is_withdrawn, version: row.version + 1 });
      await this.record(kind, id, { ref: row.ref });
    });
  }

  private async requireFree(planId: number, { topic, ref }: QuestionRow, leaving: string | null): Promise<void> {
    const left = ((await this.questions.countByTopic(planId)).get(topic) ?? 0) - 1;
    const uses = await this.uses.of({ plan_id: planId, ref: leaving, topic, left });
    if (uses.length === 0) return;
    const where = uses.slice(0, 5).map(({ title }) => title);
    throw new DomainError('question.used', { ref, count: uses.length, where: where.join('; ') });
  }

  private record(kind: string, id: number, detail: object): Promise<number> {
    return this.events.record({ kind, subject: { type: 'question', id }, detail });
  }
}

function sound(given: BankQuestion): BankQuestion {
  const question = cleaned(given.question);
  const topic = oneLine(given.topic);
  const faults = faultsOf(question);
  if (topic.length > LIMITS.topic) {
    faults.push({ field: 'topic', key: 'errors.question.too_long', params: { max: LIMITS.topic } });
  }
  if (faults.length > 0) throw new InvalidFields(faults);
  return { topic, question };
}
