import type { ActivityKind } from '../activities/qualification.js';
import type { Headcount, Presence, Reach } from './coverage.js';
import type { CoverageIndicator } from './scope.js';

/** What of an activity figures need: who organised it, and whether it is a training. */
export interface CountedActivity {
  id: number;
  code: string;
  title: string;
  kind: ActivityKind;
  agency_code: string | null;
  unit_code: string;
  place_id: number | null;
}

/** A headcount of a session that exists, with the group it counts. */
export interface HeadcountRecord extends Headcount {
  activity_id: number;
  group_code: string;
}

/** A participation that was there at a session with counted heads. */
export interface PresenceRecord extends Presence {
  group_code: string;
}

/** The reaches of one measure and one group. */
export interface ReachList {
  measure: string;
  group_code: string;
  reaches: Reach[];
}

/** Everything recorded for a plan that its coverage is counted from, of any date. */
export class CoverageRecords {
  /** How many rows they are. */
  readonly size: number;
  private readonly reachesOf: ReadonlyMap<string, Reach[]>;
  private readonly headsOf: ReadonlyMap<string, HeadcountRecord[]>;
  private readonly presenceOf: ReadonlyMap<string, Presence[]>;

  constructor(
    readonly activities: ReadonlyMap<number, CountedActivity>,
    reaches: readonly ReachList[],
    heads: readonly HeadcountRecord[],
    presence: readonly PresenceRecord[],
  ) {
    this.size =
      activities.size + heads.length + presence.length + reaches.reduce((n, list) => n + list.reaches.length, 0);
    this.reachesOf = new Map(reaches.map((list) => [`${list.measure} ${list.group_code}`, list.reaches]));
    this.headsOf = Map.groupBy(heads, ({ group_code }) => group_code);
    this.presenceOf = Map.groupBy(presence, ({ group_code }) => group_code);
  }

  /** Qualifying participations, without those in trainings where the indicator switches these off (§2). */
  reaches(indicator: CoverageIndicator, group: string): readonly Reach[] {
    const all = this.reachesOf.get(`${indicator.measure} ${group}`) ?? [];
    return leavesTrainingsOut(indicator) ? all.filter(({ activity_id }) => !this.isTraining(activity_id)) : all;
  }

  /** Headcounts serve `informed` only (§3). */
  headcounts(indicator: CoverageIndicator, group: string): readonly HeadcountRecord[] {
    if (indicator.measure !== 'informed') return [];
    const all = this.headsOf.get(group) ?? [];
    return leavesTrainingsOut(indicator) ? all.filter(({ activity_id }) => !this.isTraining(activity_id)) : all;
  }

  /** Who was there at sessions with counted heads. */
  presence(group: string): readonly Presence[] {
    return this.presenceOf.get(group) ?? [];
  }

  private isTraining(activityId: number): boolean {
    return this.activities.get(activityId)?.kind === 'training';
  }
}

/** Whether trainings do not exist for the indicator. */
export function leavesTrainingsOut(indicator: CoverageIndicator): boolean {
  return indicator.measure === 'informed' && !indicator.trainings_inform;
}
