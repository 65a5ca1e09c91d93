import type { SuccessionRow, UnitRow } from './district.js';
import { addDays } from './land.js';

/** A territory under construction: it keeps every code to one place a day and remembers who went where. */
export class DraftLand {
  readonly units: UnitRow[] = [];
  readonly successions: SuccessionRow[] = [];
  private readonly parents = new Map<UnitRow, UnitRow | undefined>();
  private readonly heirs = new Map<UnitRow, UnitRow[]>();
  private numbers = 0;

  /** A code that no place has had. */
  fresh(prefix: string): string {
    this.numbers += 1;
    return `${prefix}${this.numbers}`;
  }

  /** A new place; `day` is '' for one that was always there. */
  begin(code: string, level: string, parent: UnitRow | undefined, day: string): UnitRow {
    const name = `${NAMES[level] ?? ''} ${code}, ${day === '' ? 'cũ' : 'mới'}`;
    const row = { code, name, level, parent: parent?.code ?? '', valid_from: day, valid_to: '' };
    this.units.push(row);
    this.parents.set(row, parent);
    return row;
  }

  /** The last day of the place becomes the one before `day`. */
  end(row: UnitRow, day: string): void {
    row.valid_to = addDays(day, -1);
  }

  /** A succession on `day`; says it once however often it is asked. */
  succeed(from: UnitRow, to: UnitRow, day: string, main = false): void {
    const heirs = this.heirs.get(from) ?? [];
    if (heirs.includes(to)) return;
    this.heirs.set(from, [...heirs, to]);
    this.successions.push({ predecessor: from.code, successor: to.code, date: day, main: main ? 'true' : '' });
  }

  /** The places of a level that have no last day and began before `day`, in the order in which they began. */
  livingBefore(level: string, day: string): UnitRow[] {
    return this.units.filter((row) => row.level === level && !row.valid_to && (row.valid_from ?? '') < day);
  }

  /** A living place to which the people of `row` went; of a split, the part picked. */
  whereabouts(row: UnitRow, pick: number): UnitRow | undefined {
    if (!row.valid_to) return row;
    const heirs = this.heirs.get(row) ?? [];
    const next = heirs.length > 0 ? heirs[pick % heirs.length] : this.parents.get(row);
    return next && this.whereabouts(next, pick);
  }

  /** Whether `row` lies, or may come to lie, below `other`: merging `other` into it would be a circle. */
  hangsOn(row: UnitRow, other: UnitRow): boolean {
    const met = new Set<UnitRow>();
    const open = [row];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const above = this.parents.get(at);
      const next = [...(this.heirs.get(at) ?? []), ...(above ? [above] : [])].filter((place) => !met.has(place));
      if (next.includes(other)) return true;
      next.forEach((place) => met.add(place));
      open.push(...next);
    }
    return false;
  }

  parentOf(row: UnitRow): UnitRow | undefined {
    return this.parents.get(row);
  }
}

const NAMES: Record<string, string> = {
  province: 'Tỉnh',
  district: 'Huyện',
  commune: 'Xã',
  village: 'Bản',
  cohort: 'Lớp',
};
