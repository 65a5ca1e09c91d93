import { DomainError } from '../errors.js';
import type { PackageStandard } from './manifest.js';

/**
 * What a package wants to be told when it is opened again, as the learner's browser sent it. The browser writes it, so
 * nothing in it is more than the word of the learner.
 */
export interface PackageState {
  standard: PackageStandard;
  /** JSON: `{"current": id, "items": {id: cmi}}`, cmi being the data model of SCORM without what is empty. */
  cmi: string;
  /** Rises with each change: an older state never takes the place of a newer one. */
  serial: number;
}

/** Bytes of a state in UTF-8: SCORM 2004 lets one item keep 64,000 letters, and packages have several items. */
export const MOST_STATE_BYTES = 256 * 1024;
const MOST_SERIAL = 1_000_000_000;

/**
 * Reads a posted state (fields `serial` and `cmi`).
 * @throws DomainError packages.state: too large, or nothing that our own script writes
 */
export function readPackageState(standard: PackageStandard, body: Record<string, unknown>): PackageState {
  const { cmi } = body;
  const serial = typeof body.serial === 'string' && /^\d{1,10}$/.test(body.serial) ? Number(body.serial) : NaN;
  const isGood = typeof cmi === 'string' && Buffer.byteLength(cmi) <= MOST_STATE_BYTES && itemsOf(cmi) !== null;
  if (!isGood || !(serial >= 1 && serial <= MOST_SERIAL)) throw new DomainError('packages.state');
  return { standard, cmi, serial };
}

/**
 * Whether a posted state is taken: `same` is the repetition of what is kept, which changes nothing; `older` comes from
 * another window, or too late.
 */
export function judgeState(kept: PackageState | null, posted: PackageState): 'taken' | 'same' | 'older' {
  if (kept === null || posted.serial > kept.serial) return 'taken';
  return posted.serial === kept.serial && posted.cmi === kept.cmi ? 'same' : 'older';
}

/** What a state says of its items, by id, and which was open last; null: it is none. Never throws. */
export function itemsOf(cmi: string): { current: string; items: ReadonlyMap<string, object> } | null {
  const state = objectIn(parsed(cmi));
  const items = objectIn(state?.get('items'));
  if (!state || !items) return null;
  const current = state.get('current');
  const known = [...items].filter((each): each is [string, object] => objectIn(each[1]) !== null);
  return { current: typeof current === 'string' ? current : '', items: new Map(known) };
}

/** Own properties only: `__proto__` and the like are names as any other. */
export function objectIn(value: unknown): ReadonlyMap<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
