import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Session } from './activities.entities.js';
import { DerivedPlaces } from './derived-places.js';
import { marks } from './dirty-set.js';
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
    return {
      take: (rows) => {
        const [later, now] = [rows.filter(makesUp), rows.filter((row) => !makesUp(row))];
        waiting.push(...later);
        return this.take(now, present, open);
      },
      finish: () => this.finish(waiting, present, open),
    };
  }

  private async take(rows: Row[], present: ReadonlySet<string>, open: OpenActivities): Promise<RowResult[]> {
    const { placed, refused } = await this.place(rows, open);
    return [...refused, ...(await this.write(placed, present))];
  }

  private async finish(rows: Row[], present: ReadonlySet<string>, open: OpenActivities): Promise<RowResult[]> {
    const { placed, refused } = await this.place(rows, open);
    const recorded = await this.database.rowsIn<Pick<Session, 'activity_id' | 'number' | 'makes_up'>>(
      'SELECT activity_id, number, makes_up FROM sessions WHERE activity_id IN (?)',
      [...new Set(placed.map(({ activity_id }) => activity_id))],
    );
    const makeUps = new MakeUps(recorded);
    const results = [...refused];
    const good = makeUps.settle(
      placed.map((each) => ({ ...each, number: each.row.values.number, makes_up: each.row.values.makes_up ?? 0 })),
      ({ row }, fault) => results.push(faultyMakeUp(row, fault)),
    );
    return [...results, ...(await this.write(good, present))];
  }

  /** Finds the activity and the session of each row. */
  private async place(rows: Row[], open: OpenActivities): Promise<{ placed: Placed[]; refused: RowResult[] }> {
    await open.meet(rows.map(({ values }) => values.activity));
    const refused: RowResult[] = [];
    const found: Omit<Placed, 'existing'>[] = [];
    for (const row of rows) {
      const activity = open.ofRow(row);
      const wrong = isRefused(activity) ? activity.refused : timesRefused(row);
      if (wrong) refused.push(wrong);
      else if (!isRefused(activity)) found.push({ row, activity_id: activity.id });
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
    const sql = `SELECT * FROM sessions WHERE activity_id IN (${marks(activityIds)})`;
    const rows = await this.database.rowsForUpdate<Session>(sql, activityIds);
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

function faultyMakeUp({ line, values }: Row, fault: 'missing' | 'circle'): RowResult {
  const params = { number: String(values.makes_up), session: String(values.number) };
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
