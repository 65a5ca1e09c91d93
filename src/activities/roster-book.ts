import type { Database } from '../database/database.js';
import type { AttendanceStatus } from './activities.entities.js';
import { filled } from '../database/chunks.js';
import { pieces } from '../database/chunks.js';
import { placeholders } from '../database/placeholders.js';
import type { OpenActivity } from './open-activities.js';

/** Rows of rosters kept at once; beyond it everything is forgotten and read again when needed. */
const MOST_KEPT = 100_000;

interface RosterRow {
  activity_id: number;
  ref: string;
  person_id: number;
  survivor_ref: string | null;
}

/** One person at one session. */
export interface Presence {
  session_id: number;
  person_id: number;
}

/** Sessions of one question: an engine allows only so many alternatives in one. */
const MOST_SESSIONS = 250;

/** The page of one activity: its sessions by number, and its people by ref. */
class Page {
  readonly sessions = new Map<number, number>();
  readonly people = new Map<string, number>();

  enter(row: RosterRow): void {
    this.people.set(row.ref, row.person_id);
  }

  /** Somebody may be on the roster by a record that was merged into the one that the file names. */
  enterSurvivor(row: RosterRow): void {
    if (row.survivor_ref !== null && !this.people.has(row.survivor_ref))
      this.people.set(row.survivor_ref, row.person_id);
  }
}

/**
 * Rosters, read activity by activity as a file speaks of them, and what is marked already for the rows of one batch: the
 * marks of a whole file would not fit in memory.
 */
export class RosterBook {
  private readonly pages = new Map<number, Page>();
  /** By session id, then person id; of this batch. */
  private marked = new Map<number, Map<number, AttendanceStatus>>();
  private kept = 0;

  constructor(private readonly database: Database) {}

  /** Reads the pages of activities that were not open yet. */
  async open(activities: readonly OpenActivity[]): Promise<void> {
    if (this.kept > MOST_KEPT) {
      this.pages.clear();
      this.kept = 0;
    }
    const ids = [...new Set(activities.map(({ id }) => id))].filter((id) => !this.pages.has(id));
    if (ids.length === 0) return;
    for (const id of ids) this.pages.set(id, new Page());
    await this.readRosters(ids);
  }

  /** Of one activity that was opened. */
  page(activityId: number): Page {
    const page = this.pages.get(activityId);
    if (!page) throw new Error(`the roster of activity ${activityId} was not opened`);
    return page;
  }

  /** Reads what is marked for the rows of a batch; what was read for the one before is forgotten. */
  async readMarks(presences: readonly Presence[]): Promise<void> {
    this.marked = new Map();
    const bySession = [...Map.groupBy(presences, ({ session_id }) => session_id)];
    for (const sessions of pieces(bySession, MOST_SESSIONS)) {
      const each = sessions.map(([, list]) => `(session_id = ? AND person_id IN (${placeholders(list)}))`);
      const rows = await this.database.rowsNow<Presence & { status: AttendanceStatus }>(
        `SELECT session_id, person_id, status FROM attendance WHERE ${each.join(' OR ')}`,
        sessions.flatMap(([id, list]) => [id, ...list.map(({ person_id }) => person_id)]),
      );
      for (const { session_id, person_id, status } of rows) this.mark(session_id, person_id, status);
    }
  }

  /** Notes a mark. @returns what was marked before */
  mark(sessionId: number, personId: number, status: AttendanceStatus): AttendanceStatus | undefined {
    const session = this.marked.get(sessionId) ?? new Map<number, AttendanceStatus>();
    const before = session.get(personId);
    this.marked.set(sessionId, session.set(personId, status));
    return before;
  }

  private async readRosters(activityIds: number[]): Promise<void> {
    const ids = filled(activityIds);
    const sessions = await this.database.rows<{ id: number; activity_id: number; number: number }>(
      `SELECT id, activity_id, number FROM sessions WHERE activity_id IN (${placeholders(ids)})`,
      ids,
    );
    for (const { id, activity_id, number } of sessions) this.page(activity_id).sessions.set(number, id);
    const rows = await this.database.rows<RosterRow>(
      `SELECT p.activity_id, pe.ref, p.person_id, s.ref AS survivor_ref
       FROM participations p JOIN people pe ON pe.id = p.person_id LEFT JOIN people s ON s.id = pe.merged_into_id
       WHERE p.activity_id IN (${placeholders(ids)}) ORDER BY p.id`,
      ids,
    );
    for (const row of rows) this.page(row.activity_id).enter(row);
    for (const row of rows) this.page(row.activity_id).enterSurvivor(row);
    this.kept += rows.length;
  }
}
