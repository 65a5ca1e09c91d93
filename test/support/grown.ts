import type { EntityMetadata } from 'typeorm';
import { REFERENCES } from '../../src/commands/references.js';
import type { Database } from '../../src/database/database.js';

type Column = EntityMetadata['columns'][number];
type Row = Record<string, string | number | null>;

/** What stays as it is: the territory with its groups and baselines, the plans with their content, and what the program keeps for itself. */
const KEPT = new Set([
  ...['places', 'reforms', 'reform_places', 'successions', 'subject_groups', 'baselines'],
  ...['plans', 'objectives', 'indicators', 'indicator_groups', 'tasks', 'agencies', 'agency_tasks', 'reporting_dates'],
  ...['stamps', 'idempotency_keys', 'signing_keys', 'mail_gate'],
]);
/** Further than any id of a small world. */
const APART = 100_000;

/** A small world that is made large by copies of its rows, whatever tables there are. */
export class Growth {
  private constructor(
    private readonly database: Database,
    private readonly tables: readonly Table[],
    private readonly times: number,
  ) {}

  /** @param times how many copies are made of each row each way */
  static async of(database: Database, times: number): Promise<Growth> {
    const known = database.source.entityMetadatas.filter(({ tableName }) => !KEPT.has(tableName));
    const tables: Table[] = [];
    for (const metadata of known) {
      tables.push(new Table(metadata, await database.rows<Row>(`SELECT * FROM ${metadata.tableName}`)));
    }
    return new Growth(database, tables, times);
  }

  /** More of everything beside what is there: each copy points at copies. */
  async beside(): Promise<void> {
    await this.add((table) => table.beside(this.times));
  }

  /** After that, more under what is there: copies that point at all but one thing, or at nothing, that is a copy. */
  async under(): Promise<void> {
    await this.add((table) => table.under(this.times));
  }

  private async add(copies: (table: Table) => Row[]): Promise<void> {
    await this.database.transaction(async () => {
      for (const table of this.tables) await this.database.insert(table.metadata.target, copies(table));
    });
  }
}

/** One table with its rows of the small world. */
class Table {
  private readonly pointing: readonly string[];
  private readonly keys: readonly Keys[];

  constructor(
    readonly metadata: EntityMetadata,
    private readonly rows: readonly Row[],
  ) {
    const { indices, primaryColumns, tableName } = metadata;
    const uniques = indices.filter(({ isUnique }) => isUnique).map(({ columns }) => columns);
    if (!primaryColumns.some(({ isGenerated }) => isGenerated)) uniques.push(primaryColumns);
    this.keys = uniques.map((columns) => new Keys(columns, rows));
    this.pointing = REFERENCES.filter(([from, , into]) => from === tableName && !KEPT.has(into)).map(
      ([, name]) => name,
    );
  }

  beside(times: number): Row[] {
    return this.rows.flatMap((row) => this.copies(row, [this.filled(row)], times, 0));
  }

  under(times: number): Row[] {
    return this.rows.flatMap((row) => {
      const filled = this.filled(row);
      const ways = [...filled.map((kept) => filled.filter((name) => name !== kept)), []].slice(
        filled.length < 2 ? -1 : 0,
      );
      return filled.length === 0 ? [] : this.copies(row, ways, times, times);
    });
  }

  private filled(row: Row): string[] {
    return this.pointing.filter((name) => row[name] !== null);
  }

  /** @param ways the columns that point at the copy of the same number, for each way of copying @param before copies made earlier */
  private copies(row: Row, ways: readonly (readonly string[])[], times: number, before: number): Row[] {
    const copies = ways.flatMap((renewed, way) =>
      Array.from({ length: times }, (_, at) => {
        const made = { ...row };
        for (const name of renewed) made[name] = Number(row[name]) + (at + 1) * APART;
        if ('id' in row) made.id = Number(row.id) + (before + way * times + at + 1) * APART;
        return made;
      }),
    );
    return copies.filter((made) => this.keys.every((key) => key.takes(made)));
  }
}

/** What may stand once in a table. */
class Keys {
  private readonly taken: Set<string>;
  private last = 0;

  constructor(
    private readonly columns: readonly Column[],
    rows: readonly Row[],
  ) {
    this.taken = new Set(rows.map((row) => this.of(row)));
  }

  /** Changes a copy so that its key is new. @returns whether there is something about it that may differ */
  takes(made: Row): boolean {
    if (this.columns.some(({ databaseName }) => made[databaseName] === null)) return true;
    const free = this.columns.filter(({ databaseName }) => !/_(id|code)$/.test(databaseName));
    const varied = free.find(({ databaseName }) => typeof made[databaseName] === 'number') ?? free[0];
    if (varied && this.taken.has(this.of(made))) this.vary(made, varied);
    const key = this.of(made);
    const isNew = !this.taken.has(key);
    this.taken.add(key);
    return isNew;
  }

  private vary(made: Row, { databaseName, length }: Column): void {
    this.last += 1;
    const value = made[databaseName] ?? '';
    const mark = `-${this.last}`;
    made[databaseName] =
      typeof value === 'number'
        ? value + 100 * this.last
        : `${value.slice(0, (Number(length) || 190) - mark.length)}${mark}`;
  }

  private of(row: Row): string {
    return JSON.stringify(this.columns.map(({ databaseName }) => row[databaseName]));
  }
}
