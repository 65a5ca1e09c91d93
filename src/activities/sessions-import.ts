import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Session } from './activities.entities.js';
import { DerivedPlaces } from './derived-places.js';
import { placeholders } from '../database/placeholders.js';
import { sessionsFile } from './files.js';
import { Ledger } from './ledger.js';
import { MakeUps } from './make-ups.js';
import { ActivityDoor, isRefused, type OpenActivities } from './open-activities.js';

type Values = ValuesOf<typeof sessionsFile.columns>;
type Row = GoodRow<Values>;
type Facts = Omit<Session, 'id' | 'version'>;

/** A row with its activity, and the session that is there already. */
interface Placed {
  row: Row;
  activity_id: number;
  existing: Session | undefined;
}

/** Brings in sessions.csv (interchange: key `activity`, `number`). */
@Injectable()
export class SessionsImporter implements Importer<typeof sessionsFile.columns> {
  readonly file = sessionsFile;
  readonly permission = 'activity.write';

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<Values>> {
    const open = await this.door.open();
    // What a session makes up for may stand further down in the file: these rows wait for its end.
    const waiting: Row[] = [];
    const faultyRows = new FaultyRows();
    return {
      unread: (line, cell) => faultyRows.add(cell('activity').trim(), cell('number').trim(), line),
      take: async (rows) => {
        const [later, now] = [rows.filter(makesUp), rows.filter((row) => !makesUp(row))];
        waiting.push(...later);
        const { placed, refused } = await this.place(now, open, faultyRows);
        return [...refused, ...(await this.write(placed, present))];
      },
      finish: async () => {
        const { placed, refused } = await this.place(waiting, open, faultyRows);
        const { good, fallen } = await this.settle(placed, faultyRows);
        return [...refused, ...fallen, ...(await this.write(good, present))];
      },
    };
  }

  /** Of the rows that make up for others those that can stand. */
  private async settle(placed: Placed[], faultyRows: FaultyRows): Promise<{ good: Placed[]; fallen: RowResult[] }> {
    const recorded = await this.database.rowsIn<Pick<Session, 'activity_id' | 'number' | 'makes_up'>>(
      'SELECT activity_id, number, makes_up FROM sessions WHERE activity_id IN (?)',
      [...new Set(placed.map(({ activity_id }) => activity_id))],
    );
    const fallen: RowResult[] = [];
    const good = new MakeUps(recorded).settle(
      placed.map((each) => ({ ...each, number: each.row.values.number, makes_up: each.row.values.makes_up ?? 0 })),
      ({ row }, fault) => {
        fallen.push(faultyMakeUp(row, fault, faultyRows.lineOf(row.values.activity, row.values.makes_up)));
        faultyRows.addRow(row);
      },
    );
    return { good, fallen };
  }

  /** Finds the activity and the session of each row. */
  private async place(
    rows: Row[],
    open: OpenActivities,
    faultyRows: FaultyRows,
  ): Promise<{ placed: Placed[]; refused: RowResult[] }> {
    await open.meet(rows.map(({ values }) => values.activity));
    const refused: RowResult[] = [];
    const found: Omit<Placed, 'existing'>[] = [];
    for (const row of rows) {
      const activity = open.ofSessionRow(row);
      const wrong = isRefused(activity) ? activity.refused : timesRefused(row);
      if (wrong) {
        refused.push(wrong);
        faultyRows.addRow(row);
      } else if (!isRefused(activity)) found.push({ row, activity_id: activity.id });
    }
    const existing = await this.existing([...new Set(found.map(({ activity_id }) => activity_id))]);
    const placed = found.map((each) => ({
      ...each,
      existing: existing.get(`${each.activity_id} ${each.row.values.number}`),
    }));
    return { placed, refused };
  }

  private async existing(activityIds: number[]): Promise<Map<string, Session>> {
    if (activityIds.length === 0) return new Map();
    const sql = `SELECT * FROM sessions WHERE activity_id IN (${placeholders(activityIds)})`;
    const rows = await this.database.rowsNow<Session>(sql, activityIds);
    return new Map(rows.map((session) => [`${session.activity_id} ${session.number}`, session]));
  }

  private async write(placed: Placed[], present: ReadonlySet<string>): Promise<RowResult[]> {
    const results: RowResult[] = [];
    const fresh: Partial<Session>[] = [];
    for (const { row, activity_id, existing } of placed) {
      const facts = factsOf(row.values, activity_id, present, existing);
      if (!existing) fresh.push({ ...facts, version: 1 });
      const changed = existing && !sameFacts(facts, existing);
      if (changed)
        await this.database.update(Session, { id: existing.id }, { ...facts, version: existing.version + 1 });
      if (!existing || changed) this.touch(activity_id);
      results.push({ line: row.line, outcome: !existing ? 'inserted' : changed ? 'updated' : 'unchanged' });
    }
    await this.database.insert(Session, fresh);
    return results;
  }

  private touch(activityId: number): void {
    this.places.touch([activityId]);
    this.ledger.touch([activityId]);
  }
}

const makesUp = ({ values }: Row): boolean => values.makes_up !== null;

function timesRefused({ line, values: { start, end } }: Row): RowResult | null {
  if (start === null || end === null || start < end) return null;
  return faulty(line, 'end', end, 'activities.end_before_start', { start });
}

/** The lines of the faulty rows of a file: what makes up for one of them is told to mend that line first. */
class FaultyRows {
  private readonly lines = new Map<string, number>();

  add(activity: string, number: string, line: number): void {
    this.lines.set(`${activity} ${number}`, line);
  }

  addRow({ line, values: { activity, number } }: Row): void {
    this.add(activity, String(number), line);
  }

  lineOf(activity: string, number: number | null): number | undefined {
    return this.lines.get(`${activity} ${number}`);
  }
}

function faultyMakeUp({ line, values }: Row, fault: 'missing' | 'circle', faultyLine: number | undefined): RowResult {
  const params = { number: String(values.makes_up), session: String(values.number) };
  if (fault === 'missing' && faultyLine !== undefined) {
    const there = { ...params, line: String(faultyLine) };
    return faulty(line, 'makes_up', values.makes_up, 'activities.makes_up_refused', there);
  }
  return faulty(line, 'makes_up', values.makes_up, `activities.makes_up_${fault}`, params);
}

function factsOf(values: Values, activity_id: number, present: ReadonlySet<string>, existing?: Session): Facts {
  const { number, date, start, end, venue, makes_up, status } = values;
  const read: Facts = { activity_id, number, date, start, end, venue, makes_up, status: status ?? 'planned' };
  if (!existing) return read;
  for (const column of ['start', 'end', 'venue', 'makes_up', 'status'] as const) {
    if (!present.has(column)) Object.assign(read, { [column]: existing[column] });
  }
  return read;
}

function sameFacts(facts: Facts, existing: Session): boolean {
  return (Object.keys(facts) as (keyof Facts)[]).every((column) => facts[column] === existing[column]);
}
