import { Injectable } from '@nestjs/common';
import { filled, pieces } from '../database/chunks.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { type LedgerList, listParams } from '../ledger/measure.js';
import { atPlaces } from './at-places.js';
import type { Asked, Count } from './count.js';
import type { GatheringSize } from './coverage.js';
import { type CountedLists, ledgerMeasure } from './lists.js';
import type { Window } from './reaches.js';
import type { CoverageIndicator } from './scope.js';
import { type Larger, sessionsThatRaise } from './sessions-that-raise.js';

/** Of a list, the sessions that are read. */
type Wanted = LedgerList & { sessions: Larger[] };

/** Places that one statement asks for: SQLite takes at most 500 in this way. */
const JOINED = 256;

/** Reads how large sessions with headcounts were. */
@Injectable()
export class GatheringsStore {
  constructor(private readonly database: Database) {}

  /** Adds them to lists that know what is named and how many heads there are in the cumulative window, as far as they raise a floor. */
  async addTo(lists: CountedLists, { view, root }: Pick<Asked, 'view' | 'root'>, window: Window): Promise<void> {
    for (const { list, counts } of lists.all()) {
      const withHeads = counts.filter(({ heads }) => heads > 0);
      if (withHeads.length === 0) continue;
      const largest = await this.largest(
        list,
        withHeads.map(({ place_id }) => place_id),
        window,
      );
      for (const one of withHeads) one.largest = largest.get(one.place_id) ?? 0;
      const sessions = sessionsThatRaise(view, root, counts);
      for (const row of await this.sizes({ ...list, sessions }, window)) lists.gathered(list, row);
    }
  }

  /**
   * How many sessions of the cumulative window had people of an indicator without a name, of the place of the count or below it.
   * @param most where counting ends
   */
  async sessions(count: Count, indicator: CoverageIndicator, most: number): Promise<number> {
    const { territory, scope, asked } = count;
    const { from, to } = count.window();
    const here = territory.places.map(({ id }) => id).filter((id) => asked.view.holds(asked.root, id));
    const at = atPlaces(here);
    const found = await this.database.row<{ sessions: number }>(
      `SELECT COUNT(*) AS sessions FROM (SELECT DISTINCT session_id FROM gatherings
         WHERE plan_id = ? ${at.sql} AND measure = ? AND group_code IN (${placeholders(indicator.groups)})
           AND heads > 0 AND date >= ? AND date <= ? LIMIT ?) counted`,
      [scope.plan_id, ...at.params, ledgerMeasure(indicator), ...indicator.groups, from, to, most],
    );
    return Number(found?.sessions ?? 0);
  }

  /** The size of the largest session of each place. */
  private async largest(list: LedgerList, places: number[], { from, to }: Window): Promise<Map<number, number>> {
    const found = new Map<number, number>();
    for (const some of pieces(places, JOINED)) {
      const piece = filled(some);
      const rows = await this.database.rows<{ place_id: number; size: number | null }>(
        `SELECT here.place_id, (SELECT g.size FROM gatherings g
            WHERE g.plan_id = ? AND g.measure = ? AND g.group_code = ? AND g.place_id = here.place_id
              AND g.date >= ? AND g.date <= ? ORDER BY g.size DESC LIMIT 1) AS size
         FROM (${piece.map(() => 'SELECT ? AS place_id').join(' UNION ALL ')}) here`,
        [...listParams(list), from, to, ...piece],
      );
      for (const { place_id, size } of rows) found.set(place_id, Number(size ?? 0));
    }
    return found;
  }

  /**
   * The sizes of sessions at every place. A CROSS JOIN keeps SQLite from turning the order round: it would read all sessions.
   */
  private async sizes({ sessions, ...list }: Wanted, { from, to }: Window): Promise<GatheringSize[]> {
    const sizes: GatheringSize[] = [];
    const seen = new Set<number>();
    for (const some of pieces(sessions, JOINED)) {
      const piece = filled(some);
      const here = piece.map(() => 'SELECT ? AS place_id, ? AS total, ? AS size').join(' UNION ALL ');
      const rows = await this.database.rows<GatheringSize>(
        `SELECT everywhere.session_id, everywhere.place_id, everywhere.size FROM (
           SELECT DISTINCT g.session_id FROM (${here}) here
           CROSS JOIN gatherings g ON g.plan_id = ? AND g.measure = ? AND g.group_code = ? AND g.place_id = here.place_id
             AND g.total > here.total AND g.size > here.size AND g.date >= ? AND g.date <= ?
         ) larger
         CROSS JOIN gatherings everywhere ON everywhere.plan_id = ? AND everywhere.measure = ?
           AND everywhere.group_code = ? AND everywhere.session_id = larger.session_id AND everywhere.size > 0`,
        [
          ...piece.flatMap(({ place_id, total, size }) => [place_id, total, size]),
          ...listParams(list),
          ...[from, to],
          ...listParams(list),
        ],
      );
      // A session of two pieces comes with both.
      sizes.push(...rows.filter(({ session_id }) => !seen.has(session_id)));
      for (const { session_id } of rows) seen.add(session_id);
    }
    return sizes;
  }
}
