/** A session that makes up for another of its activity. */
export interface MakeUp {
  activity_id: number;
  number: number;
  makes_up: number;
}

/**
 * Which session of an activity makes up for which: the other one must exist, and nobody may make up for itself, also
 * not around several corners. Pure.
 */
export class MakeUps {
  private readonly recorded = new Map<string, number | null>();

  constructor(sessions: readonly { activity_id: number; number: number; makes_up: number | null }[]) {
    for (const { activity_id, number, makes_up } of sessions) this.recorded.set(`${activity_id} ${number}`, makes_up);
  }

  /**
   * Separates rows that can stand from those that cannot.
   * @param rows each with its make-up; they replace what was recorded for their session
   * @param refuse told of each row that cannot stand, and why
   * @returns the rows that can, in their order
   */
  settle<R extends MakeUp>(rows: readonly R[], refuse: (row: R, fault: 'missing' | 'circle') => void): R[] {
    let good = [...rows];
    // A row that falls may be what another one made up for: again, until nothing changes.
    for (;;) {
      const links = new Map(this.recorded);
      for (const row of good) links.set(keyOf(row, row.number), row.makes_up);
      const faults = new Map(good.map((row) => [row, faultOf(row, links)]));
      const left = good.filter((row) => faults.get(row) === null);
      for (const [row, fault] of faults) if (fault !== null) refuse(row, fault);
      if (left.length === good.length) return left;
      good = left;
    }
  }
}

const keyOf = ({ activity_id }: MakeUp, number: number): string => `${activity_id} ${number}`;

function faultOf(row: MakeUp, links: ReadonlyMap<string, number | null>): 'missing' | 'circle' | null {
  if (!links.has(keyOf(row, row.makes_up))) return row.makes_up === row.number ? 'circle' : 'missing';
  const seen = new Set<number>();
  for (
    let at: number | null | undefined = row.number;
    at !== null && at !== undefined;
    at = links.get(keyOf(row, at))
  ) {
    if (seen.has(at)) return at === row.number ? 'circle' : null;
    seen.add(at);
  }
  return null;
}
