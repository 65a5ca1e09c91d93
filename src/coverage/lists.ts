import { placeholders } from '../database/placeholders.js';
import type { LedgerList, LedgerMeasure } from '../ledger/measure.js';
import { listKey } from '../ledger/measure.js';
import type { CountedList, GatheringSize, PlaceCounts } from './coverage.js';
import type { CoverageIndicator } from './scope.js';

/** Whether trainings do not exist for the indicator (counting method §2). */
export function leavesTrainingsOut(indicator: Pick<CoverageIndicator, 'measure' | 'trainings_inform'>): boolean {
  return indicator.measure === 'informed' && !indicator.trainings_inform;
}

/** What the ledger calls what an indicator measures. */
export function ledgerMeasure(indicator: Pick<CoverageIndicator, 'measure' | 'trainings_inform'>): LedgerMeasure {
  return leavesTrainingsOut(indicator) ? 'outreach' : indicator.measure;
}

/** A condition on the lists that an indicator asks for; all, where there is none. */
export function ofIndicator(only: CoverageIndicator | undefined): { sql: string; params: string[] } {
  if (!only) return { sql: '', params: [] };
  const sql = `AND measure = ? AND group_code IN (${placeholders(only.groups)})`;
  return { sql, params: [ledgerMeasure(only), ...only.groups] };
}

const NOTHING: CountedList = { counts: [], gatherings: [] };

/** A list, and what was read of it. */
interface Counted {
  list: LedgerList;
  counts: Map<number, PlaceCounts>;
  gatherings: GatheringSize[];
}

/** What was read of the ledger of one plan for one window, by measure and group. */
export class CountedLists {
  private readonly lists = new Map<string, Counted>();

  /** The counts of a place in a list, to be added to. */
  at(list: LedgerList, place_id: number): PlaceCounts {
    const { counts } = this.list(list);
    const known = counts.get(place_id);
    if (known) return known;
    const fresh = { place_id, named: 0, attendances: 0, distinct: 0, new: 0, heads: 0, largest: 0 };
    counts.set(place_id, fresh);
    return fresh;
  }

  /** Adds what was there at a session. */
  gathered(list: LedgerList, gathering: GatheringSize): void {
    this.list(list).gatherings.push(gathering);
  }

  /** Every list with its counts so far. */
  all(): { list: LedgerList; counts: PlaceCounts[] }[] {
    return [...this.lists.values()].map(({ list, counts }) => ({ list, counts: [...counts.values()] }));
  }

  /** What an indicator counts of a group. */
  of(plan_id: number, indicator: CoverageIndicator, group_code: string): CountedList {
    const found = this.lists.get(listKey({ plan_id, measure: ledgerMeasure(indicator), group_code }));
    return found ? { counts: [...found.counts.values()], gatherings: found.gatherings } : NOTHING;
  }

  private list({ plan_id, measure, group_code }: LedgerList): Counted {
    const list = { plan_id, measure, group_code };
    const key = listKey(list);
    const known = this.lists.get(key) ?? { list, counts: new Map<number, PlaceCounts>(), gatherings: [] };
    this.lists.set(key, known);
    return known;
  }
}
