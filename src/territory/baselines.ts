import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EditConflict, type FieldError, InvalidFields, NotFound } from '../errors.js';
import { eachAfter } from '../interchange/by-id.js';
import { EventLog } from '../events/event-log.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { BaselineStore, type FigureVersion } from './baseline.store.js';
import { Groups } from './groups.js';
import type { Place } from './place.js';
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

  /**
   * Enters a figure or corrects it. @returns its place and the number of its version
   * @throws InvalidFields; EditConflict when another version has come meanwhile
   */
  async enter(entry: Entry): Promise<{ place: Place; revision: number }> {
    return this.database.transaction(async () => {
      await this.territories.hold();
      const { unit, group, year, value, source } = entry;
      const place = await this.placeOf(unit, year);
      if (!place) throw new InvalidFields([unitFault(unit, year)]);
      if (!(await this.groups.byCode(group))) {
        throw new InvalidFields([{ field: 'group', key: 'errors.territory.unknown_group', params: { code: group } }]);
      }
      const [latest] = await this.store.versions(unit, group, year);
      if ((latest?.revision ?? 0) !== entry.revision) throw new EditConflict('territory.baseline_conflict');
      const figure = { unit_code: unit, place_id: place.id, group_code: group, year, value, source };
      await this.store.record([figure]);
      const detail = { unit, group, year, before: latest?.value ?? null, after: value };
      await this.events.record({ kind: 'baseline.entered', subject: { type: 'place', id: place.id }, detail });
      const [kept] = await this.store.versions(unit, group, year);
      return { place, revision: kept?.revision ?? 0 };
    });
  }

  /** What is wrong with the place of an entry, so that a form can say it beside its other faults. */
  async faultOf(unit: string, year: number): Promise<FieldError | undefined> {
    return (await this.placeOf(unit, year)) ? undefined : unitFault(unit, year);
  }

  /**
   * Takes the latest version of a figure back, and with it what was entered by mistake; the event keeps it.
   * @returns the version taken back and the one in use again @throws NotFound; EditConflict when it is not the latest
   */
  async withdraw(
    { unit, group, year }: Pick<Entry, 'unit' | 'group' | 'year'>,
    revision: number,
  ): Promise<{ taken: FigureVersion; left: FigureVersion | undefined }> {
    return this.database.transaction(async () => {
      await this.territories.hold();
      const [taken, left] = await this.versions(unit, group, year);
      if (!taken) throw new NotFound();
      if (taken.revision !== revision) throw new EditConflict('territory.baseline_conflict');
      await this.store.takeBack(taken, left);
      const detail = { unit, group, year, before: taken.value, source: taken.source, after: left?.value ?? null };
      await this.events.record({ kind: 'baseline.withdrawn', subject: { type: 'place', id: taken.place_id }, detail });
      return { taken, left };
    });
  }

  /** All versions of a figure inside the reader's territory. @throws NotFound where there is none */
  async versions(unit: string, group: string, year: number): Promise<FigureVersion[]> {
    const versions = await this.store.versions(unit, group, year);
    const scope = await this.scopes.mine();
    if (!versions[0] || !scope.covers(versions[0].place_id)) throw new NotFound();
    return versions;
  }

  /**
   * As `versions`, to read: also of the places that the reader's territory belongs to. Figures of plans of theirs rest on
   * these, and lead here.
   */
  async readableVersions(unit: string, group: string, year: number): Promise<FigureVersion[]> {
    const versions = await this.store.versions(unit, group, year);
    const scope = await this.scopes.mine();
    const id = versions[0]?.place_id;
    if (id === undefined || !(scope.covers(id) || scope.isAbove(id))) throw new NotFound();
    return versions;
  }

  /** A page of the current figures, by unit, group in their own order, and year (the latest first), and how many there are. */
  async page(filter: BaselineFilter, page: number): Promise<{ figures: ListedFigure[]; total: number }> {
    const { sql, params } = await this.where(filter);
    const codes = (await this.groups.all()).map(({ code }) => code);
    const order = codes.map((_, position) => `WHEN ? THEN ${position}`).join(' ');
    return this.database.snapshot(async () => {
      const count = await this.database.row<{ n: number }>(
        `SELECT COUNT(*) AS n FROM baselines b WHERE ${sql}`,
        params,
      );
      const total = Number(count?.n ?? 0);
      const figures = await this.database.rows<ListedFigure>(
        `SELECT b.*, u.name AS author FROM baselines b LEFT JOIN users u ON u.id = b.author_id
         WHERE ${sql} ORDER BY b.unit_code, CASE b.group_code ${order} ELSE ${codes.length} END, b.year DESC, b.id
         LIMIT ? OFFSET ?`,
        [...params, ...codes, LIST_PAGE, offsetOf({ page, total })],
      );
      return { figures, total };
    });
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

  /** All current figures that the filter leaves, in the order of recording. */
  all(filter: BaselineFilter): AsyncGenerator<ListedFigure> {
    return eachAfter((last) => this.after(filter, last, 500));
  }

  private async placeOf(unit: string, year: number): Promise<Place | undefined> {
    const place = await this.store.placeFor(unit, year);
    return place && (await this.scopes.mine()).covers(place.id) ? place : undefined;
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

function unitFault(unit: string, year: number): FieldError {
  return { field: 'unit', key: 'errors.territory.no_place_in_year', params: { code: unit, year: String(year) } };
}
