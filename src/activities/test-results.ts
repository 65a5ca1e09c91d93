import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { TestResult } from './activities.entities.js';
import { Ledger } from './ledger.js';
import { ActivityDoor } from './open-activities.js';

/** A pass that follows from an attempt: the person after merges, and the day. */
export interface DerivedPass {
  activity_id: number;
  survivor_id: number;
  day: string;
}

/** Somebody's line on a roster, or a row that is kept of them. */
interface Held {
  activity_id: number;
  person_id: number;
  survivor_id: number;
}

type Pass = Held & { passed_on: string };
type KeptRow = TestResult & { survivor_id: number };

/**
 * Who passed the test of a training. What somebody entered (test_results.csv) stays until it is taken back; what follows from
 * attempts stands beside it in rows of its own, and is put right whenever it is counted anew. The earlier day holds.
 */
@Injectable()
export class TestResults {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly ledger: Ledger,
    private readonly events: EventLog,
  ) {}

  /** Of these activities the trainings that require their test, and those for which something is kept that followed from attempts. */
  async concerned(activityIds: readonly number[]): Promise<{ requiring: number[]; all: number[] }> {
    const rows = await this.database.rowsNow<{ id: number; requires: number }>(
      `SELECT a.id, CASE WHEN a.kind = 'training' AND a.test_required = 1 THEN 1 ELSE 0 END AS requires
       FROM activities a LEFT JOIN test_results x ON x.activity_id = a.id AND x.from_attempt = 1
       WHERE a.id IN (${placeholders(activityIds)})
         AND (x.id IS NOT NULL OR (a.kind = 'training' AND a.test_required = 1)) ORDER BY a.id`,
      [...activityIds],
    );
    const ids = (some: typeof rows): number[] => [...new Set(some.map(({ id }) => id))];
    return { requiring: ids(rows.filter(({ requires }) => requires === 1)), all: ids(rows) };
  }

  /**
   * Puts what follows from attempts in place of what followed from them before: done twice it changes nothing. Who is not on the
   * roster passes nothing. Call it before who qualifies is counted.
   * @param activityIds all that are looked at, whether or not somebody passed
   */
  async derive(activityIds: readonly number[], passes: readonly DerivedPass[]): Promise<void> {
    const kept = await this.held<KeptRow>('test_results', activityIds, 'AND x.from_attempt = 1');
    if (kept.length + passes.length === 0) return;
    const wanted = await this.onRoster(passes);
    const stale = kept.filter((row) => !wanted.some((each) => isSame(each, row)));
    const fresh = wanted.filter((each) => !kept.some((row) => isSame(each, row)));
    for (const { id } of stale) await this.database.delete(TestResult, { id });
    await this.database.insert(
      TestResult,
      fresh.map(({ activity_id, person_id, passed_on }) => ({ activity_id, person_id, passed_on, from_attempt: 1 })),
    );
    await this.tellDerived(
      fresh,
      stale.filter((row) => !wanted.some((each) => keyOf(each) === keyOf(row))),
    );
  }

  /**
   * Takes back what was entered: that somebody passed, of all records of the person.
   * @returns whether there was anything to take back
   * @throws NotFound; DomainError for what is no training, and for what follows from an attempt
   */
  async withdraw(activityId: number, personId: number): Promise<boolean> {
    return this.database.transaction(async () => {
      const { id, code, kind } = await this.door.held(activityId);
      if (kind !== 'training') throw new DomainError('activities.test_of_training_only', { code });
      const known = await this.database.rowsNow<TestResult>(
        `SELECT x.* FROM test_results x JOIN people pe ON pe.id = x.person_id JOIN people me ON me.id = ?
         WHERE x.activity_id = ? AND COALESCE(pe.merged_into_id, pe.id) = COALESCE(me.merged_into_id, me.id)`,
        [personId, activityId],
      );
      const entered = known.filter(({ from_attempt }) => from_attempt === 0);
      if (known.length > entered.length) throw new DomainError('activities.test_from_attempt', { code }, 'conflict');
      for (const row of entered) await this.database.delete(TestResult, { id: row.id });
      const before = entered.map(({ passed_on }) => passed_on).sort()[0];
      if (before === undefined) return false;
      this.ledger.touch([id]);
      await this.tell('test.withdrawn', id, { activity: code, person: personId, before });
      return true;
    });
  }

  /** Each pass in the record by which the person is on the roster, their own before others. */
  private async onRoster(passes: readonly DerivedPass[]): Promise<Pass[]> {
    const ids = [...new Set(passes.map(({ activity_id }) => activity_id))];
    const rows = await this.held('participations', ids, '');
    const lines = Map.groupBy(rows, keyOf);
    return passes.flatMap(({ day, ...who }) => {
      const own = lines.get(keyOf(who)) ?? [];
      const line = own.find(({ person_id, survivor_id }) => person_id === survivor_id) ?? own[0];
      return line ? [{ ...line, passed_on: day }] : [];
    });
  }

  private async held<T extends Held>(table: string, ids: readonly number[], and: string): Promise<T[]> {
    if (ids.length === 0) return [];
    return this.database.rowsNowShared<T>(
      `SELECT x.*, COALESCE(pe.merged_into_id, pe.id) AS survivor_id FROM ${table} x JOIN people pe ON pe.id = x.person_id
       WHERE x.activity_id IN (${placeholders(ids)}) ${and} ORDER BY x.id`,
      [...ids],
    );
  }

  private async tellDerived(passed: readonly Pass[], withdrawn: readonly Pass[]): Promise<void> {
    const rows = await this.database.rowsIn<{ id: number; code: string }>(
      'SELECT id, code FROM activities WHERE id IN (?)',
      [...new Set([...passed, ...withdrawn].map(({ activity_id }) => activity_id))],
    );
    const codes = new Map(rows.map(({ id, code }) => [id, code]));
    for (const { activity_id, survivor_id: person, passed_on: date } of passed) {
      await this.tell('test.passed', activity_id, { activity: codes.get(activity_id), person, date });
    }
    for (const { activity_id, survivor_id: person, passed_on: before } of withdrawn) {
      await this.tell('test.withdrawn', activity_id, { activity: codes.get(activity_id), person, before });
    }
  }

  private async tell(kind: string, id: number, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail });
  }
}

const keyOf = ({ activity_id, survivor_id }: Pick<Held, 'activity_id' | 'survivor_id'>): string =>
  `${activity_id} ${survivor_id}`;

function isSame(one: Pass, other: Pass): boolean {
  return (
    one.activity_id === other.activity_id && one.person_id === other.person_id && one.passed_on === other.passed_on
  );
}
