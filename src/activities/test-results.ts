import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { TestResult } from './activities.entities.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';

/** Rows of a person and of all records that were merged. `?`: person, activity. */
const OF_PERSON = `JOIN people pe ON pe.id = x.person_id JOIN people me ON me.id = ?
  WHERE x.activity_id = ? AND COALESCE(pe.merged_into_id, pe.id) = COALESCE(me.merged_into_id, me.id) ORDER BY x.id`;

/** Who passed the test of a training, recorded by whatever knows it; whether the caller may is settled there. */
@Injectable()
export class TestResults {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly ledger: Ledger,
    private readonly events: EventLog,
  ) {}

  /**
   * Notes that somebody passed the test of a training on a day; of several days the earliest is kept.
   * @returns whether that was news
   * @throws NotFound; DomainError for what is no training, a day to come, or somebody who is on no roster
   */
  async pass(activityId: number, personId: number, day: string): Promise<boolean> {
    return this.database.transaction(async () => {
      const activity = await this.training(activityId);
      if (day > today()) throw new DomainError('activities.day_ahead');
      const [line, ...others] = await this.database.rowsNow<{ person_id: number }>(
        `SELECT x.person_id FROM participations x ${OF_PERSON}`,
        [personId, activityId],
      );
      if (!line) throw new DomainError('activities.not_enrolled');
      const known = await this.known(activityId, personId);
      if (known.some(({ passed_on }) => passed_on <= day)) return false;
      const isOwn = [line, ...others].some(({ person_id }) => person_id === personId);
      const whose = { activity_id: activityId, person_id: isOwn ? personId : line.person_id };
      const changed = await this.database.update(TestResult, whose, { passed_on: day });
      if (changed === 0) await this.database.insert(TestResult, [{ ...whose, passed_on: day }]);
      await this.tell('test.passed', activity, { person: personId, date: day });
      return true;
    });
  }

  /**
   * Takes back that somebody passed, of all records of the person.
   * @returns whether there was anything to take back @throws NotFound; DomainError for what is no training
   */
  async withdraw(activityId: number, personId: number): Promise<boolean> {
    return this.database.transaction(async () => {
      const activity = await this.training(activityId);
      const known = await this.known(activityId, personId);
      for (const { id } of known) await this.database.delete(TestResult, { id });
      const before = known.map(({ passed_on }) => passed_on).sort()[0];
      if (before !== undefined) await this.tell('test.withdrawn', activity, { person: personId, before });
      return before !== undefined;
    });
  }

  private async training(activityId: number): Promise<OpenActivity> {
    const activity = await this.door.held(activityId);
    if (activity.kind !== 'training')
      throw new DomainError('activities.test_of_training_only', { code: activity.code });
    return activity;
  }

  private known(activityId: number, personId: number): Promise<TestResult[]> {
    return this.database.rowsNow<TestResult>(`SELECT x.* FROM test_results x ${OF_PERSON}`, [personId, activityId]);
  }

  private async tell(kind: string, { id, code }: OpenActivity, detail: object): Promise<void> {
    this.ledger.touch([id]);
    await this.events.record({ kind, subject: { type: 'activity', id }, detail: { activity: code, ...detail } });
  }
}
