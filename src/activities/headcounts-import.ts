import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { Groups } from '../territory/groups.js';
import { placeOfRecord } from '../territory/home.js';
import { Headcount, type Session } from './activities.entities.js';
import { placeholders } from '../database/placeholders.js';
import { headcountsFile } from './files.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, isRefused, type OpenActivities } from './open-activities.js';
import { unknownUnit } from './unknown-unit.js';

type Values = ValuesOf<typeof headcountsFile.columns>;
type Row = GoodRow<Values>;
type SessionDay = Pick<Session, 'id' | 'activity_id' | 'number' | 'date'>;
type Facts = Omit<Headcount, 'id'>;

/** What the rows of a batch refer to. */
interface References {
  groups: ReadonlySet<string>;
  /** By activity id and number. */
  sessions: ReadonlyMap<string, SessionDay>;
  /** By session id, place and group: several where a reform made one place of what they were counted for. */
  existing: ReadonlyMap<string, Headcount[]>;
}

/** Brings in headcounts.csv (interchange: key `activity`, `session`, `unit`, `group`). */
@Injectable()
export class HeadcountsImporter implements Importer<typeof headcountsFile.columns> {
  readonly file = headcountsFile;
  readonly permission = 'attendance.record';

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly groups: Groups,
    private readonly ledger: Ledger,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<Values>> {
    let open: OpenActivities | undefined;
    let groups: ReadonlySet<string> | undefined;
    return {
      take: async (rows) => {
        open ??= await this.door.open(rows.map(({ values }) => values.activity));
        groups ??= new Set((await this.groups.all()).map(({ code }) => code));
        return this.take(rows, present, open, groups);
      },
    };
  }

  private async take(
    rows: Row[],
    present: ReadonlySet<string>,
    open: OpenActivities,
    groups: ReadonlySet<string>,
  ): Promise<RowResult[]> {
    await open.meet(rows.map(({ values }) => values.activity));
    const references = { groups, ...(await this.references(rows, open)) };
    const results: RowResult[] = [];
    const fresh: Facts[] = [];
    for (const row of rows) {
      const facts = factsOf(row, open, references);
      if (isRefused(facts)) results.push(facts.refused);
      else results.push(await this.record(row, facts, references, present, fresh));
    }
    await this.database.insert(Headcount, fresh);
    if (results.some((result) => 'outcome' in result && result.outcome !== 'unchanged')) {
      this.ledger.touch(rows.flatMap(({ values }) => open.get(values.activity)?.id ?? []));
    }
    return results;
  }

  private async record(
    { line }: Row,
    facts: Facts,
    { existing }: References,
    present: ReadonlySet<string>,
    fresh: Facts[],
  ): Promise<RowResult> {
    const [old, ...others] = existing.get(keyOf(facts)) ?? [];
    if (!old) {
      fresh.push(facts);
      return { line, outcome: 'inserted' };
    }
    const known = asOne(old, others);
    const { count } = facts;
    const method = present.has('method') ? facts.method : known.method;
    const note = present.has('note') ? facts.note : known.note;
    if (count === known.count && method === known.method && note === known.note) return { line, outcome: 'unchanged' };
    // Said anew of a place that was several: from now on it is one figure, written with the code of that place.
    for (const { id } of others) await this.database.delete(Headcount, { id });
    const unit_code = others.length > 0 ? facts.unit_code : old.unit_code;
    await this.database.update(Headcount, { id: old.id }, { unit_code, count, method, note });
    return { line, outcome: 'updated' };
  }

  private async references(rows: Row[], open: OpenActivities): Promise<Omit<References, 'groups'>> {
    const activityIds = [...new Set(rows.flatMap(({ values }) => open.get(values.activity)?.id ?? []))];
    const sessions = await this.sessions(activityIds);
    const named = new Set(rows.map(({ values }) => `${open.get(values.activity)?.id ?? 0} ${values.session}`));
    const ids = sessions.filter(({ activity_id, number }) => named.has(`${activity_id} ${number}`)).map(({ id }) => id);
    const existing: Headcount[] = [];
    if (ids.length > 0) {
      const sql = `SELECT * FROM headcounts WHERE session_id IN (${placeholders(ids)}) ORDER BY id`;
      existing.push(...(await this.database.rowsNow<Headcount>(sql, ids)));
    }
    return {
      sessions: new Map(sessions.map((session) => [`${session.activity_id} ${session.number}`, session])),
      existing: Map.groupBy(existing, keyOf),
    };
  }

  /** As they are now: somebody may have moved one while this transaction waited for the activity. */
  private async sessions(activityIds: number[]): Promise<SessionDay[]> {
    if (activityIds.length === 0) return [];
    const sql = `SELECT id, activity_id, number, date FROM sessions WHERE activity_id IN (${placeholders(activityIds)})`;
    return this.database.rowsNow<SessionDay>(sql, activityIds);
  }
}

const keyOf = ({ session_id, place_id, group_code }: Facts): string => `${session_id} ${place_id} ${group_code}`;

/** What several headcounts of one place say together, as an export writes it. */
function asOne(first: Headcount, others: readonly Headcount[]): Pick<Headcount, 'count' | 'method' | 'note'> {
  const all = [first, ...others];
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    method: all.some(({ method }) => method === 'estimated') ? 'estimated' : 'counted',
    note: first.note,
  };
}

function factsOf(row: Row, open: OpenActivities, references: References): Facts | { refused: RowResult } {
  const { line, values } = row;
  const activity = open.ofSessionRow(row);
  if (isRefused(activity)) return activity;
  const session = references.sessions.get(`${activity.id} ${values.session}`);
  const params = { activity: values.activity, session: String(values.session), unit: values.unit, group: values.group };
  const refuse = (column: 'session' | 'group' | 'unit', key: string, more = {}): { refused: RowResult } => ({
    refused: faulty(line, column, values[column], `activities.${key}`, { ...params, ...more }),
  });
  if (!session) return refuse('session', 'unknown_session');
  if (!references.groups.has(values.group)) return refuse('group', 'unknown_group');
  const place = placeOfRecord(open.territory, values.unit, session.date, open.ownUnit(activity));
  if (!place && open.scope.coversCode(values.unit) && open.territory.placesOfCode(values.unit).length > 0) {
    return refuse('unit', 'unit_not_on_day', { date: session.date });
  }
  // What lies outside and what there never was are refused alike.
  if (!place || !open.scope.covers(place.id)) return { refused: unknownUnit(open, line, values.unit) };
  const { unit, group, count, method, note } = values;
  return {
    session_id: session.id,
    unit_code: unit,
    place_id: place.id,
    group_code: group,
    count,
    method: method ?? 'counted',
    note,
  };
}
