import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { EventRow } from '../events/events.entities.js';
import { Attendance, type AttendanceStatus, Session } from './activities.entities.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';
import { BEST_FIRST } from './qualification.js';

/** What somebody at a screen decided about one person: `seen` is what stood there before, null for nothing. */
export interface Decision {
  person_id: number;
  seen: AttendanceStatus | null;
  status: AttendanceStatus;
}

/** A person of whom two people said different things: nothing was changed for them. */
export interface Clash extends Decision {
  /** What the other one noted. */
  present: AttendanceStatus | null;
}

/** One person's attendance before and after; null: nothing was noted. */
interface Change {
  person_id: number;
  before: AttendanceStatus | null;
  after: AttendanceStatus | null;
}

/** What came of decisions. */
export interface Recorded {
  /** The event that tells of the changes and can be undone; null where there was none to make. */
  event: number | null;
  changes: Change[];
  clashes: Clash[];
  /** Who is not on the roster (any more), after merges: nothing could be noted for them. */
  gone: number[];
}

const RECORDED = 'attendance.recorded';

/** The rows of the roster of one person, merged records together, and what is noted for them at the session. */
interface Line {
  records: number[];
  marks: Map<number, AttendanceStatus>;
}

/** A session that may be noted at, its activity, and the roster by the ids of people after merges. */
interface Opened {
  activity: OpenActivity;
  session: Session;
  lines: ReadonlyMap<number, Line>;
}

/**
 * The attendance of one session as people take it: what they decided is compared with what they saw, so that the same
 * post may come twice and nobody's work is overwritten unseen.
 */
