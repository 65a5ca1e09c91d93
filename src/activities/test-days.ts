import { placeholders } from '../database/placeholders.js';

/** Somebody on the roster of a training: the person after merges. */
interface Tested {
  activity_id: number;
  survivor_id: number;
}

type Row = Tested & { passed_on: string };
type Read = <T>(sql: string, params: number[]) => Promise<T[]>;

/** On which days the tests of trainings were passed: of records that were found to be one person the earliest. */
export class TestDays {
  private readonly days = new Map<string, string>();

  constructor(rows: readonly Row[]) {
    for (const { passed_on, ...who } of rows) {
      const known = this.days.get(keyOf(who));
      if (known === undefined || passed_on < known) this.days.set(keyOf(who), passed_on);
    }
  }

  /** Those of some activities. @param read how rows are to be read where the caller stands */
  static async read(read: Read, activityIds: number[]): Promise<TestDays> {
    if (activityIds.length === 0) return new TestDays([]);
    return new TestDays(
      await read<Row>(
        `SELECT t.activity_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id, t.passed_on
         FROM test_results t JOIN people pe ON pe.id = t.person_id WHERE t.activity_id IN (${placeholders(activityIds)})`,
        activityIds,
      ),
    );
  }

  /** The day on which somebody passed; null: not yet. */
  of(who: Tested): string | null {
    return this.days.get(keyOf(who)) ?? null;
  }
}

function keyOf({ activity_id, survivor_id }: Tested): string {
  return `${activity_id} ${survivor_id}`;
}
