import type { Took } from './history.js';

/** What merging two people would change in what they took part in. */
export interface MergeEffect {
  /** Activities of either. */
  activities: number;
  /** Activities whose roster has both, in one group: one participation afterwards. */
  shared: number;
  /** Groups in which each of the two has reached a measure of one plan: counted twice until now, once afterwards. */
  countedTwice: string[];
}

/**
 * What merging would change, by the histories of the two as the reader knows them (counting method §3).
 * @param persons the groups that count persons: in the others it is the organisation that counts
 */
export function mergeEffect(one: readonly Took[], other: readonly Took[], persons: ReadonlySet<string>): MergeEffect {
  const activities = new Set([...one, ...other].map(({ activity_code }) => activity_code));
  const seats = new Set(one.map(seatOf));
  const shared = new Set(other.filter((took) => seats.has(seatOf(took))).map(({ activity_code }) => activity_code));
  const reached = new Set(one.flatMap(reachesOf));
  const twice = other.filter((took) => reachesOf(took).some((reach) => reached.has(reach)));
  return {
    activities: activities.size,
    shared: shared.size,
    countedTwice: [...new Set(twice.map(({ group_code }) => group_code))].filter((code) => persons.has(code)),
  };
}

function seatOf({ activity_code, group_code }: Took): string {
  return `${activity_code} ${group_code}`;
}

function reachesOf({ plan_id, group_code, informed_on, trained_on }: Took): string[] {
  const days = { informed: informed_on, trained: trained_on };
  return Object.entries(days).flatMap(([measure, day]) =>
    day === null ? [] : [`${plan_id} ${measure} ${group_code}`],
  );
}
