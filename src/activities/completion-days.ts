import { placeholders } from '../database/placeholders.js';

/** Somebody on a course's roster in one group: the person after merges. */
interface Completing {
  activity_id: number;
  survivor_id: number;
  group_code: string;
}

type Row = Completing & { date: string };
type Read = <T>(sql: string, params: number[]) => Promise<T[]>;

/** On which days courses were completed: of records that were found to be one person the earliest (counting method §2). */
export class CompletionDays {
  private readonly days = new Map<string, string>();
  private readonly persons = new Map<string, string>();
  private readonly firsts = new Map<number, string>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) {
      earlier(this.days, keyOf(row), row.date);
      earlier(this.persons, `${row.activity_id} ${row.survivor_id}`, row.date);
      earlier(this.firsts, row.activity_id, row.date);
    }
  }

  /** Those of some activities. @param read how rows are to be read where the caller stands */
  static async read(read: Read, activityIds: number[]): Promise<CompletionDays> {
    if (activityIds.length === 0) return new CompletionDays([]);
    return new CompletionDays(
      await read<Row>(
        `SELECT c.activity_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id, c.group_code, c.date
         FROM completions c JOIN people pe ON pe.id = c.person_id WHERE c.activity_id IN (${placeholders(activityIds)})`,
        activityIds,
      ),
    );
  }

  /** The day on which somebody completed; null: not yet. */
  of(who: Completing): string | null {
    return this.days.get(keyOf(who)) ?? null;
  }

  /** The same in whichever group. */
  ofPerson({ activity_id, survivor_id }: Omit<Completing, 'group_code'>): string | null {
    return this.persons.get(`${activity_id} ${survivor_id}`) ?? null;
  }

  /** The day of the first completion of a course; null: none. */
  firstOf(activityId: number): string | null {
    return this.firsts.get(activityId) ?? null;
  }
}

function keyOf({ activity_id, survivor_id, group_code }: Completing): string {
  return `${activity_id} ${survivor_id} ${group_code}`;
}

function earlier<K>(days: Map<K, string>, key: K, day: string): void {
  const known = days.get(key);
  if (known === undefined || day < known) days.set(key, day);
}
