import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EditConflict, InvalidFields, NotFound } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { Groups } from '../territory/groups.js';
import type { Place } from '../territory/place.js';
import { Scopes } from '../territory/scope.js';
import { TerritoryStore } from '../territory/territory.store.js';
import { checkPlan, codePaths } from './plan-checks.js';
import { documentOfContent } from './plan-content.js';
import type { PlanDocument, PlanFault } from './plan-document.js';
import { atLines, type FaultAtLine, type UnreadPlan } from './plan-reading.js';
import { surelyFaulty } from './plan-sound.js';
import { type PlanChange, PlanWriter } from './plan-writer.js';
import type { Plan } from './plans.entities.js';
import { type PlanContent, Plans } from './plans.js';

/** A plan was refused: everything that is wrong with it, by path. Nothing was changed. */
export class PlanRefused extends InvalidFields {
  constructor(readonly faults: PlanFault[]) {
    super(faults.map(({ path, key, params }) => ({ field: path, key: `errors.${key}`, params })));
  }
}

/** Where a plan has to stand so that it may be changed: somebody may have changed it since it was read. */
export type IsCurrent = (content: PlanContent) => boolean;

export type SaveOutcome = 'inserted' | 'updated' | 'unchanged';

/** The one way in which plans change, by file, page or API: the same rules, the same refusals, one transaction. */
@Injectable()
export class PlanEditor {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly groups: Groups,
    private readonly writer: PlanWriter,
    private readonly territories: TerritoryStore,
    private readonly scopes: Scopes,
    private readonly bus: Bus,
    private readonly events: EventLog,
  ) {}

  /**
   * Adds the plan, or makes the one with its code like it; what was reported and recorded stays.
   * @throws PlanRefused
   */
  async save(document: PlanDocument): Promise<SaveOutcome> {
    return this.saveWhere(document, () => undefined);
  }

  /**
   * As `save`, for whoever has read the plan.
   * @param version of the plan that was read; undefined: there is none yet
   * @throws PlanRefused where there is one and no version is given; EditConflict where it is another
   */
  async saveVersion(document: PlanDocument, version: number | undefined): Promise<SaveOutcome> {
    return this.saveWhere(document, (had) => {
      if (had && version === undefined) refuse([{ path: 'version', value: '', key: 'api.missing', params: {} }]);
      if (had?.plan.version !== version) throw new EditConflict();
    });
  }

  /** Adds a plan. @throws PlanRefused, also where the code is taken */
  async add(document: PlanDocument): Promise<void> {
    await this.database.transaction(async () => {
      const taken = await this.locked(document.code);
      if (taken) refuse([{ path: 'code', value: document.code, key: 'plan.code_taken', params: {} }]);
      await this.put(document, null);
    });
  }

  /**
   * Changes something in a plan.
   * @param isCurrent whether it still is what the person saw
   * @param edit gives the plan as it should be, from the plan as it is
   * @throws NotFound, EditConflict, PlanRefused
   */
  async change(
    code: string,
    isCurrent: IsCurrent,
    edit: (document: PlanDocument) => PlanDocument,
  ): Promise<SaveOutcome> {
    return this.database.transaction(async () => {
      const content = await this.locked(code);
      if (!content) throw new NotFound('plan.not_found', { code });
      await this.requireMine(content);
      if (!isCurrent(content)) throw new EditConflict();
      return this.put(edit(documentOfContent(content)), content);
    });
  }

  /** Everything that is wrong with a plan that could not be read whole: also what its parts must be to each other. */
  async allFaults({ faults, sound, lineOf }: UnreadPlan): Promise<FaultAtLine[]> {
    if (!sound) return faults;
    return this.database.snapshot(async () => {
      const plan = (await this.plans.all()).find(({ code }) => code === sound.code);
      const had = plan && (await this.plans.isMine(plan)) ? await this.plans.content(plan) : null;
      const unread = faults.map(({ path }) => path);
      return [...faults, ...atLines(surelyFaulty(await this.faultsOf(sound, had), unread), lineOf)];
    });
  }

  private async saveWhere(document: PlanDocument, check: (had: PlanContent | null) => void): Promise<SaveOutcome> {
    return this.database.transaction(async () => {
      const had = await this.locked(document.code);
      if (had) await this.requireMine(had);
      check(had);
      return this.put(document, had);
    });
  }

  /** First of all in its transaction: two changes of one plan happen one after the other, and not beside a reform. */
  private async locked(code: string): Promise<PlanContent | null> {
    // Locked before anything is read: whoever records holds the plan, and what they recorded meanwhile counts by the change too.
    await this.territories.hold(() => this.database.rowsForUpdate('SELECT id FROM plans WHERE code = ?', [code]));
    const [plan] = await this.database.rowsForUpdate<Plan>('SELECT * FROM plans WHERE code = ?', [code]);
    return plan ? this.plans.content(plan) : null;
  }

  /** @throws NotFound where the plan does not exist for the person, DomainError where they may only read it */
  private async requireMine({ plan }: PlanContent): Promise<void> {
    await this.plans.byCode(plan.code);
    await this.plans.requireMine(plan);
  }

  private async put(document: PlanDocument, had: PlanContent | null): Promise<SaveOutcome> {
    const faults = await this.faultsOf(document, had);
    const unit = await this.unitOf(document);
    if (faults.length > 0 || !unit) return refuse(faults);
    const { plan_id, changes } = await this.writer.write(document, unit.id, had);
    if (changes.length === 0) return 'unchanged';
    await this.record(plan_id, had === null, changes);
    if (had && (changes.some(movesCounting) || movesOutreach(had, document)))
      await this.bus.tell('plan.changed', { plan_id });
    return had ? 'updated' : 'inserted';
  }

  private async faultsOf(document: PlanDocument, had: PlanContent | null): Promise<PlanFault[]> {
    const groups = new Set((await this.groups.all()).map(({ code }) => code));
    return [
      ...checkPlan(document, groups),
      ...(await this.unitFaults(document)),
      ...(had ? await this.stillNeeded(document, had) : []),
    ];
  }

  private async unitFaults(document: PlanDocument): Promise<PlanFault[]> {
    const unit = await this.unitOf(document);
    if (unit && (await this.scopes.mine()).covers(unit.id)) return [];
    const key = unit ? 'plan.unit_outside' : 'plan.unit_unknown';
    return [{ path: 'unit', value: document.unit, key, params: { unit: document.unit }, from: ['start'] }];
  }

  /** The plan's own unit, on its first day. */
  private async unitOf({ unit, start }: PlanDocument): Promise<Place | undefined> {
    return (await this.territories.territory()).placeAt(unit, start);
  }

  /** Indicators that have values, and agencies that have activities, cannot be left out. */
  private async stillNeeded(document: PlanDocument, had: PlanContent): Promise<PlanFault[]> {
    const indicators = new Set(document.objectives.flatMap((each) => each.indicators.map(({ code }) => code)));
    const agencies = new Set(document.agencies.map(({ code }) => code));
    const valued = await this.database.rows<{ code: string }>(
      `SELECT DISTINCT i.code FROM reported_values v JOIN indicators i ON i.id = v.indicator_id
       WHERE i.plan_id = ? AND v.current = 1`,
      [had.plan.id],
    );
    const organising = await this.database.rows<{ code: string }>(
      'SELECT DISTINCT agency_code AS code FROM activities WHERE plan_id = ? AND agency_code IS NOT NULL',
      [had.plan.id],
    );
    const lost = (codes: { code: string }[], kept: Set<string>) => codes.filter(({ code }) => !kept.has(code));
    const missing = lost(organising, agencies).filter(({ code }) =>
      had.agencies.some((agency) => agency.code === code),
    );
    const ofIndicators = document.objectives.flatMap((objective, at) =>
      codePaths(`objectives[${at}].indicators`, objective.indicators),
    );
    const ofAgencies = codePaths('agencies', document.agencies);
    return [
      ...lost(valued, indicators).map(({ code }) =>
        gone('objectives', code, 'plan.indicator_has_values', ofIndicators),
      ),
      ...missing.map(({ code }) => gone('agencies', code, 'plan.agency_has_activities', ofAgencies)),
      ...becameCounted(document, new Set(valued.map(({ code }) => code))),
    ];
  }

  private async record(planId: number, isNew: boolean, changes: PlanChange[]): Promise<void> {
    const kind = isNew ? 'plan.added' : 'plan.changed';
    await this.events.record({
      kind,
      subject: { type: 'plan', id: planId },
      detail: { changes: short(isNew, changes) },
    });
  }
}

