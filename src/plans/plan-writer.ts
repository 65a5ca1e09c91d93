import { Injectable } from '@nestjs/common';
import { ActivityIndicator, ActivityTask } from '../activities/planning.entities.js';
import { Database } from '../database/database.js';
import { indicatorColumns, planColumns, reportingColumns, titleColumns } from './plan-content.js';
import type { PlanDocument } from './plan-document.js';
import { Agency, AgencyTask, Indicator, IndicatorGroup } from './plans.entities.js';
import { Objective, Plan, ReportedValue, ReportingDate, Task } from './plans.entities.js';
import type { PlanContent } from './plans.js';

/** One thing of a plan that became another; `before` or `after` is null where it was added or removed. */
export interface PlanChange {
  what: 'plan' | 'objective' | 'indicator' | 'task' | 'agency' | 'reporting';
  code: string;
  before: object | null;
  after: object | null;
}

interface Coded {
  id: number;
  code: string;
}

/** What is wanted of one list of a plan, and what is there. */
interface Lists<E extends Coded> {
  what: PlanChange['what'];
  entity: new () => E;
  table: string;
  had: readonly E[];
  want: readonly (Partial<E> & { code: string })[];
}

/** Turns a stored plan into another: rows are found by their codes and changed in place, and only where they differ. */
@Injectable()
export class PlanWriter {
  constructor(private readonly database: Database) {}

  /**
   * Inside a transaction that has locked the plan.
   * @param placeId the place of the plan's own unit
   * @returns the plan's id and what has changed: nothing where the plan was so already
   */
  async write(
    document: PlanDocument,
    placeId: number,
    had: PlanContent | null,
  ): Promise<{ plan_id: number; changes: PlanChange[] }> {
    const changes: PlanChange[] = [];
    const plan_id = await this.writePlan(document, placeId, had, changes);
    const objectives = await this.writeObjectives(document, plan_id, had, changes);
    await this.writeIndicators(document, plan_id, had, objectives, changes);
    await this.writeAgencies(document, plan_id, had, changes);
    await this.writeReporting(document, plan_id, had, changes);
    if (had && changes.length > 0) {
      await this.database.update(Plan, { id: plan_id }, { version: had.plan.version + 1 });
    }
    return { plan_id, changes };
  }

  private async writePlan(document: PlanDocument, placeId: number, had: PlanContent | null, changes: PlanChange[]) {
    const columns = planColumns(document, placeId);
    if (!had) {
      changes.push({ what: 'plan', code: document.code, before: null, after: columns });
      return this.database.insertOne(Plan, { ...columns, version: 1 });
    }
    const difference = differenceOf(had.plan, columns);
    if (difference) {
      await this.database.update(Plan, { id: had.plan.id }, columns);
      changes.push({ what: 'plan', code: document.code, ...difference });
    }
    return had.plan.id;
  }

  private async writeObjectives(document: PlanDocument, plan_id: number, had: PlanContent | null, all: PlanChange[]) {
    const want = document.objectives.map(({ code, title }, position) => ({
      plan_id,
      code,
      ...titleColumns(title),
      position,
    }));
    const lists = {
      what: 'objective',
      entity: Objective,
      table: 'objectives',
      had: had?.objectives ?? [],
      want,
    } as const;
    return this.sync(lists, plan_id, all);
  }

  private async writeIndicators(
    document: PlanDocument,
    plan_id: number,
    had: PlanContent | null,
    objectives: Map<string, number>,
    all: PlanChange[],
  ): Promise<void> {
    const wanted = document.objectives.flatMap(({ code, indicators }) =>
      indicators.map((indicator) => ({ indicator, objective_id: objectives.get(code) ?? 0 })),
    );
    const stored = (had?.objectives ?? []).flatMap(({ indicators }) => indicators);
    const changed: PlanChange[] = [];
    const want = wanted.map(({ indicator, objective_id }, position) => ({
      plan_id,
      objective_id,
      ...indicatorColumns(indicator, position),
    }));
    await this.forget(stored, new Set(want.map(({ code }) => code)));
    const lists = { what: 'indicator', entity: Indicator, table: 'indicators', had: stored, want } as const;
    const ids = await this.sync(lists, plan_id, changed);
    for (const { indicator } of wanted) {
      const before = stored.find(({ code }) => code === indicator.code)?.groups ?? [];
      if (sameList(before, indicator.groups)) continue;
      await this.writeGroups(ids.get(indicator.code) ?? 0, indicator.groups);
      const { code, groups } = indicator;
      if (stored.some((row) => row.code === code)) {
        changed.push({ what: 'indicator', code, before: { groups: before }, after: { groups } });
      }
    }
    await this.moveOn(stored, changed);
    all.push(...changed);
  }

  private async writeGroups(indicator_id: number, groups: readonly string[]): Promise<void> {
    await this.database.delete(IndicatorGroup, { indicator_id });
    const rows = groups.map((group_code, position) => ({ indicator_id, group_code, position }));
    await this.database.insert(IndicatorGroup, rows);
  }

