import { isInPeriod, type Period } from './chain.js';

/** A headcount of a session that exists. */
export interface HeadsAt {
  session_id: number;
  date: string;
  group_code: string;
  place_id: number;
  count: number;
  /** Somebody counted heads; else it is an estimate. */
  counted: boolean;
}

/** Who was at a session, by a qualification of its activity in a group: the subject, and the place where it is counted. */
export interface Present {
  session_id: number;
  group_code: string;
  subject_id: number;
  place_id: number;
}

/** Of a session, a group and a place: all heads, and how many were certainly there (`Gathering`). */
export interface Gathered {
  session_id: number;
  group_code: string;
  place_id: number;
  date: string;
  heads: number;
  size: number;
  /** The sizes of all places of the session and the group together. */
  total: number;
}

/**
 * How large sessions with headcounts were, place by place (counting method §3, `size_s`, before it is added up over the tree):
 * at a place its counted heads and the subjects counted there who were at the session, each once. Sessions of which only
 * estimates are known have no size, only heads.
 */
export function gather(heads: readonly HeadsAt[], present: readonly Present[], period: Period): Gathered[] {
  const gathered = new Map<string, Gathered>();
  const at = (session_id: number, group_code: string, place_id: number, date: string): Gathered => {
    const key = `${session_id} ${group_code} ${place_id}`;
    const known = gathered.get(key) ?? { session_id, group_code, place_id, date, heads: 0, size: 0, total: 0 };
    gathered.set(key, known);
    return known;
  };
  const dayOfCounted = new Map<string, string>();
  for (const { session_id, date, group_code, place_id, count, counted } of heads) {
    if (!isInPeriod(period, date)) continue;
    const row = at(session_id, group_code, place_id, date);
    row.heads += count;
    if (!counted) continue;
    row.size += count;
    dayOfCounted.set(`${session_id} ${group_code}`, date);
  }
  const seen = new Set<string>();
  for (const { session_id, group_code, subject_id, place_id } of present) {
    const date = dayOfCounted.get(`${session_id} ${group_code}`);
    const who = `${session_id} ${group_code} ${subject_id}`;
    if (date === undefined || seen.has(who)) continue;
    seen.add(who);
    at(session_id, group_code, place_id, date).size += 1;
  }
  const rows = [...gathered.values()].filter((row) => row.heads > 0 || row.size > 0);
  for (const session of Map.groupBy(rows, (row) => `${row.session_id} ${row.group_code}`).values()) {
    const total = session.reduce((sum, { size }) => sum + size, 0);
    for (const row of session) row.total = total;
  }
  return rows;
}
