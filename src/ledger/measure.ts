/**
 * What the ledger keeps reaches of. `outreach` is `informed` as it is for an indicator that switches trainings off
 * (counting method §2): kept only in plans that have such an indicator.
 */
export type LedgerMeasure = 'informed' | 'trained' | 'outreach';

/** The measures that headcounts serve (§3). */
export const MEASURES_OF_HEADS = ['informed', 'outreach'] as const satisfies readonly LedgerMeasure[];

/** One measure of one group in one plan: within it every subject counts once. */
export interface LedgerList {
  plan_id: number;
  measure: LedgerMeasure;
  group_code: string;
}

/** As a key of maps; sorts the same everywhere. */
export function listKey({ plan_id, measure, group_code }: LedgerList): string {
  return `${plan_id} ${measure} ${group_code}`;
}

/** Columns of a list in the order of the indexes, as a condition with `listParams`. */
export const OF_LIST = 'plan_id = ? AND measure = ? AND group_code = ?';

/** The parameters of `OF_LIST`. */
export function listParams({ plan_id, measure, group_code }: LedgerList): (string | number)[] {
  return [plan_id, measure, group_code];
}
