import { Injectable } from '@nestjs/common';
import { dayOf } from '../config/clock.js';
import { Database } from '../database/database.js';
import { byId } from '../interchange/by-id.js';
import type { Exporter } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { placeOfRecord } from '../territory/home.js';
import { Scopes } from '../territory/scope.js';
import type { Territory } from '../territory/tree.js';
import type { ActivityKind, AttendanceStatus } from './activities.entities.js';
import { pieces } from '../database/chunks.js';
import { attendanceFile, participationsFile } from './files.js';
import { participationVisible } from './visible.js';
import { BEST_FIRST } from './qualification.js';

interface RosterRow {
  id: number;
  activity: string;
  ref: string;
  survivor_id: number | null;
  survivor_ref: string | null;
  group_code: string;
  organisation: string | null;
  unit_code: string;
  place_id: number | null;
  first_date: string | null;
  own_place_id: number;
  kind: ActivityKind;
  recorded_at: string;
  /** The first day on which somebody of these records completed the course. */
  completed_on: string | null;
}

/**
 * Each has an activity, a plan and a person. Left joins, so that MariaDB begins with a page of participations: from the activities
 * on it reads and sorts all of them for each page.
 */
const ROSTER = `SELECT p.id, a.code AS activity, pe.ref, pe.merged_into_id AS survivor_id, su.ref AS survivor_ref,
  p.group_code, o.ref AS organisation, p.unit_code, p.place_id, a.first_date, pl.place_id AS own_place_id, a.kind, p.recorded_at,
  CASE WHEN a.kind = 'course' THEN (SELECT MIN(c.date) FROM completions c JOIN people cp ON cp.id = c.person_id
    WHERE c.activity_id = p.activity_id AND c.group_code = p.group_code
    AND COALESCE(cp.merged_into_id, cp.id) = COALESCE(pe.merged_into_id, pe.id)) END AS completed_on
  FROM participations p LEFT JOIN activities a ON a.id = p.activity_id LEFT JOIN plans pl ON pl.id = a.plan_id
  LEFT JOIN people pe ON pe.id = p.person_id LEFT JOIN people su ON su.id = pe.merged_into_id
  LEFT JOIN organisations o ON o.id = p.organisation_id`;

/**
 * Writes participations.csv in the order of recording. Records that were merged appear as the person they turned out to
 * be, once per activity and group: the first recorded one. The place that is written down is written out.
 */
@Injectable()
export class ParticipationsExporter implements Exporter {
  readonly kind = 'participations';
  readonly header = Object.keys(participationsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const scope = await this.scopes.mine();
    const merged = await this.peopleWithSeveralRecords();
    const seen = new Set<string>();
    const table = { select: ROSTER, id: 'p.id', where: participationVisible(scope) };
    for await (const row of byId<RosterRow>(this.database, table)) {
      const person = row.survivor_ref ?? row.ref;
      const key = `${row.activity} ${row.group_code} ${person}`;
      if (merged.has(person)) {
        if (seen.has(key)) continue;
        seen.add(key);
      }
      yield [row.activity, person, row.group_code, row.organisation, writtenUnit(row, scope.territory)];
    }
  }

  private async peopleWithSeveralRecords(): Promise<Set<string>> {
    const rows = await this.database.rows<{ ref: string }>(
      'SELECT DISTINCT su.ref FROM people pe JOIN people su ON su.id = pe.merged_into_id',
    );
    return new Set(rows.map(({ ref }) => ref));
  }
}

/**
 * The code that means the participation's place on the day that it speaks of. Where that code means another place then
 * (an ended unit of the plan whose code was given again), the home finds it, as it did when it was recorded.
 */
function writtenUnit(
  { unit_code, place_id, first_date, own_place_id, kind, completed_on, recorded_at }: RosterRow,
  territory: Territory,
): string | null {
  const place = place_id === null ? undefined : territory.placeById(place_id);
  const day = kind === 'course' ? (completed_on ?? dayOf(new Date(recorded_at))) : first_date;
  if (!place || day === null) return unit_code;
  const meant = placeOfRecord(territory, place.code, day, territory.placeById(own_place_id));
  return meant?.id === place.id ? place.code : null;
}

interface MarkRow {
  activity: string;
  number: number;
  ref: string;
  status: AttendanceStatus;
}

/** Writes attendance.csv, the records of merged people united. */
@Injectable()
export class AttendanceExporter implements Exporter {
  readonly kind = 'attendance';
  readonly header = Object.keys(attendanceFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncGenerator<CsvValue[]> {
    const scope = await this.scopes.mine();
    const activities = await this.database.rows<{ id: number }>('SELECT id FROM activities ORDER BY id');
    for (const ids of pieces(
      activities.map(({ id }) => id),
      20,
    )) {
      for (const { activity, number, ref, status } of united(await this.marks(ids, participationVisible(scope)))) {
        yield [activity, number, ref, status];
      }
    }
  }

  private marks(ids: number[], visible: ReturnType<typeof participationVisible>): Promise<MarkRow[]> {
    const sql = `SELECT a.code AS activity, s.number, COALESCE(su.ref, pe.ref) AS ref, t.status
      FROM activities a JOIN sessions s ON s.activity_id = a.id JOIN attendance t ON t.session_id = s.id
      JOIN people pe ON pe.id = t.person_id LEFT JOIN people su ON su.id = pe.merged_into_id
      WHERE a.id IN (${ids.map(() => '?').join(',')}) AND EXISTS (SELECT 1 FROM participations p
        WHERE p.activity_id = a.id AND p.person_id = t.person_id AND ${visible.sql})
      ORDER BY a.id, s.number, t.id`;
    return this.database.rows<MarkRow>(sql, [...ids, ...visible.params]);
  }
}

/** One mark per person and session, in the order in which each was first met. */
function united(rows: MarkRow[]): Iterable<MarkRow> {
  const marks = new Map<string, MarkRow>();
  for (const row of rows) {
    const key = `${row.activity} ${row.number} ${row.ref}`;
    const known = marks.get(key);
    if (!known) marks.set(key, row);
    else if (BEST_FIRST.indexOf(row.status) < BEST_FIRST.indexOf(known.status)) known.status = row.status;
  }
  return marks.values();
}
