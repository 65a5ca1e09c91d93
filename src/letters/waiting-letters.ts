import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { activityOrSessionOf } from './letter-kinds.js';

/** So many activities are each asked for by the keys of their letters; of more all letters that wait are read once. */
const FEW = 20;

/** Of which activities letters wait. */
@Injectable()
export class WaitingLetters {
  constructor(private readonly database: Database) {}

  /**
   * Leaves out activities of which no letter waits, where there are many: an import speaks of all activities of a province,
   * and of hardly any of them a letter waits. Of a few all are given back.
   */
  async among(activityIds: readonly number[]): Promise<readonly number[]> {
    if (activityIds.length <= FEW) return activityIds;
    const rows = await this.database.rows<{ dedupe_key: string }>(
      "SELECT dedupe_key FROM outbox WHERE state IN ('waiting', 'stopped') AND dedupe_key IS NOT NULL",
    );
    const found = { activity: new Set<number>(), session: new Set<number>() };
    for (const { dedupe_key } of rows) {
      const subject = activityOrSessionOf(dedupe_key);
      if (subject) found[subject.type].add(subject.id);
    }
    const sql = 'SELECT activity_id FROM sessions WHERE id IN (?)';
    const sessions = await this.database.rowsIn<{ activity_id: number }>(sql, [...found.session]);
    for (const { activity_id } of sessions) found.activity.add(activity_id);
    return activityIds.filter((id) => found.activity.has(id));
  }
}