/** Whether what was recorded under the plan has to be looked at again: its own unit or its days are others. */
function movesCounting({ what, after }: PlanChange): boolean {
  return what === 'plan' && after !== null && ['place_id', 'start', 'end'].some((column) => column in after);
}

/** Whether there is an indicator that switches trainings off now, and was none, or the other way: what is kept changes. */
function movesOutreach(had: PlanContent, document: PlanDocument): boolean {
  const before = had.objectives.flatMap(({ indicators }) => indicators);
  const after = document.objectives.flatMap(({ indicators }) => indicators);
  const leavesOut = ({ measure, trainings_inform }: { measure: string; trainings_inform: boolean | number }): boolean =>
    measure === 'informed' && !trainings_inform;
  return before.some(leavesOut) !== after.some(leavesOut);
}

function refuse(faults: PlanFault[]): never {
  throw new PlanRefused(faults);
}

function gone(path: string, code: string, key: string, from: readonly string[]): PlanFault {
  return { path, value: code, key, params: { code }, from };
}

/** An indicator with entered values cannot become one that is computed: its values would be shown nowhere. */
function becameCounted(document: PlanDocument, valued: ReadonlySet<string>): PlanFault[] {
  return document.objectives.flatMap(({ indicators }, at) =>
    indicators.flatMap(({ code, measure }, n) => {
      if (!valued.has(code) || (measure !== 'informed' && measure !== 'trained')) return [];
      const path = `objectives[${at}].indicators[${n}].measure`;
      return [{ path, value: measure, key: 'plan.measure_has_values', params: { code } }];
    }),
  );
}

/** What goes into the event: of a new plan, or of very many changes, only what was touched. */
function short(isNew: boolean, changes: PlanChange[]): object[] {
  const brief = changes.map(({ what, code, before, after }) => ({
    what,
    code,
    did: before === null ? 'added' : after === null ? 'removed' : 'changed',
  }));
  if (isNew) return brief.slice(0, MOST_CHANGES);
  return Buffer.byteLength(JSON.stringify(changes)) > MOST_BYTES ? brief.slice(0, MOST_CHANGES) : changes;
}

const MOST_BYTES = 50_000;
const MOST_CHANGES = 300;
