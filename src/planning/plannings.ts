import { Injectable } from '@nestjs/common';
import { Activity, type Session } from '../activities/activities.entities.js';
import { AttachedFiles } from '../activities/attached-files.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { ActivityIndicator, ActivityTask, ActivityTrainer, Planning } from '../activities/planning.entities.js';
import { type PlanningFacts, PlanningReader } from '../activities/planning-facts.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { beside, differing, plannedOf } from './planned-facts.js';
import type { SessionInput } from './session-fields.js';

/** An activity as the form of planning says it. */
export interface ActivityInput extends PlanningFacts {
  plan: string;
  kind: 'training' | 'campaign';
  title: string;
  unit: string;
  agency: string | null;
  /** In per cent, as it is typed; null: the default. */
  min_attendance: string | null;
  /** Whether its test has to be passed to qualify; of a training only. */
  test: boolean;
  capacity: number | null;
  trainer: string | null;
}

/** A form has planned an activity already, and now says something else: that was not saved. */
export class AlreadyPlanned extends DomainError {
  constructor(
    readonly code: string,
    title: string,
    count: number,
  ) {
    super('planning.already_planned', { code, title, count }, 'conflict');
    this.name = 'AlreadyPlanned';
  }
}

type Facts = Pick<
  Activity,
  'title' | 'unit_code' | 'agency_code' | 'min_attendance' | 'test_required' | 'capacity' | 'trainer'
>;
type Planned = Facts & PlanningFacts;

/** Letters with which the codes of activities begin: tập huấn, truyền thông. */
const PREFIX = { training: 'TH', campaign: 'TT' } as const;

