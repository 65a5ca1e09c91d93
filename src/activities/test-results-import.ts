import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import type { ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import { TestResult } from './activities.entities.js';
import { DayBook, type Whose } from './day-book.js';
import { testResultsFile } from './files.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, isRefused, type OpenActivities } from './open-activities.js';
import { RosterBook } from './roster-book.js';

type Values = ValuesOf<typeof testResultsFile.columns>;
type Row = GoodRow<Values>;
type KeptRow = TestResult & { survivor_id: number };

/** A row whose person is on the roster. */
interface Found {
  row: Row;
  activity_id: number;
  person_id: number;
}

/** Brings in test_results.csv (interchange: key `activity`, `person`): who passed the test of a training, and when first. */
@Injectable()
export class TestResultsImporter implements Importer<typeof testResultsFile.columns> {
  readonly file = testResultsFile;
  readonly permission = 'attendance.record';

  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly ledger: Ledger,
  ) {}

  async begin(): Promise<ImportRun<Values>> {
    const book = new RosterBook(this.database);
    let open: OpenActivities | undefined;
    return {
      take: async (rows) => {
        open ??= await this.door.open(rows.map(({ values }) => values.activity));
        return this.take(rows, open, book);
      },
    };
  }

  private async take(rows: Row[], open: OpenActivities, book: RosterBook): Promise<RowResult[]> {
    await open.meet(rows.map(({ values }) => values.activity));
    await book.open(rows.flatMap(({ values }) => open.get(values.activity) ?? []));
    const results: RowResult[] = [];
    const found: Found[] = [];
    for (const row of rows) {
      const one = foundBy(row, open, book);
      if (isRefused(one)) results.push(one.refused);
      else found.push(one);
    }
    return [...results, ...(await this.note(found))];
  }

  private async note(found: readonly Found[]): Promise<RowResult[]> {
    const survivors = await this.survivors(found);
    const { entered = [], derived = [] } = Object.groupBy(await this.kept(found, survivors), ({ from_attempt }) =>
      from_attempt === 1 ? 'derived' : 'entered',
    );
    const days = new DayBook(entered, derived);
    const results = found.map(({ row: { line, values }, activity_id, person_id }): RowResult => {
      const survivor_id = survivors.get(person_id) ?? person_id;
      const outcome = days.note(whoseOf({ activity_id, person_id, survivor_id }), values.date);
      if (outcome !== 'unchanged') this.ledger.touch([activity_id]);
      return { line, outcome };
    });
    const { changed, fresh } = days.writing();
    for (const { id, day } of changed) await this.database.update(TestResult, { id }, { passed_on: day });
    const whose = new Map(found.map(({ activity_id, person_id }) => [`${activity_id} ${person_id}`, { activity_id, person_id }])); // prettier-ignore
    await this.database.insert(
      TestResult,
      fresh.flatMap(({ own, day }) => ({ ...whose.get(own), passed_on: day })),
    );
    return results;
  }

  private async survivors(found: readonly Found[]): Promise<Map<number, number>> {
    const rows = await this.database.rowsIn<{ id: number; survivor_id: number }>(
      'SELECT id, COALESCE(merged_into_id, id) AS survivor_id FROM people WHERE id IN (?)',
      [...new Set(found.map(({ person_id }) => person_id))],
    );
    return new Map(rows.map(({ id, survivor_id }) => [id, survivor_id]));
  }

  /** What is kept of these people and of all their records. */
  private async kept(found: readonly Found[], survivors: ReadonlyMap<number, number>) {
    if (found.length === 0) return [];
    const activities = [...new Set(found.map(({ activity_id }) => activity_id))];
    const people = [...new Set(survivors.values())];
    const rows = await this.database.rowsNow<KeptRow>(
      `SELECT t.*, COALESCE(pe.merged_into_id, pe.id) AS survivor_id FROM test_results t JOIN people pe ON pe.id = t.person_id
       WHERE t.activity_id IN (${placeholders(activities)})
         AND COALESCE(pe.merged_into_id, pe.id) IN (${placeholders(people)}) ORDER BY t.id`,
      [...activities, ...people],
    );
    return rows.map((row) => ({ id: row.id, day: row.passed_on, from_attempt: row.from_attempt, ...whoseOf(row) }));
  }
}

function foundBy(row: Row, open: OpenActivities, book: RosterBook): Found | { refused: RowResult } {
  const { line, values } = row;
  const activity = open.ofTrainingRow(row);
  if (isRefused(activity)) return activity;
  if (values.date > today()) return { refused: faulty(line, 'date', values.date, 'activities.day_ahead', {}) };
  const person_id = book.page(activity.id).people.get(values.person);
  if (person_id !== undefined) return { row, activity_id: activity.id, person_id };
  const params = { activity: values.activity, ref: values.person };
  return { refused: faulty(line, 'person', values.person, 'activities.not_on_roster', params) };
}

function whoseOf({ activity_id, person_id, survivor_id }: Omit<KeptRow, 'id' | 'passed_on' | 'from_attempt'>): Whose {
  return { own: `${activity_id} ${person_id}`, survivor: `${activity_id} ${survivor_id}` };
}
