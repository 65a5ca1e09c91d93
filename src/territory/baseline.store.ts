import { Injectable, type OnModuleInit } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Remembered } from '../database/remembered.js';
import { Stamps } from '../database/stamps.js';
import { DomainError, EditConflict } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import type { Outcome } from '../interchange/importer.js';
import { actor } from '../web/actor.js';
import { Baselines, describedDay, type Figure } from './baseline.js';
import type { Place } from './place.js';
import { BaselineRow } from './territory.entities.js';
import { TerritoryStore } from './territory.store.js';
import type { Territory } from './tree.js';

const STAMP = 'baselines';
const CONFLICT = 'territory.baseline_conflict';

/** A figure to be recorded; `place_id` is the place that it describes. */
export type NewFigure = Pick<BaselineRow, 'unit_code' | 'place_id' | 'group_code' | 'year' | 'value' | 'source'>;

/** A version of a figure with the name of its author (null: the command line). */
export type FigureVersion = BaselineRow & { author: string | null };

/** The baselines as they are recorded: kept in memory for coverage, every correction a new version. */
@Injectable()
export class BaselineStore implements OnModuleInit {
  private readonly kept: Remembered<Baselines>;
  private readonly changedHere = new WeakSet<object>();

  constructor(
    private readonly database: Database,
    private readonly stamps: Stamps,
    private readonly bus: Bus,
    private readonly store: TerritoryStore,
  ) {
    this.kept = new Remembered(database);
  }

  onModuleInit(): void {
    this.bus.on('territory.changed', ({ codes }) => this.deriveAgain(codes));
    // A plan's own unit stays valid for it: another own unit may leave a figure without its place.
    this.bus.on('plan.changed', () => this.deriveAgain(null));
  }

  /** The baselines of all places and groups, for coverage; inside a transaction with its own changes. */
  async baselines(): Promise<Baselines> {
    const territory = await this.store.territory();
    if (this.database.inTransaction() && this.changedHere.has(this.database.transactionKey())) {
      return this.read(territory);
    }
    return this.kept.get([await this.stamps.value(STAMP), territory], () => this.read(territory));
  }

  /** All versions of the figures entered for a place, by group, latest year and version first. */
  async figuresOf(place: Place): Promise<FigureVersion[]> {
    return this.database.rows<FigureVersion>(
      `SELECT b.*, u.name AS author FROM baselines b LEFT JOIN users u ON u.id = b.author_id
       WHERE b.place_id = ? AND b.withdrawn_at IS NULL ORDER BY b.group_code, b.year DESC, b.revision DESC`,
      [place.id],
    );
  }

  /** All versions of one figure, the latest first. */
  async versions(unit: string, group: string, year: number): Promise<FigureVersion[]> {
    return this.database.rows<FigureVersion>(
      `SELECT b.*, u.name AS author FROM baselines b LEFT JOIN users u ON u.id = b.author_id
       WHERE b.unit_code = ? AND b.group_code = ? AND b.year = ? AND b.withdrawn_at IS NULL
       ORDER BY b.revision DESC`,
      [unit, group, year],
    );
  }

  /** The own units of all plans: their codes mean them also after their end. */
  async ownUnits(territory: Territory): Promise<Place[]> {
    const rows = await this.database.rows<{ place_id: number }>('SELECT DISTINCT place_id FROM plans');
    return rows.flatMap(({ place_id }) => territory.placeById(place_id) ?? []);
  }

  /** The place that a figure of this year would describe (counting method §4), or undefined. */
  async placeFor(unit: string, year: number): Promise<Place | undefined> {
    const territory = await this.store.territory();
    return describedDay(territory, unit, year, await this.ownUnits(territory))?.place;
  }