@Injectable()
export class AttendanceSheet {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly ledger: Ledger,
    private readonly events: EventLog,
  ) {}

  /**
   * Notes decisions about people of the roster, by whichever record: who was merged or taken off it meanwhile keeps no mark
   * of the others back. @throws NotFound; DomainError where the session is cancelled
   */
  async record(code: string, number: number, decisions: readonly Decision[]): Promise<Recorded> {
    return this.database.transaction(async () => {
      const { activity, session, lines } = await this.open(code, number);
      const clashes: Clash[] = [];
      const changes: Change[] = [];
      const gone: number[] = [];
      for (const decision of await this.afterMerges(decisions, lines)) {
        const { person_id, seen, status } = decision;
        const line = lines.get(person_id);
        const present = bestOf(line?.marks.values() ?? []);
        if (status === seen || status === present) continue;
        if (!line) gone.push(person_id);
        else if (present !== seen) clashes.push({ ...decision, present });
        else changes.push({ person_id, before: present, after: status });
      }
      return { event: await this.write({ activity, session, lines }, changes, RECORDED), changes, clashes, gone };
    });
  }

  /** Notes what somebody decided who knows what stands there, whatever that is. @throws as `record` */
  async overrule(code: string, number: number, person_id: number, status: AttendanceStatus): Promise<void> {
    await this.database.transaction(async () => {
      const { lines } = await this.open(code, number);
      const seen = bestOf(lines.get(person_id)?.marks.values() ?? []);
      const { gone } = await this.record(code, number, [{ person_id, seen, status }]);
      if (gone.length > 0) throw new NotFound();
    });
  }

  /**
   * What stands at sessions, by whichever record of a person: of several the best.
   * @returns by session id, then the id of the person after merges
   */
  async noted(sessionIds: readonly number[]): Promise<Map<number, Map<number, AttendanceStatus>>> {
    const rows = await this.database.rowsIn<{ session_id: number; person_id: number; status: AttendanceStatus }>(
      `SELECT t.session_id, COALESCE(pe.merged_into_id, pe.id) AS person_id, t.status
       FROM attendance t JOIN people pe ON pe.id = t.person_id WHERE t.session_id IN (?)`,
      [...new Set(sessionIds)],
    );
    const noted = new Map<number, Map<number, AttendanceStatus>>();
    for (const { session_id, person_id, status } of rows) {
      const session = noted.get(session_id) ?? new Map<number, AttendanceStatus>();
      const before = session.get(person_id);
      session.set(person_id, bestOf(before === undefined ? [status] : [before, status]) ?? status);
      noted.set(session_id, session);
    }
    return noted;
  }

  /** Notes the same of everybody of whom nothing is noted yet. */
  async everybody(code: string, number: number, status: AttendanceStatus = 'present'): Promise<Recorded> {
    return this.database.transaction(async () => {
      const { activity, session, lines } = await this.open(code, number);
      const changes = [...lines]
        .filter(([, line]) => line.marks.size === 0)
        .map(([person_id]): Change => ({ person_id, before: null, after: status }));
      return {
        event: await this.write({ activity, session, lines }, changes, RECORDED),
        changes,
        clashes: [],
        gone: [],
      };
    });
  }

  /**
   * Takes back what one event noted, of everybody for whom it still stands.
   * @returns how many people @throws NotFound where the session has no such event
   */
  async undo(code: string, number: number, eventId: number): Promise<number> {
    return this.database.transaction(async () => {
      const { activity, session, lines } = await this.open(code, number);
      const event = await this.database.row<EventRow>(
        "SELECT * FROM events WHERE id = ? AND kind = ? AND subject_type = 'session' AND subject_id = ?",
        [eventId, RECORDED, session.id],
      );
      if (!event?.detail) throw new NotFound();
      const { changes, held } = JSON.parse(event.detail) as { changes: Change[]; held?: true };
      const back = changes.flatMap(({ person_id, before, after }): Change[] => {
        const line = lines.get(person_id);
        return line && bestOf(line.marks.values()) === after ? [{ person_id, before: after, after: before }] : [];
      });
      await this.write({ activity, session, lines }, back, 'attendance.undone');
      if (held) await this.release(session);
      return back.length;
    });
  }

  /** Locks the activity and its session: two sheets of one session are noted one after the other. */
  private async open(code: string, number: number): Promise<Opened> {
    const activity = await this.door.activity(code);
    const session = await this.door.session(activity, number);
    if (session.status === 'cancelled' || activity.status === 'cancelled') {
      throw new DomainError('activities.attendance_of_cancelled', {}, 'conflict');
    }
    return { activity, session, lines: await this.lines(session) };
  }

  /** Of two records that became one person the best is meant, as it is with what is noted. */
  private async afterMerges(
    decisions: readonly Decision[],
    lines: ReadonlyMap<number, Line>,
  ): Promise<readonly Decision[]> {
    const unknown = decisions.map(({ person_id }) => person_id).filter((id) => !lines.has(id));
    if (unknown.length === 0) return decisions;
    const merged = await this.database.rowsIn<{ id: number; survivor: number }>(
      'SELECT id, merged_into_id AS survivor FROM people WHERE merged_into_id IS NOT NULL AND id IN (?)',
      unknown,
    );
    const survivors = new Map(merged.map(({ id, survivor }) => [id, survivor]));
    const byPerson = Map.groupBy(decisions, ({ person_id }) => survivors.get(person_id) ?? person_id);
    return [...byPerson].map(([person_id, all]) => {
      const [first] = all as [Decision];
      const status = bestOf(all.map((each) => each.status)) ?? first.status;
      return { person_id, seen: bestOf(all.flatMap(({ seen }) => seen ?? [])), status };
    });
  }

  private async lines({ id, activity_id }: Session): Promise<Map<number, Line>> {
    const roster = await this.database.rows<{ person_id: number; survivor: number }>(
      `SELECT p.person_id, COALESCE(pe.merged_into_id, pe.id) AS survivor
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ? ORDER BY p.id`,
      [activity_id],
    );
    const marks = await this.database.rowsNow<Attendance>('SELECT * FROM attendance WHERE session_id = ?', [id]);
    const byRecord = new Map(marks.map(({ person_id, status }) => [person_id, status]));
    const lines = new Map<number, Line>();
    for (const { person_id, survivor } of roster) {
      const line = lines.get(survivor) ?? { records: [], marks: new Map<number, AttendanceStatus>() };
      const mark = byRecord.get(person_id);
      if (!line.records.includes(person_id)) line.records.push(person_id);
      if (mark !== undefined) line.marks.set(person_id, mark);
      lines.set(survivor, line);
    }
    return lines;
  }

  /** @returns the event, null where nothing changes */
  private async write(
    { activity, session, lines }: Opened,
    changes: readonly Change[],
    kind: string,
  ): Promise<number | null> {
    if (changes.length === 0) return null;
    const fresh: Partial<Attendance>[] = [];
    for (const { person_id, after } of changes) {
      const { records, marks } = lines.get(person_id) as Line;
      const [first = person_id] = records;
      if (after === null) await this.forget(session.id, records);
      else if (marks.size > 0) await this.change(session.id, [...marks.keys()], after);
      else fresh.push({ session_id: session.id, person_id: first, status: after });
    }
    await this.database.insert(Attendance, fresh);
    const people = changes.flatMap(({ person_id }) => (lines.get(person_id) as Line).records);
    this.ledger.touchMarks(activity, people);
    const held = kind === RECORDED && (await this.hold(session));
    const detail = { activity: activity.code, session: session.number, changes, ...(held ? { held } : {}) };
    return this.events.record({ kind, subject: { type: 'session', id: session.id }, detail });
  }

  private async change(sessionId: number, people: readonly number[], status: AttendanceStatus): Promise<void> {
    await this.database.execute(
      `UPDATE attendance SET status = ? WHERE session_id = ? AND person_id IN (${placeholders(people)})`,
      [status, sessionId, ...people],
    );
  }

  private async forget(sessionId: number, people: readonly number[]): Promise<void> {
    await this.database.execute(
      `DELETE FROM attendance WHERE session_id = ? AND person_id IN (${placeholders(people)})`,
      [sessionId, ...people],
    );
  }

  /** A session whose day has come and at which attendance was taken was held. @returns whether that is new */
  private async hold({ id, activity_id, status, date, version }: Session): Promise<boolean> {
    if (status !== 'planned' || date > today()) return false;
    this.ledger.touch([activity_id]);
    await this.database.update(Session, { id }, { status: 'held', version: version + 1 });
    return true;
  }

  /** Where the event that is undone made the session one that was held, and nothing is noted any more, it is planned. */
  private async release({ id, activity_id, status, version }: Session): Promise<void> {
    const left = await this.database.row('SELECT id FROM attendance WHERE session_id = ? LIMIT 1', [id]);
    if (left !== undefined || status !== 'held') return;
    this.ledger.touch([activity_id]);
    await this.database.update(Session, { id }, { status: 'planned', version: version + 1 });
  }
}

/** What stands for a person at the session: of several records the best. */
function bestOf(marks: Iterable<AttendanceStatus>): AttendanceStatus | null {
  const noted = new Set(marks);
  return BEST_FIRST.find((status) => noted.has(status)) ?? null;
}
