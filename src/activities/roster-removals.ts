import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { EventRow } from '../events/events.entities.js';
import { holdPeople } from '../people/held-people.js';
import { Attendance, type AttendanceStatus, Participation } from './activities.entities.js';
import { DerivedPlaces } from './derived-places.js';
import { Ledger } from './ledger.js';
import { RosterDays } from './roster-days.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';

const REMOVED = 'participation.removed';

interface Mark {
  session_id: number;
  status: AttendanceStatus;
}

/** What the event of a removal keeps of each record, so that it can be taken back as if nothing had been. */
interface Removed {
  participation: Participation;
  marks: Mark[];
  /** The day on which the course was completed; absent: it was not, or there is none to complete. */
  completed_on?: string;
  /** The day on which the test was passed. */
  passed_on?: string;
}

/** Taking people off a roster, and putting them back with everything that was noted of them. */
@Injectable()
export class RosterRemovals {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
    private readonly events: EventLog,
    private readonly days: RosterDays,
  ) {}

  /**
   * Takes a person off the roster of one group, by the ref of whichever record; attendance goes too unless another group
   * of the roster needs it. @returns the event, by which it can be undone @throws NotFound
   */
  async removeByRef(code: string, ref: string, group: string): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      return this.remove(
        activity,
        await this.database.rows<Participation>(
          `SELECT p.* FROM participations p JOIN people pe ON pe.id = p.person_id
           LEFT JOIN people su ON su.id = pe.merged_into_id
           WHERE p.activity_id = ? AND p.group_code = ? AND (pe.ref = ? OR su.ref = ?)`,
          [activity.id, group, ref, ref],
        ),
      );
    });
  }

  /** Takes the person of a line off the roster in its group, with all records that were merged. @throws NotFound */
  async removeLine(code: string, participationId: number): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      return this.remove(
        activity,
        await this.database.rows<Participation>(
          `SELECT p.* FROM participations l JOIN people lp ON lp.id = l.person_id
           JOIN participations p ON p.activity_id = l.activity_id AND p.group_code = l.group_code
           JOIN people pe ON pe.id = p.person_id
           WHERE l.id = ? AND l.activity_id = ?
           AND COALESCE(pe.merged_into_id, pe.id) = COALESCE(lp.merged_into_id, lp.id)`,
          [participationId, activity.id],
        ),
      );
    });
  }

  /**
   * Puts back what a removal took off, with its attendance where nothing else was noted meanwhile.
   * @throws NotFound; DomainError where the person is on the roster again
   */
  async undo(code: string, eventId: number): Promise<void> {
    await this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      for (const removed of await this.removedBy(activity, eventId)) await this.putBack(removed);
      await this.record('participation.restored', activity, { removal: eventId });
      this.places.touch([activity.id]);
      this.ledger.touch([activity.id]);
    });
  }

  /** The last removal that took somebody off, by whichever record, for `undo`; undefined where nobody took them off. */
  async lastOf({ id }: Pick<OpenActivity, 'id'>, personId: number): Promise<number | undefined> {
    const records = await this.database.rows<{ id: number }>(
      'SELECT id FROM people WHERE id = ? OR merged_into_id = ?',
      [personId, personId],
    );
    const meant = new Set(records.map((record) => record.id));
    const events = await this.database.rows<{ id: number; detail: string }>(
      "SELECT id, detail FROM events WHERE subject_type = 'activity' AND subject_id = ? AND kind = ? ORDER BY id DESC",
      [id, REMOVED],
    );
    const removedOf = (detail: string): Removed[] => (JSON.parse(detail) as { removed?: Removed[] }).removed ?? [];
    return events.find(({ detail }) => removedOf(detail).some((each) => meant.has(each.participation.person_id)))?.id;
  }

  private async remove(activity: OpenActivity, found: readonly Participation[]): Promise<number> {
    if (found.length === 0) throw new NotFound();
    const removed: Removed[] = [];
    for (const participation of found) {
      await this.database.delete(Participation, { id: participation.id });
      const marks = await this.forgetAttendance(activity.id, participation.person_id);
      removed.push({ participation, marks, ...(await this.days.forget(participation)) });
    }
    this.places.touch([activity.id]);
    this.ledger.touch([activity.id]);
    return this.record(REMOVED, activity, { removed });
  }

  /** Unless the person is on the roster in another group too. @returns what was noted */
  private async forgetAttendance(activityId: number, personId: number): Promise<Mark[]> {
    const where = `person_id = ? AND session_id IN (SELECT id FROM sessions WHERE activity_id = ?)
       AND NOT EXISTS (SELECT 1 FROM participations p WHERE p.activity_id = ? AND p.person_id = ?)`;
    const params = [personId, activityId, activityId, personId];
    const sql = `SELECT session_id, status FROM attendance WHERE ${where} ORDER BY session_id`;
    const marks = await this.database.rows<Mark>(sql, params);
    if (marks.length > 0) await this.database.execute(`DELETE FROM attendance WHERE ${where}`, params);
    return marks;
  }

  private async removedBy({ id }: OpenActivity, eventId: number): Promise<Removed[]> {
    const event = await this.database.row<EventRow>(
      "SELECT * FROM events WHERE id = ? AND kind = ? AND subject_type = 'activity' AND subject_id = ?",
      [eventId, REMOVED, id],
    );
    const { removed } = event?.detail ? (JSON.parse(event.detail) as { removed?: Removed[] }) : {};
    if (!removed) throw new NotFound();
    return removed;
  }

  private async putBack({ participation, marks, ...days }: Removed): Promise<void> {
    const { id, activity_id, person_id, group_code } = participation;
    // With its old id it stands where it stood in the order of recording, on which counting rests.
    const again = await this.database.row(
      'SELECT id FROM participations WHERE id = ? OR (activity_id = ? AND person_id = ? AND group_code = ?)',
      [id, activity_id, person_id, group_code],
    );
    if (again !== undefined) throw new DomainError('activities.on_roster_again', {}, 'conflict');
    await holdPeople(this.database, [person_id]);
    await this.database.insert(Participation, [participation]);
    const noted = await this.database.rows<{ session_id: number }>(
      'SELECT session_id FROM attendance WHERE person_id = ?',
      [person_id],
    );
    const known = new Set(noted.map(({ session_id }) => session_id));
    const back = marks.filter(({ session_id }) => !known.has(session_id));
    await this.database.insert(
      Attendance,
      back.map((mark) => ({ ...mark, person_id })),
    );
    await this.days.putBack(participation, days);
  }

  private record(kind: string, { id, code }: OpenActivity, detail: object): Promise<number> {
    return this.events.record({ kind, subject: { type: 'activity', id }, detail: { activity: code, ...detail } });
  }
}
