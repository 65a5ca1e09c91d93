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
 * a guess where one of them is. `h`: headcounts, `a`: activities. Left joins for the order of reading, as of participations.
 */
export const WRITTEN_HEADCOUNTS = `SELECT h.id, a.code AS activity, s.number AS session, pl.code AS unit, h.group_code,
  (SELECT SUM(e.count) FROM headcounts e WHERE ${SAME}) AS count,
  (SELECT MAX(e.method) FROM headcounts e WHERE ${SAME}) AS method, h.note
  FROM headcounts h LEFT JOIN places pl ON pl.id = h.place_id LEFT JOIN sessions s ON s.id = h.session_id
  LEFT JOIN activities a ON a.id = s.activity_id`;

/** Of those that stand for one figure the first recorded. */
export const FIRST_OF_ITS_PLACE = `NOT EXISTS (SELECT 1 FROM headcounts e WHERE ${SAME} AND e.id < h.id)`;

/** The people without a name of sessions, by `headcountKey`: what stands for a place is of all codes that it had. */
export async function headcountsAt(database: Database, sessionIds: readonly number[]): Promise<Map<string, number>> {
  const rows = await database.rowsIn<{ session_id: number; unit: string; group_code: string; n: number | string }>(
    `SELECT h.session_id, pl.code AS unit, h.group_code, SUM(h.count) AS n FROM headcounts h
     JOIN places pl ON pl.id = h.place_id WHERE h.session_id IN (?) GROUP BY h.session_id, pl.code, h.group_code`,
    [...new Set(sessionIds)],
  );
  return new Map(
    rows.map(({ session_id, unit, group_code, n }) => [headcountKey(session_id, unit, group_code), Number(n)]),
  );
}

/** What is told of a headcount: how many, and whether they were counted. */
export type ToldHeadcount = Pick<Headcount, 'count' | 'method' | 'note'>;

/** What stands of a group at a session, by the place of which it is told. */
export async function headcountsOfGroup(
  database: Database,
  sessionId: number,
  group: string,
): Promise<Map<string, ToldHeadcount>> {
  const rows = await database.rows<WrittenHeadcount>(
    `${WRITTEN_HEADCOUNTS} WHERE h.session_id = ? AND h.group_code = ? AND ${FIRST_OF_ITS_PLACE} ORDER BY h.id`,
    [sessionId, group],
  );
  return new Map(rows.map(({ unit, count, method, note }) => [unit, { count: Number(count), method, note }]));
}

/** A session, the code of a place and a group. */
export const headcountKey = (session: number, unit: string, group: string): string => `${session} ${unit} ${group}`;
