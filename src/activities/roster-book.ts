import type { Database } from '../database/database.js';
import type { AttendanceStatus } from './activities.entities.js';
import { marks } from './dirty-set.js';
import type { OpenActivity } from './open-activities.js';

/** Rosters and marks kept at once; beyond it everything is forgotten and read again when needed. */
const MOST_KEPT = 300_000;

interface RosterRow {
  activity_id: number;
  ref: string;
  person_id: number;
  survivor_ref: string | null;
}

interface MarkRow {
  session_id: number;
  person_id: number;
  status: AttendanceStatus;
}

/** The page of one activity: its sessions by number, its people by ref, and what was marked. */
class Page {
  readonly sessions = new Map<number, number>();
  readonly people = new Map<string, number>();
  /** By session id, then person id. */
  readonly marked = new Map<number, Map<number, AttendanceStatus>>();

  enter(row: RosterRow): void {
    this.people.set(row.ref, row.person_id);
  }

  /** Somebody may be on the roster by a record that was merged into the one that the file names. */
  enterSurvivor(row: RosterRow): void {
    if (row.survivor_ref !== null && !this.people.has(row.survivor_ref))
      this.people.set(row.survivor_ref, row.person_id);
  }
}

/** Rosters with their attendance, read activity by activity as a file speaks of them. */
export class RosterBook {
  private readonly pages = new Map<number, Page>();
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
    await this.readMarks(ids);
  }

  /** Of one activity that was opened. */
  page(activityId: number): Page {
    const page = this.pages.get(activityId);
    if (!page) throw new Error(`the roster of activity ${activityId} was not opened`);
    return page;
  }

  /** Notes a mark. @returns what was marked before */
  mark(page: Page, sessionId: number, personId: number, status: AttendanceStatus): AttendanceStatus | undefined {
    const session = page.marked.get(sessionId) ?? new Map<number, AttendanceStatus>();
    const before = session.get(personId);
    if (before === undefined) this.kept += 1;
    page.marked.set(sessionId, session.set(personId, status));
    return before;
  }

  private async readRosters(ids: number[]): Promise<void> {
    const sessions = await this.database.rows<{ id: number; activity_id: number; number: number }>(
      `SELECT id, activity_id, number FROM sessions WHERE activity_id IN (${marks(ids)})`,
      ids,
    );
    for (const { id, activity_id, number } of sessions) this.page(activity_id).sessions.set(number, id);
    const rows = await this.database.rows<RosterRow>(
      `SELECT p.activity_id, pe.ref, p.person_id, s.ref AS survivor_ref
       FROM participations p JOIN people pe ON pe.id = p.person_id LEFT JOIN people s ON s.id = pe.merged_into_id
       WHERE p.activity_id IN (${marks(ids)}) ORDER BY p.id`,
      ids,
    );
    for (const row of rows) this.page(row.activity_id).enter(row);
    for (const row of rows) this.page(row.activity_id).enterSurvivor(row);
    this.kept += rows.length;
  }

  private async readMarks(ids: number[]): Promise<void> {
    const rows = await this.database.rowsForUpdate<MarkRow & { activity_id: number }>(
      `SELECT s.activity_id, t.session_id, t.person_id, t.status
       FROM sessions s JOIN attendance t ON t.session_id = s.id WHERE s.activity_id IN (${marks(ids)})`,
      ids,
    );
    for (const { activity_id, session_id, person_id, status } of rows) {
      this.mark(this.page(activity_id), session_id, person_id, status);
    }
  }
}
