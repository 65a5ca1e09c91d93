import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { column } from '../interchange/columns.js';
import { defineFile, type ValuesOf } from '../interchange/columns-file.js';
import { faulty } from '../interchange/import-runner.js';
import type { Exporter, GoodRow, Importer, ImportRun, RowResult } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { describedDay } from './baseline.js';
import { BaselineStore, keyOf, type NewFigure } from './baseline.store.js';
import { Groups } from './groups.js';
import { NearUnits } from './near-units.js';
import type { Place } from './place.js';
import { type Scope, Scopes } from './scope.js';
import type { BaselineRow } from './territory.entities.js';
import { TerritoryStore } from './territory.store.js';

/** The largest baseline there may be: more than any country has people. */
export const MOST_SUBJECTS = 2_000_000_000;
export const YEARS = { min: 1900, max: 2200 } as const;
const PAGE = 1000;

/** baselines.csv: how many subjects a group has at a place in a year (interchange, "Files"). */
export const baselinesFile = defineFile({
  kind: 'baselines',
  columns: {
    unit: column.code({ required: true }),
    group: column.code({ required: true }),
    year: column.integer({ required: true, ...YEARS }),
    value: column.integer({ required: true, min: 0, max: MOST_SUBJECTS }),
    source: column.text({ max: 2000, lines: true }),
  },
  key: ['unit', 'group', 'year'],
});

type BaselineValues = ValuesOf<(typeof baselinesFile)['columns']>;

/** Brings baselines in; a figure that differs from the recorded one becomes its next version. */
@Injectable()
export class BaselinesImporter implements Importer<(typeof baselinesFile)['columns']> {
  readonly file = baselinesFile;
  readonly permission = 'baseline.write';

  constructor(
    private readonly store: BaselineStore,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
    private readonly territories: TerritoryStore,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<BaselineValues>> {
    await this.territories.hold();
    const scope = await this.scopes.mine();
    const groups = new Set((await this.groups.all()).map(({ code }) => code));
    const ownUnits = await this.store.ownUnits(scope.territory);
    return new BaselinesRun(this.store, scope, groups, ownUnits, present.has('source'));
  }
}

class BaselinesRun implements ImportRun<BaselineValues> {
  private readonly described = new Map<string, Place | undefined>();
  private readonly near: NearUnits;

  constructor(
    private readonly store: BaselineStore,
    private readonly scope: Scope,
    private readonly groups: ReadonlySet<string>,
    private readonly ownUnits: readonly Place[],
    private readonly hasSource: boolean,
  ) {
    this.near = new NearUnits(scope);
  }

  async take(rows: GoodRow<BaselineValues>[]): Promise<RowResult[]> {
    const results: RowResult[] = [];
    const good: { line: number; figure: NewFigure }[] = [];
    for (const row of rows) {
      const read = this.figure(row);
      if ('figure' in read) good.push({ line: row.line, figure: read.figure });
      else results.push(read);
    }
    const figures = good.map(({ figure }) => figure);
    if (!this.hasSource) await this.keepSources(figures);
    const outcomes = await this.store.record(figures);
    return [...results, ...good.map(({ line }, i) => ({ line, outcome: outcomes[i] ?? 'unchanged' }))];
  }

  private figure({ line, values }: GoodRow<BaselineValues>): RowResult | { figure: NewFigure } {
    const { unit, group, year, value, source } = values;
    if (!this.groups.has(group)) return faulty(line, 'group', group, 'territory.unknown_group', { code: group });
    const place = this.placeOf(unit, year);
    if (!place) return faulty(line, 'unit', unit, ...this.noPlace(unit, year));
    if (!this.scope.covers(place.id)) return faulty(line, 'unit', unit, 'territory.outside', { code: unit });
    return { figure: { unit_code: unit, place_id: place.id, group_code: group, year, value, source } };
  }

  private noPlace(unit: string, year: number): [key: string, params: Record<string, string>] {
    const known = this.scope.territory.placesOfCode(unit).length > 0;
    if (known) return ['territory.no_place_in_year', { code: unit, year: String(year) }];
    const near = this.near.of(unit);
    return near === ''
      ? ['territory.unknown_code', { code: unit }]
      : ['territory.unknown_code_near', { code: unit, near }];
  }

  private placeOf(unit: string, year: number): Place | undefined {
    const key = `${unit} ${year}`;
    if (!this.described.has(key)) {
      this.described.set(key, describedDay(this.scope.territory, unit, year, this.ownUnits)?.place);
    }
    return this.described.get(key);
  }

  /** A file without the column says nothing about sources: those recorded stay. */
  private async keepSources(figures: NewFigure[]): Promise<void> {
    const current = await this.store.currentOf([...new Set(figures.map(({ unit_code }) => unit_code))]);
    for (const figure of figures) figure.source = current.get(keyOf(figure))?.source ?? null;
  }
}

/** Writes the current baselines out, by unit, group and year. */
@Injectable()
export class BaselinesExporter implements Exporter {
  readonly kind = 'baselines';
  readonly header = Object.keys(baselinesFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async *rows(): AsyncIterable<readonly CsvValue[]> {
    const scope = await this.scopes.mine();
    let after: BaselineRow | undefined;
    do {
      const rows = await this.page(after);
      for (const row of rows) {
        if (scope.covers(row.place_id)) yield [row.unit_code, row.group_code, row.year, row.value, row.source];
      }
      after = rows.length === PAGE ? rows.at(-1) : undefined;
    } while (after);
  }

  private page(after: BaselineRow | undefined): Promise<BaselineRow[]> {
    const { unit_code = '', group_code = '', year = 0 } = after ?? {};
    return this.database.rows<BaselineRow>(
      `SELECT unit_code, group_code, year, value, source, place_id FROM baselines
       WHERE current = 1 AND (unit_code > ? OR (unit_code = ? AND (group_code > ? OR (group_code = ? AND year > ?))))
       ORDER BY unit_code, group_code, year LIMIT ${PAGE}`,
      [unit_code, unit_code, group_code, group_code, year],
    );
  }
}
