import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Exporter, GoodRow, Importer, ImportRun, Outcome, RowResult } from '../interchange/importer.js';
import { rowError } from '../interchange/row-error.js';
import type { CsvValue } from '../interchange/writer.js';
import { type DraftPlace, DraftTree, type PlaceFault } from './draft-tree.js';
import { FIRST_DAY, LAST_DAY, type Succession } from './place.js';
import { type Scope, Scopes } from './scope.js';
import { PlaceRow } from './territory.entities.js';
import { TerritoryStore } from './territory.store.js';
import { unitRow, unitsFile, type UnitValues } from './units.file.js';

/** Brings places in from units.csv. */
@Injectable()
export class UnitsImporter implements Importer<(typeof unitsFile)['columns']> {
  readonly file = unitsFile;
  readonly permission = 'territory.write';

  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly scopes: Scopes,
  ) {}

  async begin(present: ReadonlySet<string>): Promise<ImportRun<UnitValues>> {
    await this.store.lock();
    const scope = await this.scopes.mine();
    const recorded = await this.database.rows<PlaceRow>('SELECT * FROM places');
    return new UnitsRun(this.database, this.store, scope, present, recorded, await this.store.successions());
  }
}

/** Writes all places out, by code and first day. */
@Injectable()
export class UnitsExporter implements Exporter {
  readonly kind = 'units';
  readonly header = Object.keys(unitsFile.columns);

  constructor(private readonly scopes: Scopes) {}

  async *rows(): AsyncIterable<readonly CsvValue[]> {
    const scope = await this.scopes.mine();
    for (const place of scope.territory.places) if (scope.covers(place.id)) yield unitRow(place);
  }
}

/** All rows are kept to the end: a parent may stand below its children. */
class UnitsRun implements ImportRun<UnitValues> {
  private readonly recordedByKey: ReadonlyMap<string, PlaceRow>;
  /** Rows that are still good, by their line. */
  private readonly drafts = new Map<number, DraftPlace>();
  private readonly faults = new Map<number, PlaceFault[]>();
  /** The lines of faulty rows by their codes. */
  private readonly refusedCodes = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly scope: Scope,
    private readonly present: ReadonlySet<string>,
    private readonly recorded: readonly PlaceRow[],
    private readonly successions: readonly Succession[],
  ) {
    this.recordedByKey = new Map(recorded.map((place) => [keyOf(place), place]));
  }

  unread(line: number, cell: (column: string) => string): void {
    this.refusedCodes.set(cell('code').trim(), line);
  }

  async take(rows: GoodRow<UnitValues>[]): Promise<RowResult[]> {
    for (const { line, values } of rows) this.drafts.set(line, this.draft(line, values));
    return [];
  }

  async finish(): Promise<RowResult[]> {
    this.refuse(this.outsiders());
    while (this.refuse(this.tree().faults()));
    const refused = [...this.faults].map(([line, faults]) => ({
      line,
      errors: faults.map(({ column, value, key, params }) => rowError(line, column, value, { key, params })),
    }));
    return [...refused, ...(await this.write())];
  }

  private draft(line: number, values: UnitValues): DraftPlace {
    const { code, name, level, valid_from } = values;
    const known = this.recordedByKey.get(keyOf({ code, valid_from: valid_from ?? FIRST_DAY }));
    return {
      id: known?.id ?? -line,
      line,
      code,
      name,
      level,
      parent_code: this.present.has('parent') ? values.parent : (known?.parent_code ?? null),
      valid_from: valid_from ?? FIRST_DAY,
      valid_to: this.present.has('valid_to') ? (values.valid_to ?? LAST_DAY) : (known?.valid_to ?? LAST_DAY),
    };
  }

  /** The territory as it would be with the rows that are still good. */
  private tree(): DraftTree {
    const changed = [...this.drafts.values()];
    const ids = new Set(changed.map(({ id }) => id));
    const untouched = this.recorded.filter(({ id }) => !ids.has(id)).map((place) => ({ ...place, line: null }));
    return new DraftTree([...untouched, ...changed], this.successions, this.refusedCodes);
  }

  /** Takes the faulty lines out. @returns whether there were any: what hung on them must be looked at again */
  private refuse(faults: PlaceFault[]): boolean {
    for (const fault of faults) {
      this.faults.set(fault.line, [...(this.faults.get(fault.line) ?? []), fault]);
      const draft = this.drafts.get(fault.line);
      if (draft) this.refusedCodes.set(draft.code, fault.line);
    }
    for (const { line } of faults) this.drafts.delete(line);
    return faults.length > 0;
  }

  /** Somebody with a territory changes places inside it and adds below them only. */
  private outsiders(): PlaceFault[] {
    if (this.scope.everywhere) return [];
    const tree = this.tree();
    const inside = (place: DraftPlace | undefined, depth = 0): boolean => {
      if (!place || depth > 10) return false;
      return place.id > 0 ? this.scope.covers(place.id) : inside(tree.parentOf(place), depth + 1);
    };
    return [...this.drafts.values()]
      .filter(
        (draft) => !inside(draft) || (draft.parent_code !== null && this.movesOut(draft, inside(tree.parentOf(draft)))),
      )
      .map(({ line, code }) => ({
        line: line ?? 0,
        column: 'code',
        value: code,
        key: 'territory.outside',
        params: { code },
      }));
  }

  private movesOut(draft: DraftPlace, parentInside: boolean): boolean {
    const known = this.recordedByKey.get(keyOf(draft));
    return !parentInside && known?.parent_code !== draft.parent_code;
  }

  private async write(): Promise<RowResult[]> {
    const results: RowResult[] = [];
    const added: DraftPlace[] = [];
    const codes: string[] = [];
    for (const draft of this.drafts.values()) {
      const outcome = this.outcomeOf(draft);
      results.push({ line: draft.line ?? 0, outcome });
      if (outcome !== 'unchanged') codes.push(draft.code);
      if (outcome === 'inserted') added.push(draft);
      if (outcome === 'updated') await this.update(draft);
    }
    if (added.length > 0) await this.database.insert(PlaceRow, added.map(withoutId));
    this.store.changedBeforeCommit(codes);
    return results;
  }

  private outcomeOf(draft: DraftPlace): Outcome {
    const known = this.recordedByKey.get(keyOf(draft));
    if (!known) return 'inserted';
    const same =
      known.name === draft.name &&
      known.level === draft.level &&
      known.parent_code === draft.parent_code &&
      known.valid_to === draft.valid_to;
    return same ? 'unchanged' : 'updated';
  }

  private async update({ id, name, level, parent_code, valid_to, ...key }: DraftPlace): Promise<void> {
    const version = (this.recordedByKey.get(keyOf(key))?.version ?? 0) + 1;
    await this.database.update(PlaceRow, { id }, { name, level, parent_code, valid_to, version });
  }
}

function keyOf({ code, valid_from }: { code: string; valid_from: string }): string {
  return `${code} ${valid_from}`;
}

function withoutId({ code, name, level, parent_code, valid_from, valid_to }: DraftPlace): Partial<PlaceRow> {
  return { code, name, level, parent_code, valid_from, valid_to, version: 1 };
}
