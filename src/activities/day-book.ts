import type { Outcome } from '../interchange/importer.js';

/** Of whom a day is kept: `own` names the record of the person that it is kept of, `survivor` the person after merges. */
export interface Whose {
  own: string;
  survivor: string;
}

interface Entry {
  id: number | null;
  before: string | null;
  day: string;
}

/**
 * Days that are kept once of each record of a person, of which the earliest holds: what a file says anew of them, and what
 * has to be written for it. Pure.
 */
export class DayBook {
  private readonly entries = new Map<string, Entry>();
  private readonly first = new Map<string, string>();

  /** @param kept what is there already @param beside days that hold too and that no file changes */
  constructor(
    kept: readonly (Whose & { id: number; day: string })[],
    beside: readonly (Whose & { day: string })[] = [],
  ) {
    for (const { survivor, day } of beside) this.hold(survivor, day);
    for (const { id, own, survivor, day } of kept) {
      this.entries.set(own, { id, before: day, day });
      this.hold(survivor, day);
    }
  }

  /** Notes the day of a record. What says again, as an export does, what holds for the person changes nothing. */
  note({ own, survivor }: Whose, day: string): Outcome {
    const entry = this.entries.get(own);
    if (entry?.day === day || this.first.get(survivor) === day) return 'unchanged';
    this.hold(survivor, day);
    if (entry) entry.day = day;
    else this.entries.set(own, { id: null, before: null, day });
    return entry ? 'updated' : 'inserted';
  }

  /** Rows to be changed, by their ids, and whose are new. */
  writing(): { changed: { id: number; day: string }[]; fresh: { own: string; day: string }[] } {
    const entries = [...this.entries];
    return {
      changed: entries.flatMap(([, { id, before, day }]) => (id !== null && before !== day ? [{ id, day }] : [])),
      fresh: entries.flatMap(([own, { id, day }]) => (id === null ? [{ own, day }] : [])),
    };
  }

  private hold(survivor: string, day: string): void {
    const known = this.first.get(survivor);
    if (known === undefined || day < known) this.first.set(survivor, day);
  }
}
