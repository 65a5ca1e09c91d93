import type { Place } from '../territory/place.js';
import type { Comparator } from './ratio.js';

/** A promise that is counted from attendance (counting method §1). */
export interface CoverageIndicator {
  code: string;
  measure: 'informed' | 'trained';
  /** Codes of groups, in the indicator's order. */
  groups: string[];
  /** Whether coming to a training informs (§2); of no meaning for `trained`. */
  trainings_inform: boolean;
  comparator: Comparator;
  /** A decimal percent as written: "90", "5.3". */
  target: string;
}

/** All that counting needs to know of a plan; `plans/` fills it. Days are ISO. */
export interface CoverageScope {
  plan_id: number;
  code: string;
  /** The plan's own unit: the place that had its code on the plan's first day. */
  unit: Place;
  start: string;
  end: string;
  /** In the order of the plan. */
  indicators: CoverageIndicator[];
}

/** What is asked of a plan's coverage. Days as ISO. */
export interface CoverageQuestion {
  /** Today unless given. */
  as_of?: string | undefined;
  /** Where the window of attendances, distinct and new begins: the plan's start unless given. */
  from?: string | undefined;
  /** Code of the place to count at, with all below it: the plan's own unit unless given. */
  unit?: string | undefined;
  /** Rows for cohorts too. */
  cohorts?: boolean | undefined;
}
