import type { PackageItem, PackageStandard } from './manifest.js';
import { itemsOf, objectIn, type PackageState } from './package-state.js';

/** How a package says that it went. */
export interface PackageStatus {
  /** It says "completed", or "passed". */
  completed: boolean;
  /** It says "passed" or "failed"; null: neither. */
  passed: boolean | null;
  /** Hundredths of a per cent, 0 to 10,000; null: it gives none (yet). */
  score: number | null;
  /** Learned so long, as it counts itself. */
  seconds: number;
  /** Its own words for the place where the learner stopped, and how it was left. */
  location: string;
  exit: string;
}

const MOST_SECONDS = 10_000_000;
const LONGEST = 1000;

/**
 * How a package went by its state. It is completed once all its items are, passed once all that can be are; its score is the
 * mean of its items', and not before each has either a score or been completed: one of three tests is no result. Assets say
 * nothing; they are completed once they were opened, which our own script notes.
 * @param state what a browser sent: any junk gives a status that says nothing
 */
export function packageStatus(
  { standard, cmi }: Pick<PackageState, 'standard' | 'cmi'>,
  items: readonly Pick<PackageItem, 'id' | 'is_asset'>[],
): PackageStatus {
  const state = itemsOf(cmi);
  const each = items.map(({ id }) => statusOf(standard, state?.items.get(id)));
  const current = statusOf(standard, state?.items.get(state.current) ?? state?.items.get(items[0]?.id ?? ''));
  const scos = each.filter((_, at) => items[at]?.is_asset !== true);
  return {
    completed: each.length > 0 && each.every(({ completed }) => completed),
    passed: together(scos),
    score: meanScore(scos),
    seconds: Math.min(
      each.reduce((sum, { seconds }) => sum + seconds, 0),
      MOST_SECONDS,
    ),
    location: current.location,
    exit: current.exit,
  };
}

/** Failed as soon as one is; passed where each is, or is completed without saying either. */
function together(each: readonly PackageStatus[]): boolean | null {
  if (each.some(({ passed }) => passed === false)) return false;
  const isPassed = each.some(({ passed }) => passed) && each.every(({ passed, completed }) => passed ?? completed);
  return isPassed ? true : null;
}

function meanScore(each: readonly PackageStatus[]): number | null {
  const scores = each.flatMap(({ score }) => score ?? []);
  if (scores.length === 0 || each.some(({ score, completed }) => score === null && !completed)) return null;
  return Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length + 0.5);
}

function statusOf(standard: PackageStandard, cmi: object | undefined): PackageStatus {
  const model = objectIn(cmi) ?? new Map<string, unknown>();
  return standard === '1.2' ? of12(objectIn(model.get('core')) ?? new Map()) : of2004(model);
}

/** SCORM 1.2 has one word for both: "passed" and "failed" are said of what was done to its end. */
function of12(core: ReadonlyMap<string, unknown>): PackageStatus {
  const status = core.get('lesson_status');
  return {
    completed: status === 'completed' || status === 'passed',
    passed: status === 'passed' ? true : status === 'failed' ? false : null,
    score: scoreOf(objectIn(core.get('score'))),
    seconds: clockSeconds(textOf(core.get('total_time'))),
    location: textOf(core.get('lesson_location')),
    exit: textOf(core.get('exit')),
  };
}

function of2004(model: ReadonlyMap<string, unknown>): PackageStatus {
  const success = model.get('success_status');
  return {
    completed: model.get('completion_status') === 'completed' || success === 'passed',
    passed: success === 'passed' ? true : success === 'failed' ? false : null,
    score: scoreOf(objectIn(model.get('score'))),
    seconds: durationSeconds(textOf(model.get('total_time'))),
    location: textOf(model.get('location')),
    exit: textOf(model.get('exit')),
  };
}

/** The scaled score, else the raw one between its bounds, which are 0 and 100 where they are not said. */
function scoreOf(score: ReadonlyMap<string, unknown> | null): number | null {
  const number = (name: string): number | null => numberOf(score?.get(name));
  const scaled = number('scaled');
  if (scaled !== null) return scaled >= -1 && scaled <= 1 ? hundredths(scaled) : null;
  const [raw, min, max] = [number('raw'), number('min') ?? 0, number('max') ?? 100];
  return raw !== null && max > min && raw >= min && raw <= max ? hundredths((raw - min) / (max - min)) : null;
}

/** Rounded half up; a scaled score below nothing is nothing. Decimal fractions first lose what binary ones add. */
function hundredths(share: number): number {
  return Math.min(10_000, Math.max(0, Math.floor(Number((share * 10_000).toFixed(6)) + 0.5)));
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^-?\d{1,10}(\.\d{1,10})?$/.test(value) ? Number(value) : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST).toWellFormed() : '';
}

/** `HHHH:MM:SS.SS` of SCORM 1.2. */
function clockSeconds(text: string): number {
  const [, hours, minutes, seconds] = /^(\d{1,4}):(\d{1,2}):(\d{1,2})(?:\.\d+)?$/.exec(text) ?? [];
  return bounded(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** ISO 8601 as SCORM 2004 has it; years and months are counted as 365 and 30 days. */
function durationSeconds(text: string): number {
  const part = '(?:(\\d{1,9})';
  const found = new RegExp(
    `^P${part}Y)?${part}M)?${part}D)?(?:T${part}H)?${part}M)?(?:(\\d{1,9})(?:\\.\\d+)?S)?)?$`,
  ).exec(text);
  const [years, months, days, hours, minutes, seconds] = (found ?? []).slice(1).map((value) => Number(value ?? 0));
  if (seconds === undefined) return 0;
  const inDays = Number(years) * 365 + Number(months) * 30 + Number(days);
  return bounded(inDays * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + seconds);
}

function bounded(seconds: number): number {
  return Number.isFinite(seconds) ? Math.min(Math.floor(seconds), MOST_SECONDS) : 0;
}
