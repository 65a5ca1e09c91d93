import type { Comparator } from './plan-measures.js';

/** A value of an indicator that is not counted; numerator and denominator, where known, are what it was made of. */
export interface ReportedFigure {
  /** Decimal as text, never negative. */
  value: string;
  numerator: number | null;
  denominator: number | null;
}

/** What the values of an indicator are held against. */
export interface ReportedPromise {
  comparator: Comparator;
  /** Decimal as text; null only with `falling`. */
  target: string | null;
  /** `percent`, or the word behind the value. */
  unit: string;
}

/** `uncertain`: a falling indicator with a single value; `no_value`: nothing was entered yet. */
export type ReportedStatus = 'met' | 'not_met' | 'uncertain' | 'no_value';

/**
 * The status of an indicator by its entered values. Where a per cent is a share of two known numbers their exact ratio is
 * compared and not the rounded per cent (as counting method §5 does it).
 * @param previous the value before the latest one, by its date
 */
export function reportedStatus(
  { comparator, target, unit }: ReportedPromise,
  latest: ReportedFigure | null,
  previous: ReportedFigure | null,
): ReportedStatus {
  if (latest === null) return 'no_value';
  if (comparator === 'falling') {
    if (previous === null) return 'uncertain';
    return compareRatios(ratioOf(latest, unit), ratioOf(previous, unit)) < 0 ? 'met' : 'not_met';
  }
  const difference = compareRatios(ratioOf(latest, unit), decimalRatio(target ?? '0'));
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

/**
 * How far a value is from its target, as text: exact, or where the value is a share in tenths, rounded up, as nothing less
 * would do.
 */
export function apart(latest: ReportedFigure, target: string, unit: string): string {
  const a = ratioOf(latest, unit);
  const b = decimalRatio(target);
  const difference = a.part * b.whole - b.part * a.whole;
  const part = difference < 0n ? -difference : difference;
  return decimalText(part, a.whole * b.whole);
}

/** A ratio with as many decimals as it has, at most four; else with one, rounded up. */
function decimalText(part: bigint, whole: bigint): string {
  const scaled = 10_000n * part;
  const isShort = scaled % whole === 0n;
  const digits = isShort ? scaled / whole : 1000n * ((10n * part + whole - 1n) / whole);
  const fraction = (digits % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  return fraction === '' ? `${digits / 10_000n}` : `${digits / 10_000n}.${fraction}`;
}

interface Ratio {
  part: bigint;
  whole: bigint;
}

/** Of what is no per cent the two numbers say where it comes from, and the value itself is compared. */
function ratioOf({ value, numerator, denominator }: ReportedFigure, unit: string): Ratio {
  if (unit !== 'percent' || numerator === null || denominator === null || denominator === 0) return decimalRatio(value);
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
