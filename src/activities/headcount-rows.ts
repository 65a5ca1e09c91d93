import type { Database } from '../database/database.js';
import type { Headcount } from './activities.entities.js';

/** A headcount as files and programs know it: one for each session, place and group. */
export type WrittenHeadcount = Pick<Headcount, 'id' | 'group_code' | 'count' | 'method' | 'note'> & {
  activity: string;
  session: number;
  /** The code that the place has. */
  unit: string;
};

const SAME = 'e.session_id = h.session_id AND e.place_id = h.place_id AND e.group_code = h.group_code';

/**
 * Headcounts that were made of several places, which a reform then made one, stand for one figure of that place: their sum,
 * a guess where one of them is. `h`: headcounts, `a`: activities.
 */
export const WRITTEN_HEADCOUNTS = `SELECT h.id, a.code AS activity, s.number AS session, pl.code AS unit, h.group_code,
  (SELECT SUM(e.count) FROM headcounts e WHERE ${SAME}) AS count,
  (SELECT MAX(e.method) FROM headcounts e WHERE ${SAME}) AS method, h.note
  FROM headcounts h JOIN places pl ON pl.id = h.place_id JOIN sessions s ON s.id = h.session_id
  JOIN activities a ON a.id = s.activity_id`;

/** Of those that stand for one figure the first recorded. */
export const FIRST_OF_ITS_PLACE = `NOT EXISTS (SELECT 1 FROM headcounts e WHERE ${SAME} AND e.id < h.id)`;

/** The people without a name that stand for a session, a place by any of its codes, and a group; null: none were noted. */
export async function headcountOf(
  database: Database,
  sessionId: number,
  { unit, group }: { unit: string; group: string },
): Promise<number | null> {
  const row = await database.row<{ n: number | string | null }>(
    `SELECT SUM(count) AS n FROM headcounts WHERE session_id = ? AND group_code = ?
     AND (unit_code = ? OR place_id IN (SELECT id FROM places WHERE code = ?))`,
    [sessionId, group, unit, unit],
  );
  const sum = row?.n ?? null;
  return sum === null ? null : Number(sum);
}