  /**
   * Records figures, at most one per unit, group and year; inside the caller's transaction, the caller records the event.
   * A figure with another value or source than the current version becomes the next one.
   * @returns what became of each, in their order
   */
  async record(figures: readonly NewFigure[]): Promise<Outcome[]> {
    const units = [...new Set(figures.map(({ unit_code }) => unit_code))];
    const current = await this.currentOf(units);
    const withdrawn = await this.withdrawnRevisions(units);
    const outdated: number[] = [];
    const added: Partial<BaselineRow>[] = [];
    const stamp = { author_id: actor()?.user_id ?? null, recorded_at: nowIso(), current: 1 };
    const outcomes = figures.map((figure): Outcome => {
      const known = current.get(keyOf(figure));
      if (known?.value === figure.value && known.source === figure.source) return 'unchanged';
      if (known) outdated.push(known.id);
      const before = Math.max(known?.revision ?? 0, withdrawn.get(keyOf(figure)) ?? 0);
      added.push({ ...figure, ...stamp, revision: before + 1 });
      return known ? 'updated' : 'inserted';
    });
    for (let at = 0; at < outdated.length; at += 500) await this.outdate(outdated.slice(at, at + 500));
    if (added.length > 0) {
      await this.database.insert(BaselineRow, added);
      this.changed();
    }
    return outcomes;
  }

  /**
   * Takes the latest version of a figure back; the one before it is in use again. Inside the caller's transaction, the
   * caller records the event. @throws EditConflict when another version has come meanwhile
   */
  async takeBack(latest: FigureVersion, before: FigureVersion | undefined): Promise<void> {
    const { id } = latest;
    const taken = await this.database.update(BaselineRow, { id, current: 1 }, { current: 0, withdrawn_at: nowIso() });
    if (taken === 0) throw new EditConflict(CONFLICT);
    if (before) await this.database.update(BaselineRow, { id: before.id }, { current: 1 });
    this.changed();
  }

  /** The current versions of all figures of these units, by unit, group and year. */
  async currentOf(units: string[]): Promise<Map<string, BaselineRow>> {
    const rows = await this.database.rowsIn<BaselineRow>(
      'SELECT * FROM baselines WHERE unit_code IN (?) AND current = 1',
      units,
    );
    return new Map(rows.map((row) => [keyOf(row), row]));
  }

  /** Of figures that were taken back the highest revision. */
  private async withdrawnRevisions(units: string[]): Promise<Map<string, number>> {
    const rows = await this.database.rowsIn<BaselineRow>(
      'SELECT * FROM baselines WHERE withdrawn_at IS NOT NULL AND unit_code IN (?) ORDER BY revision',
      units,
    );
    return new Map(rows.map((row) => [keyOf(row), row.revision]));
  }

  private async outdate(ids: number[]): Promise<void> {
    const marks = ids.map(() => '?').join(',');
    const sql = `UPDATE baselines SET current = 0 WHERE current = 1 AND id IN (${marks})`;
    // Fewer: somebody else has corrected one of them, or taken it back.
    if ((await this.database.execute(sql, ids)) < ids.length) throw new EditConflict(CONFLICT);
  }

  private changed(): void {
    this.changedHere.add(this.database.transactionKey());
    this.stamps.touch(STAMP);
  }

  private async read(territory: Territory): Promise<Baselines> {
    const figures = await this.database.rows<Figure>(
      'SELECT place_id, group_code, year, value FROM baselines WHERE current = 1',
    );
    return new Baselines(territory, figures);
  }

  /** After a change of the territory a code and a year may mean another place. */
  private async deriveAgain(codes: string[] | null): Promise<void> {
    const territory = await this.store.territory();
    const ownUnits = await this.ownUnits(territory);
    const sql = 'SELECT DISTINCT unit_code, year, place_id FROM baselines';
    const rows = codes
      ? await this.database.rowsIn<BaselineRow>(`${sql} WHERE unit_code IN (?)`, codes)
      : await this.database.rows<BaselineRow>(sql);
    const orphans: BaselineRow[] = [];
    for (const row of rows) {
      const place = describedDay(territory, row.unit_code, row.year, ownUnits)?.place;
      if (!place) orphans.push(row);
      else if (place.id !== row.place_id) await this.move(row, place.id);
    }
    const [first] = orphans;
    if (first) {
      throw new DomainError('territory.orphans', { count: orphans.length, code: first.unit_code });
    }
  }

  private async move({ unit_code, year }: BaselineRow, place_id: number): Promise<void> {
    await this.database.update(BaselineRow, { unit_code, year }, { place_id });
    this.changed();
  }
}

/** Unit, group and year of a figure as one text. */
export function keyOf({ unit_code, group_code, year }: Pick<BaselineRow, 'unit_code' | 'group_code' | 'year'>): string {
  return `${unit_code} ${group_code} ${year}`;
}
