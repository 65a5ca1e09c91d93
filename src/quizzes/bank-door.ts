import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { Scopes } from '../territory/scope.js';

/** A plan as far as its question bank needs it. */
export interface BankPlan {
  id: number;
  code: string;
  place_id: number;
  title_vi: string;
  title_en: string;
}

/** A plan with how many questions its bank has. */
export interface CountedPlan extends BankPlan {
  questions: number;
}

/**
 * The plans whose banks somebody may open: those whose territory meets their own, as for every page of a plan. Questions are
 * written by trainers anywhere in the territory of a plan, not only by those of its own unit; which of them may is
 * for `question.write` to say.
 */
@Injectable()
export class BankDoor {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** All of them, the latest first. */
  async all(): Promise<CountedPlan[]> {
    const scope = await this.scopes.mine();
    const plans = await this.database.rows<CountedPlan>(
      `SELECT p.id, p.code, p.place_id, p.title_vi, p.title_en,
         (SELECT COUNT(*) FROM questions q WHERE q.plan_id = p.id AND q.is_withdrawn = 0) AS questions
       FROM plans p ORDER BY p.start DESC, p.code`,
    );
    return plans
      .filter(({ place_id }) => scope.meets(place_id))
      .map((plan) => ({ ...plan, questions: Number(plan.questions) }));
  }

  /** The plan with that code. @throws NotFound also where it does not exist for the reader */
  open(code: string): Promise<BankPlan> {
    return this.find(code, (sql) => this.database.row<BankPlan>(sql, [code]));
  }

  /** Likewise, and nobody else writes into its bank until the transaction ends. */
  lock(code: string): Promise<BankPlan> {
    return this.find(code, async (sql) => (await this.database.rowsForUpdate<BankPlan>(sql, [code]))[0]);
  }

  private async find(code: string, read: (sql: string) => Promise<BankPlan | undefined>): Promise<BankPlan> {
    const plan = await read('SELECT id, code, place_id, title_vi, title_en FROM plans WHERE code = ?');
    if (!plan || !(await this.scopes.mine()).meets(plan.place_id)) throw new NotFound('plan.not_found', { code });
    return plan;
  }
}
