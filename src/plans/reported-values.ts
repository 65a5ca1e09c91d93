import { Injectable } from '@nestjs/common';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { type FieldError, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { formatDecimal } from '../i18n/format.js';
import { cleanText } from '../web/text.js';
import { readDecimal } from '../interchange/columns-number.js';
import { actor } from '../web/actor.js';
import { type Comparator, isCounted } from './plan-measures.js';
import { Indicator, type Plan, ReportedValue } from './plans.entities.js';
import { Plans } from './plans.js';
import { agreesWithShare, reportedStatus, type ReportedStatus, shareAsPercent } from './reported-status.js';

/** What somebody enters: a value, or the two numbers it is made of, or both. */
export interface NewValue {
  date: string;
  /** Decimal as typed; null: computed from numerator and denominator. */
  value: string | null;
  numerator: number | null;
  denominator: number | null;
  /** Where the value is taken from; no value goes without. */
  source: string;
}

/** Where an indicator stands by its entered values as of a day. */
export interface Standing {
  latest: ReportedValue | null;
  previous: ReportedValue | null;
  status: ReportedStatus;
}

/** Where an indicator stands for which nothing was entered. */
export const NO_VALUE: Standing = { latest: null, previous: null, status: 'no_value' };

/** A value of the history with the name of whoever entered it (null: the command line). */
export interface ValueInHistory extends ReportedValue {
  author: string | null;
}

/** Values entered for indicators that are not computed from attendance. Nothing is overwritten: correcting adds a revision. */
@Injectable()
export class ReportedValues {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly plans: Plans,
  ) {}

  /**
   * The standing of every indicator of the plan that is not counted, by indicator id, in one statement.
   * @param asOf values of later days are left out
   */
  async standings(planId: number, asOf: string, indicators: readonly Indicator[]): Promise<Map<number, Standing>> {
    // Of each the latest and the one before it, however long it has been reported.
    const sql = `SELECT * FROM (
        SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v.indicator_id ORDER BY v.date DESC) AS newness
        FROM reported_values v JOIN indicators i ON i.id = v.indicator_id
        WHERE i.plan_id = ? AND v.current = 1 AND v.date <= ?
      ) reported WHERE newness <= 2 ORDER BY indicator_id, newness`;
    const values = await this.database.rows<ReportedValue>(sql, [planId, asOf]);
    const standings = new Map<number, Standing>();
    for (const indicator of indicators) {
      if (isCounted(indicator.measure)) continue;
      const [latest = null, previous = null] = values.filter((value) => value.indicator_id === indicator.id);
      const { target, unit } = indicator;
      const status = reportedStatus({ comparator: indicator.comparator as Comparator, target, unit }, latest, previous);
      standings.set(indicator.id, { latest, previous, status });
    }
    return standings;
  }

  /** The indicator of a plan that takes values. @throws NotFound also where it is counted */
  async indicator(plan: Plan, code: string): Promise<Indicator> {
    const sql = 'SELECT * FROM indicators WHERE plan_id = ? AND code = ?';
    const found = await this.database.row<Indicator>(sql, [plan.id, code]);
    if (!found || isCounted(found.measure)) throw new NotFound('plan.no_values', { code });
    return found;
  }

  /** All revisions of all days, the latest day first and of a day the latest revision first. */
  async history(indicatorId: number): Promise<ValueInHistory[]> {
    const sql = `SELECT v.*, u.name AS author FROM reported_values v LEFT JOIN users u ON u.id = v.author_id
      WHERE v.indicator_id = ? ORDER BY v.date DESC, v.revision DESC`;
    return this.database.rows<ValueInHistory>(sql, [indicatorId]);
  }

  /** The values of a plan that hold now, in order of indicator, then date. */
  async current(planId: number): Promise<(ReportedValue & { code: string })[]> {
    const sql = `SELECT v.*, i.code FROM reported_values v JOIN indicators i ON i.id = v.indicator_id
      WHERE i.plan_id = ? AND v.current = 1 ORDER BY i.position, v.date`;
    return this.database.rows(sql, [planId]);
  }

  /**
   * Enters a value, or corrects the one of that day. The same again changes nothing.
   * @throws InvalidFields naming `date`, `value`, `numerator`, `denominator`, `source`
   */
  async enter(plan: Plan, code: string, given: NewValue): Promise<'inserted' | 'updated' | 'unchanged'> {
    await this.plans.requireMine(plan);
    return this.database.transaction(async () => {
      const indicator = await this.lock(plan, code);
      const value = checked(indicator, given);
      const sql = 'SELECT * FROM reported_values WHERE indicator_id = ? AND date = ? ORDER BY revision DESC';
      const known = await this.database.rowsForUpdate<ReportedValue>(sql, [indicator.id, given.date]);
      const present = known.find(({ current }) => current === 1);
      if (present && isSame(present, value)) return 'unchanged';
      if (present) await this.database.update(ReportedValue, { id: present.id }, { current: 0 });
      await this.database.insert(ReportedValue, [
        {
          ...value,
          indicator_id: indicator.id,
          revision: (known[0]?.revision ?? 0) + 1,
          current: 1,
          withdrawn_at: null,
          author_id: actor()?.user_id ?? null,
          recorded_at: nowIso(),
        },
      ]);
      await this.record(plan, code, present, value);
      return present ? 'updated' : 'inserted';
    });
  }

  /** Takes a value back, one entered for a wrong day; it stays in the history. @throws NotFound where it does not hold */
  async withdraw(plan: Plan, code: string, valueId: number): Promise<void> {
    await this.plans.requireMine(plan);
    await this.database.transaction(async () => {
      const indicator = await this.lock(plan, code);
      const sql = 'SELECT * FROM reported_values WHERE id = ? AND indicator_id = ? AND current = 1';
      const [present] = await this.database.rowsForUpdate<ReportedValue>(sql, [valueId, indicator.id]);
      if (!present) throw new NotFound();
      await this.database.update(ReportedValue, { id: present.id }, { current: 0, withdrawn_at: nowIso() });
      await this.record(plan, code, present, null);
    });
  }

  /** Entering for one indicator happens one after the other: else two would take the same revision. */
  private async lock(plan: Plan, code: string): Promise<Indicator> {
    await this.database.rowsForUpdate('SELECT id FROM indicators WHERE plan_id = ? AND code = ?', [plan.id, code]);
    return this.indicator(plan, code);
  }

  private async record(plan: Plan, code: string, before: ReportedValue | undefined, after: Checked | null) {
    const detail = { indicator: code, before: before ? contentOf(before) : null, after };
    const kind = after === null ? 'plan.value_withdrawn' : 'plan.value_entered';
    await this.events.record({ kind, subject: { type: 'plan', id: plan.id }, detail });
  }
}

