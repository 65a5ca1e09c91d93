import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { CHUNK, filled, pieces } from '../database/chunks.js';
import { placeholders } from '../database/placeholders.js';
import { isInPeriod } from './chain.js';
import { gather, type Gathered, type HeadsAt, type Present } from './gathering.js';
import { Gathering } from './ledger.entities.js';
import { type LedgerMeasure, listKey, MEASURES_OF_HEADS, OF_LIST } from './measure.js';
import type { Settlement } from './settlement.js';

/** Activities that are read at once. */
const AT_ONCE = 50;

interface ActivityRow {
  id: number;
  plan_id: number;
  kind: string;
  status: string;
}

interface HeadsRow extends Omit<HeadsAt, 'counted'> {
  activity_id: number;
  method: string;
}

interface Qualified {
  activity_id: number;
  measure: LedgerMeasure;
  group_code: string;
  subject_id: number;
  date: string;
  survivor_id: number;
}

type Row = Gathered & Pick<Gathering, 'plan_id' | 'measure' | 'activity_id'>;

/** Keeps how large the sessions were at which heads were counted. */
@Injectable()
export class GatheringBook {
  constructor(private readonly database: Database) {}

  /** Lets nobody else measure the sessions of these activities before this transaction ends, at whichever node of a cluster. */
  async lock(activityIds: number[]): Promise<void> {
    const ids = activityIds.sort((a, b) => a - b);
    for (const some of pieces(ids, CHUNK)) {
      const piece = filled(some);
      const sql = `SELECT id FROM activities WHERE id IN (${placeholders(piece)}) ORDER BY id`;
      await this.database.rowsForUpdate(sql, piece);
    }
  }

  /** Measures the sessions of activities again, after their qualifications and the first reaches were put right. */
  async follow(activityIds: Iterable<number>, settlement: Settlement): Promise<void> {
    const ids = [...activityIds].sort((a, b) => a - b);
    for (const piece of pieces(ids, AT_ONCE)) await this.followSome(piece, settlement);
  }

  private async followSome(ids: number[], settlement: Settlement): Promise<void> {
    const list = placeholders(ids);
    const heads = await this.database.rowsNow<HeadsRow>(
      `SELECT s.id, h.session_id, s.activity_id, s.date, h.group_code, h.place_id, h.count, h.method
       FROM sessions s JOIN headcounts h ON h.session_id = s.id
       WHERE s.activity_id IN (${list}) AND s.status <> 'cancelled'`,
      ids,
    );
    const kept = await this.database.rowsNow<Gathering>(`SELECT * FROM gatherings WHERE activity_id IN (${list})`, ids);
    if (heads.length === 0 && kept.length === 0) return;
    const expected = heads.length === 0 ? [] : await this.expected(ids, heads, settlement);
    await this.write(kept, expected, settlement);
  }

  private async expected(ids: number[], heads: HeadsRow[], settlement: Settlement): Promise<Row[]> {
    const activities = await this.database.rowsNow<ActivityRow>(
      `SELECT id, plan_id, kind, status FROM activities WHERE id IN (${placeholders(ids)}) ORDER BY id`,
      ids,
    );
    const headsOf = Map.groupBy(heads, ({ activity_id }) => activity_id);
    const counted = heads.filter(({ method }) => method !== 'estimated');
    const qualified = Map.groupBy(await this.qualified(counted), ({ activity_id }) => activity_id);
    const there = await this.there(counted);
    const rows: Row[] = [];
    for (const activity of activities.filter(exists)) {
      const own = (headsOf.get(activity.id) ?? []).map((row) => ({ ...row, counted: row.method !== 'estimated' }));
      const terms = settlement.termsOf(activity.plan_id);
      for (const measure of MEASURES_OF_HEADS) {
        if (own.length === 0 || (measure === 'outreach' && (!terms.outreach || activity.kind === 'training'))) continue;
        const mine = (qualified.get(activity.id) ?? []).filter(
          (row) => row.measure === measure && isInPeriod(terms, row.date),
        );
        const present = await this.present(activity.plan_id, measure, mine, there.get(activity.id) ?? []);
        const about = { plan_id: activity.plan_id, measure, activity_id: activity.id };
        rows.push(...gather(own, present, terms).map((row) => ({ ...row, ...about })));
      }
    }
    return rows;
  }