  /** What hangs from indicators that are removed: their groups, values that were withdrawn, and that activities were planned for them. */
  private async forget(stored: readonly Coded[], wanted: ReadonlySet<string>): Promise<void> {
    for (const { id } of stored.filter(({ code }) => !wanted.has(code))) {
      await this.database.delete(IndicatorGroup, { indicator_id: id });
      await this.database.delete(ReportedValue, { indicator_id: id });
      await this.database.delete(ActivityIndicator, { indicator_id: id });
    }
  }

  /** Whoever has an older version of a changed indicator open must look again. */
  private async moveOn(stored: readonly Indicator[], changed: readonly PlanChange[]): Promise<void> {
    for (const { id, code, version } of stored) {
      if (!changed.some((change) => change.code === code && change.after !== null)) continue;
      await this.database.update(Indicator, { id }, { version: version + 1 });
    }
  }

  private async writeAgencies(document: PlanDocument, plan_id: number, had: PlanContent | null, all: PlanChange[]) {
    const items = document.tasks.map(({ code, title }, position) => ({
      plan_id,
      code,
      ...titleColumns(title),
      position,
    }));
    const agencies = document.agencies.map(({ code, title, role }, position) => ({
      plan_id,
      code,
      ...titleColumns(title),
      role,
      position,
    }));
    await this.unlink(document, had);
    const taskList = { what: 'task', entity: Task, table: 'tasks', had: had?.tasks ?? [], want: items } as const;
    const tasks = await this.sync(taskList, plan_id, all);
    const stored = had?.agencies ?? [];
    const agencyList = { what: 'agency', entity: Agency, table: 'agencies', had: stored, want: agencies } as const;
    const ids = await this.sync(agencyList, plan_id, all);
    for (const { code, tasks: codes } of document.agencies) {
      const before = stored.find((row) => row.code === code);
      if (sameList(before?.tasks ?? [], codes)) continue;
      await this.writeAgencyTasks(
        ids.get(code) ?? 0,
        codes.map((task) => tasks.get(task) ?? 0),
      );
      if (before) all.push({ what: 'agency', code, before: { tasks: before.tasks }, after: { tasks: codes } });
    }
  }

  private async writeAgencyTasks(agency_id: number, tasks: readonly number[]): Promise<void> {
    await this.database.delete(AgencyTask, { agency_id });
    await this.database.insert(
      AgencyTask,
      tasks.map((task_id, position) => ({ agency_id, task_id, position })),
    );
  }

  /** Links of agencies and tasks that will be gone. */
  private async unlink(document: PlanDocument, had: PlanContent | null): Promise<void> {
    const agencies = (had?.agencies ?? []).filter((row) => !document.agencies.some(({ code }) => code === row.code));
    const tasks = (had?.tasks ?? []).filter((row) => !document.tasks.some(({ code }) => code === row.code));
    for (const { id } of agencies) await this.database.delete(AgencyTask, { agency_id: id });
    for (const { id } of tasks) {
      await this.database.delete(AgencyTask, { task_id: id });
      await this.database.delete(ActivityTask, { task_id: id });
    }
  }

  /** Reporting dates have no code: the list is written anew where it differs. */
  private async writeReporting(document: PlanDocument, plan_id: number, had: PlanContent | null, all: PlanChange[]) {
    const after = reportingColumns(document);
    const before = (had?.reporting ?? []).map(({ kind, due, to, from, position }) => ({
      kind,
      due,
      to,
      from,
      position,
    }));
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await this.database.delete(ReportingDate, { plan_id });
    await this.database.insert(
      ReportingDate,
      after.map((row) => ({ ...row, plan_id })),
    );
    all.push({ what: 'reporting', code: '', before: { dates: before }, after: { dates: after } });
  }

  /** @returns the id of each wanted code */
  private async sync<E extends Coded>(
    lists: Lists<E>,
    planId: number,
    all: PlanChange[],
  ): Promise<Map<string, number>> {
    const { what, entity, table, had, want } = lists;
    const stored = new Map(had.map((row) => [row.code, row]));
    for (const row of had.filter(({ code }) => !want.some((wanted) => wanted.code === code))) {
      await this.database.delete(entity, { id: row.id } as Partial<E>);
      all.push({ what, code: row.code, before: row, after: null });
    }
    for (const wanted of want) {
      const row = stored.get(wanted.code);
      const difference = row && differenceOf(row, wanted);
      if (!row || !difference) continue;
      await this.database.update(entity, { id: row.id } as Partial<E>, difference.after);
      all.push({ what, code: row.code, ...difference });
    }
    const added = want.filter(({ code }) => !stored.has(code));
    await this.database.insert(entity, [...added]);
    all.push(...added.map((row) => ({ what, code: row.code, before: null, after: row })));
    const rows = await this.database.rows<Coded>(`SELECT id, code FROM ${table} WHERE plan_id = ?`, [planId]);
    return new Map(rows.map(({ id, code }) => [code, id]));
  }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}

/** The columns in which a row differs from what is wanted, before and after; null: none. */
function differenceOf(row: object, wanted: object): { before: object; after: object } | null {
  const had = row as Record<string, unknown>;
  const names = Object.entries(wanted).filter(([name, value]) => had[name] !== value);
  if (names.length === 0) return null;
  return { before: Object.fromEntries(names.map(([name]) => [name, had[name]])), after: Object.fromEntries(names) };
}
