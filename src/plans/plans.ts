import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import type { Place } from '../territory/place.js';
import { Scopes } from '../territory/scope.js';
import { TerritoryStore } from '../territory/territory.store.js';
import type { Agency, Indicator, Objective, Plan, ReportingDate, Task } from './plans.entities.js';

export interface IndicatorContent extends Indicator {
  /** Codes, in the order of the plan. */
  groups: string[];
}

export interface ObjectiveContent extends Objective {
  indicators: IndicatorContent[];
}

export interface AgencyContent extends Agency {
  /** Codes of tasks, in the order of the plan. */
  tasks: string[];
}

/** A plan with everything in it, each list in the order of the plan. */
export interface PlanContent {
  plan: Plan;
  objectives: ObjectiveContent[];
  tasks: Task[];
  agencies: AgencyContent[];
  reporting: ReportingDate[];
}

/** The plans there are for whoever is acting. */
@Injectable()
export class Plans {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly territories: TerritoryStore,
  ) {}

  /** All plans whose territory meets the reader's: the latest first, then by code. */
  async all(): Promise<Plan[]> {
    const scope = await this.scopes.mine();
    const plans = await this.database.rows<Plan>('SELECT * FROM plans ORDER BY start DESC, code');
    return plans.filter((plan) => scope.meets(plan.place_id));
  }

  /** The plan with that code. @throws NotFound also where it does not exist for the reader */
  async byCode(code: string): Promise<Plan> {
    const scope = await this.scopes.mine();
    const plan = await this.database.row<Plan>('SELECT * FROM plans WHERE code = ?', [code]);
    if (!plan || !scope.meets(plan.place_id)) throw new NotFound('plan.not_found', { code });
    return plan;
  }

  /** Whether the person acting may change the plan: its own unit lies in their territory. */
  async isMine(plan: Pick<Plan, 'place_id'>): Promise<boolean> {
    return (await this.scopes.mine()).covers(plan.place_id);
  }

  /** Refuses to change a plan of a wider territory, which a reader inside it can only read. */
  async requireMine(plan: Pick<Plan, 'place_id'>): Promise<void> {
    if (!(await this.isMine(plan))) throw new DomainError('plan.not_yours', {}, 'forbidden');
  }

  /** The plan's own unit: the place that had its code on its first day. */
  async ownUnit(plan: Pick<Plan, 'place_id'>): Promise<Place> {
    const place = (await this.territories.territory()).placeById(plan.place_id);
    if (!place) throw new NotFound();
    return place;
  }

  /** Everything in a plan, in seven statements. */
  async content(plan: Plan): Promise<PlanContent> {
    const of = <T>(sql: string): Promise<T[]> => this.database.rows<T>(sql, [plan.id]);
    const objectives = await of<Objective>('SELECT * FROM objectives WHERE plan_id = ? ORDER BY position');
    const indicators = await of<Indicator>('SELECT * FROM indicators WHERE plan_id = ? ORDER BY position');
    const groups = await of<{ id: number; code: string }>(
      `SELECT g.indicator_id AS id, g.group_code AS code FROM indicator_groups g
       JOIN indicators i ON i.id = g.indicator_id WHERE i.plan_id = ? ORDER BY g.position`,
    );
    const tasks = await of<Task>('SELECT * FROM tasks WHERE plan_id = ? ORDER BY position');
    const agencies = await of<Agency>('SELECT * FROM agencies WHERE plan_id = ? ORDER BY position');
    const agencyTasks = await of<{ id: number; code: string }>(
      `SELECT a.agency_id AS id, t.code FROM agency_tasks a JOIN tasks t ON t.id = a.task_id
       WHERE t.plan_id = ? ORDER BY a.position`,
    );
    const reporting = await of<ReportingDate>('SELECT * FROM reporting_dates WHERE plan_id = ? ORDER BY position');
    const groupsOf = codesById(groups);
    const tasksOf = codesById(agencyTasks);
    const full = indicators.map((row) => ({ ...row, groups: groupsOf.get(row.id) ?? [] }));
    return {
      plan,
      objectives: objectives.map((row) => ({ ...row, indicators: full.filter((i) => i.objective_id === row.id) })),
      tasks,
      agencies: agencies.map((row) => ({ ...row, tasks: tasksOf.get(row.id) ?? [] })),
      reporting,
    };
  }
}

function codesById(rows: readonly { id: number; code: string }[]): Map<number, string[]> {
  const codes = new Map<number, string[]>();
  for (const { id, code } of rows) codes.set(id, [...(codes.get(id) ?? []), code]);
  return codes;
}
