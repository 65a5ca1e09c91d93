import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Activity, Session } from '../activities/activities.entities.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { Scopes } from '../territory/scope.js';
import { actAs, actor } from '../web/actor.js';
import { AutomaticIssue } from './certificates.entities.js';
import { Issuing, requireTraining } from './issuing.js';

/**
 * Activities that say so have their certificates issued in the transaction that holds their last session, of a course whenever somebody completes it; whoever comes to
 * qualify after that by a correction gets one then.
 */
@Injectable()
export class AutomaticIssuing implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly issuing: Issuing,
    private readonly events: EventLog,
    private readonly bus: Bus,
    private readonly scopes: Scopes,
  ) {}

  onModuleInit(): void {
    this.bus.on('activities.requalified', ({ activity_ids }) => this.issueWhereDue(activity_ids));
  }

  /** Whether an activity says so. */
  async isOn(activityId: number): Promise<boolean> {
    const sql = 'SELECT id FROM automatic_issues WHERE activity_id = ?';
    return (await this.database.row(sql, [activityId])) !== undefined;
  }

  /** Says so, or takes it back; what is due already is issued at once. @throws NotFound, DomainError */
  async set(code: string, on: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      requireTraining(activity);
      if ((await this.isOn(activity.id)) === on) return;
      const since = { since: nowIso(), author_id: actor()?.user_id ?? null };
      if (on) await this.database.insert(AutomaticIssue, [{ activity_id: activity.id, ...since }]);
      else await this.database.delete(AutomaticIssue, { activity_id: activity.id });
      const kind = on ? 'certificate.automatic_on' : 'certificate.automatic_off';
      await this.events.record({ kind, subject: { type: 'activity', id: activity.id } });
      if (on) await this.issueWhereDue([activity.id]);
    });
  }

  /** Of these activities those that say so, and whose last session was held. */
  private async issueWhereDue(ids: readonly number[]): Promise<void> {
    const automatic = await this.database.rowsIn<Pick<Activity, 'id' | 'code' | 'kind' | 'place_id'>>(
      `SELECT a.id, a.code, a.kind, a.place_id FROM automatic_issues u JOIN activities a ON a.id = u.activity_id
       WHERE a.kind <> 'campaign' AND a.status NOT IN ('draft', 'cancelled') AND a.id IN (?)`,
      [...ids],
    );
    if (automatic.length === 0) return;
    const scope = await this.scopes.mine();
    for (const { id, code, kind, place_id } of automatic) {
      if (kind === 'training' && !(await this.isOver(id))) continue;
      // A merge may reach into activities of other territories: there it is nobody's act.
      if (scope.covers(place_id)) await this.issue(code);
      else await actAs(null, () => this.issue(code));
    }
  }

  /** Whether something was held and nothing is to come; of two who hold the last two sessions at once the second sees both. */
  private async isOver(activityId: number): Promise<boolean> {
    const sessions = await this.database.rowsNow<Pick<Session, 'status' | 'date'>>(
      'SELECT status, date FROM sessions WHERE activity_id = ?',
      [activityId],
    );
    const held = sessions.filter(({ status }) => status === 'held');
    const isNonePlanned = sessions.every(({ status }) => status !== 'planned');
    return held.length > 0 && isNonePlanned && held.every(({ date }) => date <= today());
  }

  /** Where the key that signs cannot be opened, attendance is taken all the same: what is missing is issued by a press. */
  private async issue(code: string): Promise<void> {
    try {
      await this.issuing.issue(code, true);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'unavailable') throw error;
      const { id } = await this.door.activity(code);
      await this.events.record({ kind: 'certificate.automatic_failed', subject: { type: 'activity', id } });
    }
  }
}
