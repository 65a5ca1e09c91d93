import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Attendance, type AttendanceStatus } from './activities.entities.js';
import { pieces } from '../database/chunks.js';
import { placeholders } from '../database/placeholders.js';
import { attendanceFile } from './files.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, isRefused, type OpenActivities, type OpenActivity } from './open-activities.js';
import { type Presence, RosterBook } from './roster-book.js';

type Values = ValuesOf<typeof attendanceFile.columns>;
type Row = GoodRow<Values>;
type Mark = Omit<Attendance, 'id'>;

/** What a batch writes: new marks, and marks that were different; and whose they are. */
interface Writing {
  fresh: Mark[];
  changed: Mark[];
  people: Map<OpenActivity, number[]>;
}

type Touch = (activity: OpenActivity, people: readonly number[]) => void;

/** Brings in attendance.csv (interchange: key `activity`, `session`, `person`). */
@Injectable()
export class AttendanceImporter implements Importer<typeof attendanceFile.columns> {
  readonly file = attendanceFile;
  readonly permission = 'attendance.record';

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly ledger: Ledger,
  ) {}

  async begin(): Promise<ImportRun<Values>> {
    const book = new RosterBook(this.database);
    let open: OpenActivities | undefined;
    return {
      take: async (rows) => {
        if (open) {
          await open.meet(rows.map(({ values }) => values.activity));
          // Their locks may be younger than what this transaction sees: they are counted as a whole, from the newest.
          return this.take(rows, open, book, ({ id }) => this.ledger.touch([id]));
        }
        open = await this.door.open(rows.map(({ values }) => values.activity));
        return this.take(rows, open, book, (activity, people) => this.ledger.touchMarks(activity, people));
      },
    };
  }

  private async take(rows: Row[], open: OpenActivities, book: RosterBook, touch: Touch): Promise<RowResult[]> {
    await book.open(rows.flatMap(({ values }) => open.get(values.activity) ?? []));
    await book.readMarks(rows.flatMap((row) => presenceOf(row, open, book) ?? []));
    const writing: Writing = { fresh: [], changed: [], people: new Map() };
    const results = rows.map((row) => {
      const activity = open.ofSessionRow(row);
      return isRefused(activity) ? activity.refused : noteRow(row, book, activity, writing);
    });
    await this.write(writing);
    for (const [activity, people] of writing.people) touch(activity, people);
    return results;
  }

  private async write({ fresh, changed }: Writing): Promise<void> {
    await this.database.insert(Attendance, fresh);
    const groups = Map.groupBy(changed, ({ session_id, status }) => `${session_id} ${status}`);
    for (const group of groups.values()) {
      const { session_id, status } = group[0] as Mark;
      const people = group.map(({ person_id }) => person_id);
      for (const ids of pieces(people, 500)) {
        const sql = `UPDATE attendance SET status = ? WHERE session_id = ? AND person_id IN (${placeholders(ids)})`;
        await this.database.execute(sql, [status, session_id, ...ids]);
      }
    }
  }
}

/** Whom and when a row speaks of, where the roster has both. */
function presenceOf({ values }: Row, open: OpenActivities, book: RosterBook): Presence | null {
  const activity = open.get(values.activity);
  const page = activity && book.page(activity.id);
  const session_id = page?.sessions.get(values.session);
  const person_id = page?.people.get(values.person);
  return session_id === undefined || person_id === undefined ? null : { session_id, person_id };
}

function noteRow({ line, values }: Row, book: RosterBook, activity: OpenActivity, writing: Writing): RowResult {
  const page = book.page(activity.id);
  const session_id = page.sessions.get(values.session);
  const params = { activity: values.activity, session: String(values.session), ref: values.person };
  if (session_id === undefined) return faulty(line, 'session', values.session, 'activities.unknown_session', params);
  const person_id = page.people.get(values.person);
  if (person_id === undefined) return faulty(line, 'person', values.person, 'activities.not_on_roster', params);
  const status: AttendanceStatus = values.status;
  const before = book.mark(session_id, person_id, status);
  if (before === status) return { line, outcome: 'unchanged' };
  (before === undefined ? writing.fresh : writing.changed).push({ session_id, person_id, status });
  const people = writing.people.get(activity) ?? [];
  writing.people.set(activity, people);
  people.push(person_id);
  return { line, outcome: before === undefined ? 'inserted' : 'updated' };
}