type Checked = Pick<ReportedValue, 'date' | 'value' | 'numerator' | 'denominator' | 'source'>;

function contentOf({ date, value, numerator, denominator, source }: ReportedValue): Checked {
  return { date, value, numerator, denominator, source };
}

function isSame(present: ReportedValue, value: Checked): boolean {
  return JSON.stringify(contentOf(present)) === JSON.stringify(contentOf(value as ReportedValue));
}

function checked(indicator: Indicator, given: NewValue): Checked {
  const faults: FieldError[] = [];
  const refuse = (field: string, key: string, params = {}): void => {
    faults.push({ field, key: `errors.${key}`, params });
  };
  const { date, numerator, denominator } = given;
  const source = cleanText(given.source);
  if (source === '') refuse('source', 'form.required');
  if (date > today()) refuse('date', 'plan.value_in_future');
  if ((numerator === null) !== (denominator === null)) {
    refuse(numerator === null ? 'numerator' : 'denominator', 'plan.value_half_a_share');
  }
  if (denominator === 0) refuse('denominator', 'plan.value_of_nothing');
  const share = numerator !== null && denominator ? { numerator, denominator } : null;
  if (share && indicator.unit === 'percent' && share.numerator > share.denominator) {
    refuse('numerator', 'plan.value_over_whole');
  }
  const value = valueOf(indicator, given.value, share, refuse);
  if (faults.length > 0) throw new InvalidFields(faults);
  return { date, value, numerator, denominator, source };
}

type Refuse = (field: string, key: string, params?: Record<string, string | number>) => void;
type Share = { numerator: number; denominator: number };

function valueOf(indicator: Indicator, typed: string | null, share: Share | null, refuse: Refuse): string {
  const isPercent = indicator.unit === 'percent';
  if (typed === null || typed === '') {
    if (share && isPercent) return shareAsPercent(share.numerator, share.denominator);
    refuse('value', 'form.required');
    return '0';
  }
  const bounds = isPercent ? { min: 0, max: 100 } : { min: 0, max: 1_000_000_000 };
  const read = readDecimal(typed.trim().replace(/%$/, '').trim(), { ...bounds, places: 4 });
  if ('reason' in read) {
    refuse('value', 'plan.value_number', { max: bounds.max });
    return '0';
  }
  const disagrees =
    share && isPercent && !agreesWithShare(roundedAs(read.value, typed), share.numerator, share.denominator);
  if (disagrees)
    refuse('value', 'plan.value_not_share', {
      value: formatDecimal(actor()?.locale ?? 'vi', shareAsPercent(share.numerator, share.denominator)),
    });
  return read.value;
}

/** The value with the decimals that were typed: "88,90" promises two, and so does not agree with 24 of 27. */
function roundedAs(value: string, typed: string): string {
  const places = /[.,](\d+)/.exec(typed)?.[1]?.length ?? 0;
  const [whole = '0', fraction = ''] = value.split('.');
  return places === 0 ? whole : `${whole}.${fraction.padEnd(places, '0')}`;
}
