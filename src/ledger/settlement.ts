import { CountChanges } from './count-book.js';
import { type LedgerList, listKey } from './measure.js';
import type { PlanTerms } from './plan-terms.js';

/** A qualification as far as the ledger follows it. */
export interface Counted extends LedgerList {
  subject_id: number;
  place_id: number;
  date: string;
}

/** A qualification that is about to be written. */
export interface Added extends Counted {
  participation_id: number;
  activity_id: number;
  /** The day of the subject's qualification before it: found here. */
  previous_date?: string | null;
}

/** What one settling has gathered: which counts change, whose chains, and which sessions are to be measured again. */
export class Settlement {
  readonly counts = new CountChanges();
  /** Activities whose sessions are to be measured again: of somebody who was there another place counts. */
  readonly regathered = new Set<number>();

  /** Of every plan of which something is counted anew, as they are met. */
  readonly terms = new Map<number, PlanTerms>();

  /** The terms of a plan of this settling. */
  termsOf(planId: number): PlanTerms {
    const found = this.terms.get(planId);
    if (!found) throw new RangeError(`the terms of plan ${planId} were not read`);
    return found;
  }
}

/** The subjects of qualifications by list. */
export function subjectsByList(rows: readonly Counted[]): { list: LedgerList; subjects: number[] }[] {
  const lists = new Map<string, { list: LedgerList; subjects: Set<number> }>();
  for (const row of rows) {
    const key = listKey(row);
    const known = lists.get(key) ?? { list: row, subjects: new Set<number>() };
    known.subjects.add(row.subject_id);
    lists.set(key, known);
  }
  return [...lists]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { list, subjects }]) => ({ list, subjects: [...subjects].sort((a, b) => a - b) }));
}
