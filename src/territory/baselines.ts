import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EditConflict, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { BaselineStore, type FigureVersion } from './baseline.store.js';
import { Groups } from './groups.js';
import { Scopes } from './scope.js';
import { TerritoryStore } from './territory.store.js';

/** A figure as a person enters it. */
export interface Entry {
  unit: string;
  group: string;
  year: number;
  value: number;
  source: string | null;
  /** The version that the person saw; 0: none. */
  revision: number;
}

/** Which figures a list shows. */
export interface BaselineFilter {
  unit?: string | undefined;
  group?: string | undefined;
  year?: number | undefined;
}

/** A current figure with the name of its author. */
export type ListedFigure = FigureVersion;

/** Entering and correcting baselines one at a time, and lists of them. */
@Injectable()
export class BaselineBook {
  constructor(
    private readonly database: Database,
    private readonly store: BaselineStore,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
    private readonly territories: TerritoryStore,
    private readonly events: EventLog,
  ) {}

  /** Enters a figure or corrects it. @throws InvalidFields; EditConflict when another version has come meanwhile */
  async enter(entry: Entry): Promise<void> {
    await this.database.transaction(async () => {
      await this.territories.hold();
      const { unit, group, year, value, source } = entry;
      const place = await this.store.placeFor(unit, year);
      const scope = await this.scopes.mine();
      if (!place || !scope.covers(place.id)) {
        throw new InvalidFields([
          { field: 'unit', key: 'errors.territory.no_place_in_year', params: { code: unit, year: String(year) } },
        ]);
      }
      if (!(await this.groups.byCode(group))) {
        throw new InvalidFields([{ field: 'group', key: 'errors.territory.unknown_group', params: { code: group } }]);
      }
      const [latest] = await this.store.versions(unit, group, year);
      if ((latest?.revision ?? 0) !== entry.revision) throw new EditConflict('territory.baseline_conflict');
      const figure = { unit_code: unit, place_id: place.id, group_code: group, year, value, source };
      await this.store.record([figure]);
      const detail = { unit, group, year, before: latest?.value ?? null, after: value };
      await this.events.record({ kind: 'baseline.entered', subject: { type: 'place', id: place.id }, detail });
    });
  }

  /** All versions of a figure inside the reader's territory. @throws NotFound where there is none */
  async versions(unit: string, group: string, year: number): Promise<FigureVersion[]> {
    const versions = await this.store.versions(unit, group, year);
    const scope = await this.scopes.mine();
    if (!versions[0] || !scope.covers(versions[0].place_id)) throw new NotFound();
    return versions;
  }

  /** How many current figures the filter leaves. */
  async count(filter: BaselineFilter): Promise<number> {
    const { sql, params } = await this.where(filter);
    const row = await this.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM baselines b WHERE ${sql}`, params);
    return Number(row?.n ?? 0);
  }

  /** Current figures by unit, group and year (the latest first), a page of them. */
  async list(filter: BaselineFilter, limit: number, offset: number): Promise<ListedFigure[]> {
    const { sql, params } = await this.where(filter);
    return this.database.rows<ListedFigure>(
      `SELECT b.*, u.name AS author FROM baselines b LEFT JOIN users u ON u.id = b.author_id
       WHERE ${sql} ORDER BY b.unit_code, b.group_code, b.year DESC LIMIT ? OFFSET ?`,
      [...params, limit, offset],
    );
  }

  /** Current figures by id, after one of them; for programs. */
  async after(filter: BaselineFilter, id: number, limit: number): Promise<ListedFigure[]> {
    const { sql, params } = await this.where(filter);
    return this.database.rows<ListedFigure>(
      `SELECT b.*, u.name AS author FROM baselines b LEFT JOIN users u ON u.id = b.author_id
       WHERE ${sql} AND b.id > ? ORDER BY b.id LIMIT ?`,
      [...params, id, limit],
    );
  }

  private async where({ unit, group, year }: BaselineFilter): Promise<{ sql: string; params: (string | number)[] }> {
    const inside = (await this.scopes.mine()).wherePlace('b.place_id');
    const conditions = ['b.current = 1', inside.sql];
    const params: (string | number)[] = [...inside.params];
    const filters: [string, string | number | undefined][] = [
      ['b.unit_code = ?', unit],
      ['b.group_code = ?', group],
      ['b.year = ?', year],
    ];
    for (const [condition, value] of filters) {
      if (value === undefined) continue;
      conditions.push(condition);
      params.push(value);
    }
    return { sql: conditions.join(' AND '), params };
  }
}
