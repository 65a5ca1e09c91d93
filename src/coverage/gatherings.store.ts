import { Injectable } from '@nestjs/common';
import { filled, pieces } from '../database/chunks.js';
import { Database } from '../database/database.js';
import { type LedgerList, listParams } from '../ledger/measure.js';
import { ALL_DAYS } from '../ledger/span.js';
import { atPlaces, type PlaceIds } from './at-places.js';
import type { Asked, Count } from './count.js';
import type { GatheringSize } from './coverage.js';
import { type CountedLists, ofIndicator } from './lists.js';
import type { Window } from './reaches.js';
import type { CoverageIndicator } from './scope.js';
import { type Larger, sessionsThatRaise } from './sessions-that-raise.js';

/** What is read: of which plan, places and days; of one indicator, or of all. */
interface Read {
  plan_id: number;
  places: PlaceIds;
  window: Window;
  only: CoverageIndicator | undefined;
}

type LargestAt = LedgerList & { place_id: number; size: number };

/** Of a list, the sessions that are read. */
type Wanted = LedgerList & { sessions: Larger[] };

/** Places that one statement asks for: SQLite takes at most 500 in this way. */
const JOINED = 256;

/** Reads how large sessions with headcounts were. */
@Injectable()
export class GatheringsStore {
  constructor(private readonly database: Database) {}

  /** Adds them to lists that know what is named and how many heads there are in the cumulative window, as far as they raise a floor. */
  async addTo(lists: CountedLists, { view, root }: Pick<Asked, 'view' | 'root'>, read: Read): Promise<void> {
    if (!lists.all().some(({ counts }) => counts.some(({ heads }) => heads > 0))) return;
    for (const { size, place_id, ...list } of await this.largest(read)) lists.at(list, place_id).largest = Number(size);
    for (const { list, counts } of lists.all()) {
      const sessions = sessionsThatRaise(view, root, counts);
      for (const row of await this.sizes({ ...list, sessions }, read.window)) lists.gathered(list, row);
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
    const of = ofIndicator(indicator);
    const found = await this.database.row<{ sessions: number }>(
      `SELECT COUNT(*) AS sessions FROM (SELECT DISTINCT session_id FROM gatherings
         WHERE plan_id = ? ${of.sql} ${at.sql} AND heads > 0 AND date >= ? AND date <= ? LIMIT ?) counted`,
      [scope.plan_id, ...of.params, ...at.params, from, to, most],
    );
    return Number(found?.sessions ?? 0);
  }

  /** The size of the largest session of each place at which heads were counted or estimated, in the order of the index. */
  private largest({ plan_id, places, only, window: { from, to } }: Read): Promise<LargestAt[]> {
    const at = atPlaces(places);
    const of = ofIndicator(only);
    return this.database.rows<LargestAt>(
      `SELECT plan_id, measure, group_code, place_id, COALESCE((SELECT g.size FROM gatherings g
          WHERE g.plan_id = c.plan_id AND g.measure = c.measure AND g.group_code = c.group_code
            AND g.place_id = c.place_id AND g.date >= ? AND g.date <= ? ORDER BY g.size DESC LIMIT 1), 0) AS size
       FROM span_counts c WHERE plan_id = ? AND span = ? ${at.sql} ${of.sql} AND heads > 0`,
      [from, to, plan_id, ALL_DAYS, ...at.params, ...of.params],
    );
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
