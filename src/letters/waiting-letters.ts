import { Injectable, type OnModuleInit } from '@nestjs/common';
import { pieces } from '../database/chunks.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { activityOrSessionOf, beginsWith, keys } from './letter-kinds.js';

/** So many activities are asked for by the keys of their letters; of more all letters that wait are read once. */
const FEW = 20;
/** Keys of one statement: an engine allows only so many alternatives in one. */
const MOST_KEYS = 250;

const WAITING = "SELECT dedupe_key FROM outbox WHERE state IN ('waiting', 'stopped')";

interface Keyed {
  dedupe_key: string;
}

/**
 * Of which activities letters wait: asked once for all who take back what does not hold any more, as of hardly any of those
 * that are counted anew a letter waits.
 */
@Injectable()
export class WaitingLetters implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('activities.changed', async ({ activity_ids, session_ids }) => {
      const waiting = await this.among(activity_ids, session_ids);
      if (waiting.length > 0) await this.bus.tell('letters.unsettled', { activity_ids: waiting });
    });
  }

  /** Leaves out activities of which no letter waits. @param sessionIds all sessions of them */
  async among(activityIds: readonly number[], sessionIds: readonly number[]): Promise<number[]> {
    const isFew = activityIds.length <= FEW;
    const rows = await (isFew ? this.ofFew(activityIds, sessionIds) : this.all());
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

  private all(): Promise<Keyed[]> {
    return this.database.rows<Keyed>(`${WAITING} AND dedupe_key IS NOT NULL`);
  }

  private async ofFew(activityIds: readonly number[], sessionIds: readonly number[]): Promise<Keyed[]> {
    const begins = [...activityIds.flatMap(keys.ofActivity), ...sessionIds.map(keys.reminders)];
    const found: Keyed[] = [];
    for (const some of pieces(begins, MOST_KEYS)) {
      const begun = beginsWith('dedupe_key', some);
      found.push(...(await this.database.rows<Keyed>(`${WAITING} AND ${begun.sql}`, begun.params)));
    }
    return found;
  }
}
