import { Injectable } from '@nestjs/common';
import type { Activity, Session } from '../activities/activities.entities.js';
import { AttendanceSheet } from '../activities/attendance-sheet.js';
import { Corrections } from '../activities/corrections.js';
import { headcountKey, headcountsAt } from '../activities/headcount-rows.js';
import { OnRosters } from '../activities/on-rosters.js';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { WalkIns } from '../activities/walk-ins.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { PeopleList } from '../people/people.list.js';
import { actor } from '../web/actor.js';
import { addDays } from '../web/day.js';
import { act as actSchema, type Act, type HeadcountAct, type MarkAct, type Outcome, type WalkInAct } from './act.js';
import { doneAt } from './device-clock.js';
import { type Difference, OfflineAct } from './offline.entities.js';
import { AHEAD_DAYS } from './packets.js';

/** The session that an act is about, held until the transaction ends. */
interface Place {
  activity: OpenActivity;
  session: Session;
}

/** When acts were sent, by the clock of the device and by the own. */
interface Sending {
  sentAt: string;
  receivedAt: string;
}

/**
 * Takes what devices without a network noted: each act once, however often it is sent, and in a transaction of its own, so
 * that one keeps no other back. What does not fit to what stands there changes nothing, and waits for somebody to decide.
 */
