import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { HeadcountRecord, PresenceRecord, ReachList } from './records.js';

/** A session with counted heads of a group. */
interface CountedSession {
  session_id: number;
  activity_id: number;
  group_code: string;
}

/**
 * Who was there at the sessions with counted heads. Only these can be larger than the number of those named (§3), so of
 * all the attendance only theirs is read, and of activities of a single session not even that: whoever is informed by
 * such an activity was there.
 */
@Injectable()
export class PresenceStore {
  constructor(private readonly database: Database) {}

  /** @param heads headcounts of sessions that exist; @param reaches the ledger of the groups */
  async atCounted(
    planId: number,
    heads: readonly HeadcountRecord[],
    reaches: readonly ReachList[],
  ): Promise<PresenceRecord[]> {
    const sessions = countedSessions(heads);
    if (sessions.length === 0) return [];
    const single = await this.singleSessions(planId);
    const alone = sessions.filter(({ activity_id }) => single.has(activity_id));
    const others = sessions.filter(({ activity_id }) => !single.has(activity_id));
    return [...fromReaches(alone, reaches), ...(await this.attendance(others)), ...(await this.ofMerged(others))];
  }

  /** Activities of which only one session exists. */
  private async singleSessions(planId: number): Promise<Set<number>> {
    const rows = await this.database.rows<{ activity_id: number }>(
      `SELECT s.activity_id FROM activities a JOIN sessions s ON s.activity_id = a.id
       WHERE a.plan_id = ? AND s.status <> 'cancelled' GROUP BY s.activity_id HAVING COUNT(*) = 1`,
      [planId],
    );
    return new Set(rows.map(({ activity_id }) => activity_id));
  }

  private async attendance(sessions: readonly CountedSession[]): Promise<PresenceRecord[]> {
    const groups = groupsBySession(sessions);
    const rows = await this.database.rowsIn<PresenceRecord>(
      `SELECT t.session_id, p.id AS participation_id, p.group_code
       FROM attendance t JOIN sessions s ON s.id = t.session_id
       JOIN participations p ON p.activity_id = s.activity_id AND p.person_id = t.person_id
       WHERE t.status IN ('present', 'late') AND t.session_id IN (?)`,
      [...groups.keys()],
    );
    return rows.filter(({ session_id, group_code }) => groups.get(session_id)?.has(group_code));
  }

  /** What somebody attended under one record holds for every roster on which they stand under another one (§7). */
  private async ofMerged(sessions: readonly CountedSession[]): Promise<PresenceRecord[]> {
    const merged = await this.database.rows<{ id: number; merged_into_id: number }>(
      'SELECT id, merged_into_id FROM people WHERE merged_into_id IS NOT NULL',
    );
    if (merged.length === 0 || sessions.length === 0) return [];
    const survivors = new Map(merged.map(({ id, merged_into_id }) => [id, merged_into_id]));
    const survivorOf = (id: number): number => survivors.get(id) ?? id;
    const people = [...new Set(merged.flatMap(({ id, merged_into_id }) => [id, merged_into_id]))];
    const rosters = await this.database.rowsIn<{
      id: number;
      activity_id: number;
      group_code: string;
      person_id: number;
    }>('SELECT id, activity_id, group_code, person_id FROM participations WHERE person_id IN (?)', people);
    const there = await this.database.rowsIn<{ session_id: number; person_id: number }>(
      "SELECT session_id, person_id FROM attendance WHERE status IN ('present', 'late') AND person_id IN (?)",
      people,
    );
    const onRoster = Map.groupBy(rosters, (row) => rosterKey(row, survivorOf(row.person_id)));
    const bySession = Map.groupBy(sessions, ({ session_id }) => session_id);
    return there.flatMap(({ session_id, person_id }) =>
      (bySession.get(session_id) ?? []).flatMap((session) =>
        (onRoster.get(rosterKey(session, survivorOf(person_id))) ?? []).map(({ id, group_code }) => ({
          session_id,
          participation_id: id,
          group_code,
        })),
      ),
    );
  }
}

function countedSessions(heads: readonly HeadcountRecord[]): CountedSession[] {
  const sessions = new Map<string, CountedSession>();
  for (const { session_id, activity_id, group_code, counted } of heads) {
    if (counted) sessions.set(`${session_id} ${group_code}`, { session_id, activity_id, group_code });
  }
  return [...sessions.values()];
}

function fromReaches(sessions: readonly CountedSession[], reaches: readonly ReachList[]): PresenceRecord[] {
  const byGroup = Map.groupBy(sessions, ({ group_code }) => group_code);
  return reaches
    .filter(({ measure }) => measure === 'informed')
    .flatMap(({ group_code, reaches: list }) => {
      const sessionOf = new Map((byGroup.get(group_code) ?? []).map((one) => [one.activity_id, one.session_id]));
      return list.flatMap(({ activity_id, participation_id }) => {
        const session_id = sessionOf.get(activity_id);
        return session_id === undefined ? [] : [{ session_id, participation_id, group_code }];
      });
    });
}

function groupsBySession(sessions: readonly CountedSession[]): Map<number, Set<string>> {
  const groups = new Map<number, Set<string>>();
  for (const { session_id, group_code } of sessions) {
    groups.set(session_id, (groups.get(session_id) ?? new Set<string>()).add(group_code));
  }
  return groups;
}

function rosterKey(on: { activity_id: number; group_code: string }, survivor: number): string {
  return `${on.activity_id} ${survivor} ${on.group_code}`;
}
