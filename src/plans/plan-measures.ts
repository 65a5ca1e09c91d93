/** Measures that are counted from attendance and headcounts (counting method §1). */
export const COUNTED_MEASURES = ['informed', 'trained'] as const;
export type CountedMeasure = (typeof COUNTED_MEASURES)[number];

/** All measures; those that are not counted take entered values. */
export const MEASURES = [...COUNTED_MEASURES, 'rate', 'case_supported', 'case_schooling'] as const;
export type Measure = (typeof MEASURES)[number];

/** What values are measured in, as a form asks it: per cent, or a unit that is written out. */
export const UNIT_KINDS = ['percent', 'other'] as const;

/** Comparators of counted measures (counting method §5). */
export const COUNTED_COMPARATORS = ['gte', 'gt'] as const;

/** All comparators; `falling` has no figure: each value must be lower than the one before. */
export const COMPARATORS = [...COUNTED_COMPARATORS, 'lte', 'falling'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** Whether the measure is computed from attendance. */
export function isCounted(measure: string): measure is CountedMeasure {
  return (COUNTED_MEASURES as readonly string[]).includes(measure);
}