/** Plans activities: the facts and sessions by the rules of the files, and what is planned beside them. */
@Injectable()
export class Plannings {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rows: RowsRunner,
    private readonly events: EventLog,
    private readonly reader: PlanningReader,
    private readonly attached: AttachedFiles,
  ) {}

  /**
   * Plans an activity with its sessions: all or nothing, and once for one form however often it is sent.
   * @param like the code of an activity whose materials this one gets too; '' none
   * @returns the code it was given
   * @throws InvalidFields with the faults at the fields of the form; AlreadyPlanned where the form was sent before and
   * the activity is not as it now says
   */
  async create(
    input: ActivityInput,
    sessions: readonly SessionInput[],
    status: 'draft' | 'open',
    formKey: string,
    like = '',
  ): Promise<string> {
    return this.database.transaction(async () => {
      await this.door.open();
      const before = await this.database.row<{ code: string }>(
        'SELECT a.code FROM plannings p JOIN activities a ON a.id = p.activity_id WHERE p.form_key = ?',
        [formKey],
      );
      if (before) return this.plannedBefore(before.code, input, sessions, status);
      const code = await this.freeCode(input.kind, sessions[0]?.date ?? today());
      await this.rows.one('activities', { ...rowOf(input), code, status });
      await this.addSessions(code, sessions);
      const { id, plan_id } = await this.door.activity(code);
      await this.database.insert(Planning, [{ activity_id: id, form_key: formKey, ...moneyOf(input) }]);
      await this.link(id, plan_id, input);
      await this.record('activity.planned', id, { code, sessions: sessions.length });
      if (like !== '') await this.attached.copyMaterials(like, code);
      return code;
    });
  }

  /**
   * Changes what was planned; sessions are changed one by one. The version rises with whatever the form says, also
   * where it stands beside the activity; where nothing differs nothing happens.
   * @throws EditConflict, InvalidFields, NotFound
   */
  async change(code: string, version: number, input: ActivityInput): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const { id, plan_id } = activity;
      const facts = await this.reader.of(id);
      if (differing(plannedOf(activity, facts), input).length === 0) return;
      if (activity.version !== version) throw new EditConflict();
      const before = { ...factsOf(activity), ...facts };
      const { updated } = await this.rows.one('activities', { ...rowOf(input), code });
      if (updated === 0) await this.database.update(Activity, { id }, { version: version + 1 });
      const known = await this.database.update(Planning, { activity_id: id }, moneyOf(input));
      if (known === 0) await this.database.insert(Planning, [{ activity_id: id, form_key: null, ...moneyOf(input) }]);
      for (const entity of [ActivityIndicator, ActivityTask, ActivityTrainer]) {
        await this.database.delete(entity, { activity_id: id });
      }
      await this.link(id, plan_id, input);
      await this.record('activity.replanned', id, { code, ...changesOf(before, await this.planned(id)) });
    });
  }

  private async plannedBefore(
    code: string,
    input: ActivityInput,
    sessions: readonly SessionInput[],
    status: 'draft' | 'open',
  ): Promise<string> {
    const activity = await this.door.activity(code);
    const there = await this.database.rows<Session>('SELECT * FROM sessions WHERE activity_id = ? ORDER BY number', [
      activity.id,
    ]);
    const facts = plannedOf(activity, await this.reader.of(activity.id));
    const same =
      differing(facts, input).length === 0 &&
      there.length === sessions.length &&
      there.every((session, at) => isAs(session, sessions[at])) &&
      (activity.status === 'draft') === (status === 'draft');
    if (!same) throw new AlreadyPlanned(code, activity.title, there.length);
    return code;
  }

  /** Facts, and what is planned beside them. */
  private async planned(id: number): Promise<Planned> {
    const [activity] = await this.database.rowsForUpdate<Activity>('SELECT * FROM activities WHERE id = ?', [id]);
    if (!activity) throw new NotFound();
    return { ...factsOf(activity), ...(await this.reader.of(id)) };
  }

  private async addSessions(code: string, sessions: readonly SessionInput[]): Promise<void> {
    const rows = sessions.map((session, at) => ({ activity: code, number: at + 1, ...session }));
    try {
      await this.rows.run('sessions', rows);
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      // `rows.2.date` of the file is `s2_date` of the form.
      throw new InvalidFields(
        error.fields.map((fault) => ({ ...fault, field: fault.field.replace(/^rows\.(\d+)\./, 's$1_') })),
      );
    }
  }

  private async link(activity_id: number, planId: number, input: ActivityInput): Promise<void> {
    const indicators = await this.idsOf('indicators', planId, input.indicators);
    const tasks = await this.idsOf('tasks', planId, input.tasks);
    await this.database.insert(
      ActivityIndicator,
      indicators.map((indicator_id) => ({ activity_id, indicator_id })),
    );
    await this.database.insert(
      ActivityTask,
      tasks.map((task_id) => ({ activity_id, task_id })),
    );
    await this.database.insert(
      ActivityTrainer,
      beside(input).map((email) => ({ activity_id, email })),
    );
  }

  /** The ids of those of the codes that the plan has. */
  private async idsOf(table: 'indicators' | 'tasks', planId: number, codes: readonly string[]): Promise<number[]> {
    const rows = await this.database.rows<{ id: number; code: string }>(
      `SELECT id, code FROM ${table} WHERE plan_id = ? ORDER BY position`,
      [planId],
    );
    return rows.filter(({ code }) => codes.includes(code)).map(({ id }) => id);
  }

  /** The next code of its kind and year that no activity of any territory has: TH-2026-014. */
  private async freeCode(kind: ActivityInput['kind'], day: string): Promise<string> {
    const start = `${PREFIX[kind]}-${day.slice(0, 4)}-`;
    // Locked: a code that somebody else takes at this moment must not become that activity's change.
    const rows = await this.database.rowsNow<{ code: string }>('SELECT code FROM activities WHERE code LIKE ?', [
      `${start}%`,
    ]);
    const numbers = rows.map(({ code }) => Number(code.slice(start.length))).filter(Number.isSafeInteger);
    return `${start}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
  }

  private async record(kind: string, id: number, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail });
  }
}

function isAs(session: Session, input: SessionInput | undefined): boolean {
  return (['date', 'start', 'end', 'venue'] as const).every((part) => session[part] === input?.[part]);
}

/** The facts as a row of activities.csv, without code and status. */
function rowOf({ plan, kind, title, unit, agency, min_attendance, test, capacity, trainer }: ActivityInput): object {
  return { plan, kind, title, unit, agency, min_attendance, test, capacity, trainer };
}

function moneyOf({ budget, budget_source }: ActivityInput): Pick<Planning, 'budget' | 'budget_source'> {
  return { budget, budget_source };
}

function factsOf({ title, unit_code, agency_code, min_attendance, test_required, capacity, trainer }: Activity): Facts {
  return { title, unit_code, agency_code, min_attendance, test_required, capacity, trainer };
}

/** Of two states what differs, before and after. */
function changesOf(old: Planned, now: Planned): { before: object; after: object } {
  const keys = (Object.keys(now) as (keyof Planned)[]).filter(
    (key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]),
  );
  const of = (state: Planned): object => Object.fromEntries(keys.map((key) => [key, state[key]]));
  return { before: of(old), after: of(now) };
}
