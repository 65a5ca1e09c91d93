import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { faulty } from '../interchange/import-runner.js';
import type { Exporter, GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { dayBefore, type Place } from './place.js';
import { type Scope, Scopes } from './scope.js';
import { successionsFile, type SuccessionValues } from './successions.file.js';
import { SuccessionRow } from './territory.entities.js';
import { TerritoryStore } from './territory.store.js';

/** Brings successions in from successions.csv; their order in the file is kept (counting method §6: splits). */
@Injectable()
export class SuccessionsImporter implements Importer<(typeof successionsFile)['columns']> {
  readonly file = successionsFile;
  readonly permission = 'territory.write';

  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly scopes: Scopes,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<SuccessionValues>> {
    await this.store.lock();
    const recorded = await this.database.rows<SuccessionRow>('SELECT * FROM successions ORDER BY position');
    return new SuccessionsRun(this.database, this.store, await this.scopes.mine(), present.has('main'), recorded);
  }
}

/** Writes all successions out in the order in which they were recorded. */
@Injectable()
export class SuccessionsExporter implements Exporter {
  readonly kind = 'successions';
  readonly header = Object.keys(successionsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncIterable<readonly CsvValue[]> {
    const scope = await this.scopes.mine();
    const rows = await this.database.rows<SuccessionRow>('SELECT * FROM successions ORDER BY position');
    for (const row of rows) {
      const from = scope.territory.placeById(row.predecessor_id);
      const to = scope.territory.placeById(row.successor_id);
      if (!from || !to || !(scope.covers(from.id) || scope.covers(to.id))) continue;
      yield [from.code, to.code, row.date, row.main === 1 ? 'true' : null];
    }
  }
}

interface Draft {
  line: number;
  known: SuccessionRow | undefined;
  predecessor: Place;
  successor: Place;
  date: string;
  main: boolean;
}

/** All rows are kept to the end: which successor is the main one is a question about all of them together. */
class SuccessionsRun implements ImportRun<SuccessionValues> {
  private readonly drafts: Draft[] = [];
  private readonly recordedByKey: ReadonlyMap<string, SuccessionRow>;

  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly scope: Scope,
    private readonly hasMain: boolean,
    private readonly recorded: readonly SuccessionRow[],
  ) {
    this.recordedByKey = new Map(recorded.map((row) => [keyOf(row.predecessor_id, row.successor_id, row.date), row]));
  }

  async take(rows: GoodRow<SuccessionValues>[]): Promise<RowResult[]> {
    return rows.flatMap((row) => this.keep(row));
  }

  async finish(): Promise<RowResult[]> {
    const refused = this.secondMains();
    const lines = new Set(refused.map(({ line }) => line));
    return [...refused, ...(await this.write(this.drafts.filter(({ line }) => !lines.has(line))))];
  }

  private keep({ line, values }: GoodRow<SuccessionValues>): RowResult[] {
    const { date } = values;
    const { territory } = this.scope;
    const before = dayBefore(date);
    const predecessor = territory.placeAt(values.predecessor, before);
    const successor = territory.placeAt(values.successor, date);
    if (!predecessor) {
      const params = { code: values.predecessor, day: before };
      return [faulty(line, 'predecessor', values.predecessor, 'territory.not_valid_on', params)];
    }
    if (!successor) {
      const params = { code: values.successor, day: date };
      return [faulty(line, 'successor', values.successor, 'territory.not_valid_on', params)];
    }
    if (predecessor === successor) {
      return [
        faulty(line, 'successor', values.successor, 'territory.same_place', { code: values.successor, day: date }),
      ];
    }
    if (!this.scope.covers(predecessor.id)) {
      return [faulty(line, 'predecessor', values.predecessor, 'territory.outside', { code: values.predecessor })];
    }
    const known = this.recordedByKey.get(keyOf(predecessor.id, successor.id, date));
    const main = this.hasMain ? values.main === true : known?.main === 1;
    this.drafts.push({ line, known, predecessor, successor, date, main });
    return [];
  }

  /** One main successor of a place and day: a further line that claims it is refused. */
  private secondMains(): RowResult[] {
    const inFile = new Set(this.drafts.map(({ known }) => known));
    const mains = new Map<string, string>();
    for (const row of this.recorded) {
      if (row.main !== 1 || inFile.has(row)) continue;
      mains.set(`${row.predecessor_id} ${row.date}`, this.scope.territory.placeById(row.successor_id)?.code ?? '');
    }
    return this.drafts.flatMap(({ line, predecessor, successor, date, main }) => {
      const key = `${predecessor.id} ${date}`;
      const other = main ? mains.get(key) : undefined;
      if (main && other === undefined) mains.set(key, successor.code);
      if (other === undefined) return [];
      return [faulty(line, 'main', 'true', 'territory.second_main', { code: predecessor.code, other })];
    });
  }

  private async write(drafts: Draft[]): Promise<RowResult[]> {
    const changed = drafts.filter(({ known, main }) => !known || (known.main === 1) !== main);
    for (const { known, main } of changed) {
      if (known) await this.database.update(SuccessionRow, { id: known.id }, { main: main ? 1 : 0 });
    }
    const first = (this.recorded.at(-1)?.position ?? 0) + 1;
    const added = changed
      .filter(({ known }) => !known)
      .map(asRow)
      .map((row, i) => ({ ...row, position: first + i }));
    if (added.length > 0) await this.database.insert(SuccessionRow, added);
    this.store.changedBeforeCommit(changed.flatMap(({ predecessor, successor }) => [predecessor.code, successor.code]));
    const touched = new Set(changed);
    return drafts.map((draft) => {
      if (!draft.known) return { line: draft.line, outcome: 'inserted' };
      return { line: draft.line, outcome: touched.has(draft) ? 'updated' : 'unchanged' };
    });
  }
}

function asRow({ predecessor, successor, date, main }: Draft): Partial<SuccessionRow> {
  return { predecessor_id: predecessor.id, successor_id: successor.id, date, main: main ? 1 : 0 };
}

function keyOf(predecessorId: number, successorId: number, date: string): string {
  return `${predecessorId} ${successorId} ${date}`;
}