  /** Who qualifies in the activities, with the person who was there for it. */
  private async qualified(counted: readonly HeadsRow[]): Promise<Qualified[]> {
    const ids = [...new Set(counted.map(({ activity_id }) => activity_id))];
    if (ids.length === 0) return [];
    return this.database.rowsNowShared<Qualified>(
      `SELECT q.id, q.activity_id, q.measure, q.group_code, q.subject_id, q.date,
         COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM qualifications q JOIN participations p ON p.id = q.participation_id JOIN people pe ON pe.id = p.person_id
       WHERE q.activity_id IN (${placeholders(ids)}) AND q.measure <> 'trained'`,
      ids,
    );
  }

  /** Who was at the sessions with counted heads, by activity. */
  private async there(
    counted: readonly HeadsRow[],
  ): Promise<Map<number, { session_id: number; survivor_id: number }[]>> {
    const ids = [...new Set(counted.map(({ session_id }) => session_id))];
    if (ids.length === 0) return new Map();
    const rows = await this.database.rowsNowShared<{ activity_id: number; session_id: number; survivor_id: number }>(
      `SELECT s.id, s.activity_id, t.session_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM sessions s JOIN attendance t ON t.session_id = s.id JOIN people pe ON pe.id = t.person_id
       WHERE s.id IN (${placeholders(ids)}) AND t.status IN ('present', 'late')`,
      ids,
    );
    return Map.groupBy(rows, ({ activity_id }) => activity_id);
  }

  private async present(
    plan_id: number,
    measure: LedgerMeasure,
    qualified: readonly Qualified[],
    there: readonly { session_id: number; survivor_id: number }[],
  ): Promise<Present[]> {
    const bySurvivor = Map.groupBy(qualified, ({ survivor_id }) => survivor_id);
    const present: Omit<Present, 'place_id'>[] = there.flatMap(({ session_id, survivor_id }) =>
      (bySurvivor.get(survivor_id) ?? []).map(({ group_code, subject_id }) => ({ session_id, group_code, subject_id })),
    );
    const found: Present[] = [];
    for (const [group_code, those] of Map.groupBy(present, (row) => row.group_code)) {
      const places = await this.places(plan_id, measure, group_code, [...new Set(those.map((row) => row.subject_id))]);
      for (const row of those) {
        const place_id = places.get(row.subject_id);
        if (place_id !== undefined) found.push({ ...row, place_id });
      }
    }
    return found;
  }

  /** Where subjects are counted: who moves one measures again, after this transaction, the sessions where it was. */
  private async places(
    plan_id: number,
    measure: LedgerMeasure,
    group_code: string,
    subjects: number[],
  ): Promise<Map<number, number>> {
    const rows: { subject_id: number; place_id: number }[] = [];
    for (const some of pieces(subjects, CHUNK)) {
      const piece = filled(some);
      const sql = `SELECT id, subject_id, place_id FROM first_reaches
        WHERE ${OF_LIST} AND subject_id IN (${placeholders(piece)})`;
      rows.push(...(await this.database.rowsNow<(typeof rows)[number]>(sql, [plan_id, measure, group_code, ...piece])));
    }
    return new Map(rows.map(({ subject_id, place_id }) => [subject_id, place_id]));
  }

  private async write(kept: readonly Gathering[], expected: readonly Row[], settlement: Settlement): Promise<void> {
    const old = new Map(kept.map((row) => [keyOf(row), row]));
    const fresh: Row[] = [];
    for (const row of expected) {
      const known = old.get(keyOf(row));
      if (known && isSame(known, row)) {
        old.delete(keyOf(row));
      } else fresh.push(row);
    }
    const stale = [...old.values()];
    for (const row of stale) settlement.counts.add(row, row, { heads: -row.heads });
    for (const row of fresh) settlement.counts.add(row, row, { heads: row.heads });
    if (stale.length > 0) {
      const ids = stale.map(({ id }) => id);
      for (const piece of pieces(ids, CHUNK)) {
        await this.database.execute(`DELETE FROM gatherings WHERE id IN (${placeholders(piece)})`, piece);
      }
    }
    await this.database.insert(Gathering, fresh);
  }
}

const SAME = ['heads', 'size', 'date', 'total'] as const;
const isSame = (known: Gathering, row: Row): boolean => SAME.every((name) => known[name] === row[name]);

const exists = ({ status }: ActivityRow): boolean => status !== 'draft' && status !== 'cancelled';

function keyOf(row: Pick<Gathering, 'plan_id' | 'measure' | 'group_code' | 'session_id' | 'place_id' | 'activity_id'>) {
  return `${listKey(row)} ${row.activity_id} ${row.session_id} ${row.place_id}`;
}
