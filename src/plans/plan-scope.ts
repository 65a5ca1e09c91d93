import type { CoverageScope } from '../coverage/scope.js';
import type { Place } from '../territory/place.js';
import { COUNTED_COMPARATORS, isCounted } from './plan-measures.js';
import type { IndicatorContent, PlanContent } from './plans.js';

/** What of a plan coverage needs (it knows nothing of plans): the indicators that are counted, in the plan's order. @param unit the plan's own unit */
export function scopeOf({ plan, objectives }: PlanContent, unit: Place): CoverageScope {
  const indicators = objectives.flatMap((objective) => objective.indicators.flatMap(counted));
  return { plan_id: plan.id, code: plan.code, unit, start: plan.start, end: plan.end, indicators };
}

function counted(indicator: IndicatorContent): CoverageScope['indicators'] {
  const { code, measure, groups, target } = indicator;
  const comparator = COUNTED_COMPARATORS.find((known) => known === indicator.comparator);
  if (!isCounted(measure) || !comparator || target === null) return [];
  return [{ code, measure, groups, trainings_inform: indicator.trainings_inform === 1, comparator, target }];
}
