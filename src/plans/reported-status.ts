import type { Comparator } from './plan-measures.js';

/** A value of an indicator that is not counted; numerator and denominator, where known, are what it was made of. */
export interface ReportedFigure {
  /** Decimal as text, never negative. */
  value: string;
  numerator: number | null;
  denominator: number | null;
}

/** `uncertain`: a falling indicator with a single value; `no_value`: nothing was entered yet. */
export type ReportedStatus = 'met' | 'not_met' | 'uncertain' | 'no_value';

/**
 * The status of an indicator by its entered values. Where a value is a share of two known numbers their exact ratio is
 * compared and not the rounded per cent (as counting method §5 does it).
 * @param target decimal as text; null only with `falling`
 * @param previous the value before the latest one, by its date
 */
export function reportedStatus(
  comparator: Comparator,
  target: string | null,
  latest: ReportedFigure | null,
  previous: ReportedFigure | null,
): ReportedStatus {
  if (latest === null) return 'no_value';
  if (comparator === 'falling') {
    if (previous === null) return 'uncertain';
    return compareRatios(ratioOf(latest), ratioOf(previous)) < 0 ? 'met' : 'not_met';
  }
  const difference = compareRatios(ratioOf(latest), decimalRatio(target ?? '0'));
  const satisfied = { gte: difference >= 0, gt: difference > 0, lte: difference <= 0 }[comparator];
  return satisfied ? 'met' : 'not_met';
}

/** 100 x part / whole with one decimal, half up, as text: 24 of 27 is "88.9". */
export function shareAsPercent(numerator: number, denominator: number): string {
  const tenths = (2000n * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator));
  const tenth = tenths % 10n;
  return tenth === 0n ? `${tenths / 10n}` : `${tenths / 10n}.${tenth}`;
}

/** Whether a typed per cent is the share of the two numbers, rounded to as many decimals as were typed. */
export function agreesWithShare(value: string, numerator: number, denominator: number): boolean {
  const { part, whole } = decimalRatio(value);
  const difference = 100n * BigInt(numerator) * whole - part * BigInt(denominator);
  const distance = difference < 0n ? -difference : difference;
  return 2n * distance <= BigInt(denominator);
}

interface Ratio {
  part: bigint;
  whole: bigint;
}

function ratioOf(figure: ReportedFigure): Ratio {
  const { numerator, denominator } = figure;
  if (numerator === null || denominator === null || denominator === 0) return decimalRatio(figure.value);
  return { part: 100n * BigInt(numerator), whole: BigInt(denominator) };
}

function decimalRatio(text: string): Ratio {
  const [whole = '0', fraction = ''] = text.split('.');
  return { part: BigInt(whole + fraction), whole: 10n ** BigInt(fraction.length) };
}

function compareRatios(a: Ratio, b: Ratio): number {
  const difference = a.part * b.whole - b.part * a.whole;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
