/** The comparators of measures that are counted (counting method §5). */
export type Comparator = 'gte' | 'gt';

export type CoverageStatus = 'met' | 'not_met' | 'uncertain' | 'no_baseline';

/** 100 x part / whole in tenths of a percent, half up, in integers: 200 is 20.0%. Null where the whole is unknown or 0. */
export function percentTenths(part: number, whole: number | null): number | null {
  if (whole === null || whole <= 0) return null;
  const doubled = 2000 * part + whole;
  return (doubled - (doubled % (2 * whole))) / (2 * whole);
}

/** Tenths of a percent as files write them: 200 is "20.0", unknown is empty. */
export function formatPercent(tenths: number | null): string {
  if (tenths === null) return '';
  const tenth = tenths % 10;
  return `${(tenths - tenth) / 10}.${tenth}`;
}

/** Whether the percent exceeds 100: the baseline is stale. */
export function isOverBaseline(floor: number, baseline: number | null): boolean {
  return baseline !== null && baseline > 0 && floor > baseline;
}

/** Compares the exact ratios with the target, a decimal percent such as "90" or "5.3". Throws RangeError on another text. */
export function status(
  floor: number,
  ceiling: number,
  baseline: number | null,
  comparator: Comparator,
  target: string,
): CoverageStatus {
  if (baseline === null || baseline <= 0) return 'no_baseline';
  const needed = smallestThatSatisfies(baseline, comparator, target);
  if (floor >= needed) return 'met';
  return ceiling >= needed ? 'uncertain' : 'not_met';
}

/** How many more subjects the floor needs to meet the target; null where there is no baseline. */
export function missing(floor: number, baseline: number | null, comparator: Comparator, target: string): number | null {
  if (baseline === null || baseline <= 0) return null;
  return Math.max(0, smallestThatSatisfies(baseline, comparator, target) - floor);
}

/** The smallest whole number of subjects whose exact ratio to the baseline satisfies the comparator. */
function smallestThatSatisfies(baseline: number, comparator: Comparator, target: string): number {
  const { digits, scale } = parseTarget(target);
  const wanted = digits * BigInt(baseline);
  const unit = 100n * scale;
  const whole = wanted / unit;
  const exact = whole * unit === wanted;
  return Number(comparator === 'gte' && exact ? whole : whole + 1n);
}

/** A decimal as an integer and the power of ten that it was scaled by: "5.3" is 53 and 10. */
function parseTarget(target: string): { digits: bigint; scale: bigint } {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(target.trim()) ?? [];
  if (whole === undefined) throw new RangeError(`not a decimal percent: ${target}`);
  return { digits: BigInt(whole + fraction), scale: 10n ** BigInt(fraction.length) };
}