@Injectable()
export class OfflineActs {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly sheet: AttendanceSheet,
    private readonly rosters: OnRosters,
    private readonly walkIns: WalkIns,
    private readonly corrections: Corrections,
    private readonly people: PeopleList,
    private readonly events: EventLog,
  ) {}

  /**
   * Takes the acts of one sending in their order. @param acts as they came, not read yet @param sentAt the device's clock
   * @returns what became of each that has an id
   */
  async take(acts: readonly unknown[], sentAt: string): Promise<Outcome[]> {
    const sending = { sentAt, receivedAt: nowIso() };
    const outcomes: Outcome[] = [];
    for (const given of acts) {
      const read = actSchema.safeParse(given);
      const id = idOf(given);
      if (read.success) outcomes.push(await this.takeOne(read.data, sending));
      else if (id !== null) outcomes.push({ id, outcome: 'refused' });
    }
    return outcomes;
  }

  private async takeOne(act: Act, { sentAt, receivedAt }: Sending): Promise<Outcome> {
    try {
      // Before the transaction: what it reads first must not be older than the lock on the activity.
      const code = await this.activityOf(act.session);
      return await this.database.transaction(async () => {
        const activity = await this.door.activity(code);
        const before = await this.before(act.id);
        if (before) return { id: act.id, outcome: before.state === 'open' ? 'difference' : 'done' };
        const session = await this.sessionOf(activity, act.session);
        const reason = await this.note({ activity, session }, act);
        const at = doneAt(act.at, sentAt, receivedAt, addDays(session.date, -AHEAD_DAYS));
        await this.keep(session, act, at, reason);
        return { id: act.id, outcome: reason === null ? 'done' : 'difference' };
      });
    } catch (error) {
      // A session that is not there for this person, now or ever again.
      if (error instanceof NotFound) return { id: act.id, outcome: 'refused' };
      throw error;
    }
  }

  /** @returns why it cannot stand; null: it stands */
  private async note(place: Place, act: Act): Promise<Difference | null> {
    if (place.session.status === 'cancelled' || place.activity.status === 'cancelled') return 'cancelled';
    if (act.kind === 'mark') return this.mark(place, act);
    try {
      return act.kind === 'walk_in' ? await this.walkIn(place, act) : await this.headcount(place, act);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'invalid') return 'refused';
      throw error;
    }
  }

  private async mark({ activity, session }: Place, { person, seen, status }: MarkAct): Promise<Difference | null> {
    const person_id = await this.survivorOf(person);
    if (!(await this.rosters.people(activity.id)).has(person_id)) return 'off_roster';
    const { clashes } = await this.sheet.record(activity.code, session.number, [{ person_id, seen, status }]);
    return clashes.length > 0 ? 'noted_otherwise' : null;
  }

  /** Somebody of the same name may be meant: nobody is to count twice, so that is asked first. */
  private async walkIn({ activity, session }: Place, act: WalkInAct): Promise<Difference | null> {
    const { id, full_name, unit, group } = act;
    if ((await this.people.namesakesOf(full_name)).length > 0) return 'namesake';
    await this.walkIns.welcome(activity.code, session.number, { full_name, unit }, group, id);
    return null;
  }

  private async headcount({ activity, session }: Place, act: HeadcountAct): Promise<Difference | null> {
    const { unit, group, seen, count, method, note } = act;
    const standing = await headcountsAt(this.database, [session.id]);
    const present = standing.get(headcountKey(session.id, unit, group)) ?? null;
    if (present !== seen && present !== count) return 'noted_otherwise';
    await this.corrections.setHeadcount(activity.code, session.number, { unit, group, count, method, note });
    return null;
  }

  /** What somebody still has to decide keeps what was noted; of the rest only that it was taken. */
  private async keep(session: Session, act: Act, at: string, reason: Difference | null): Promise<void> {
    const person_id = act.kind === 'mark' ? await this.survivorOf(act.person) : null;
    if (person_id !== null) await this.supersede(session.id, person_id);
    await this.database.insert(OfflineAct, [
      {
        ...{
          act_key: act.id,
          user_id: actor()?.user_id ?? 0,
          session_id: session.id,
          kind: act.kind,
          person_id,
          reason,
        },
        ...{ state: reason === null ? 'done' : 'open', body: reason === null ? null : JSON.stringify(act) },
        ...{ done_at: at, received_at: nowIso(), decided_at: null, decided_by_id: null },
      },
    ]);
    if (reason === null) return;
    const detail = { session: session.number, kind: act.kind, reason };
    await this.events.record({ kind: 'offline.differs', subject: { type: 'session', id: session.id }, detail });
  }

  /** Whoever marks somebody again says no more what they said before. */
  private async supersede(sessionId: number, personId: number): Promise<void> {
    await this.database.execute(
      `UPDATE offline_acts SET state = 'settled', body = NULL, decided_at = ?
       WHERE session_id = ? AND person_id = ? AND user_id = ? AND state = 'open'`,
      [nowIso(), sessionId, personId, actor()?.user_id ?? 0],
    );
  }

  private async before(actId: string): Promise<Pick<OfflineAct, 'state'> | undefined> {
    const sql = 'SELECT state FROM offline_acts WHERE user_id = ? AND act_key = ?';
    return this.database.row<OfflineAct>(sql, [actor()?.user_id ?? 0, actId]);
  }

  /** Also a record that was merged away while the device had no network. */
  private async survivorOf(personId: number): Promise<number> {
    const sql = 'SELECT COALESCE(merged_into_id, id) AS id FROM people WHERE id = ?';
    return (await this.database.row<{ id: number }>(sql, [personId]))?.id ?? personId;
  }

  private async activityOf(sessionId: number): Promise<string> {
    const row = await this.database.row<Pick<Activity, 'code'>>(
      'SELECT a.code FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE s.id = ?',
      [sessionId],
    );
    if (!row) throw new NotFound();
    return row.code;
  }

  private async sessionOf({ id }: OpenActivity, sessionId: number): Promise<Session> {
    const sql = 'SELECT * FROM sessions WHERE id = ? AND activity_id = ?';
    const [session] = await this.database.rowsForUpdate<Session>(sql, [sessionId, id]);
    if (!session) throw new NotFound();
    return session;
  }
}

function idOf(given: unknown): string | null {
  const id = typeof given === 'object' && given !== null ? (given as { id?: unknown }).id : null;
  return typeof id === 'string' ? id.slice(0, 64) : null;
}
