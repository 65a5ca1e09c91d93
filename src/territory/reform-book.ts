import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { type Marks, PlaceUses } from './place-uses.js';
import type { Place } from './place.js';
import type { ReformDraft, ReformKind } from './reform.js';
import { ReformPlaceRow, ReformRow, SuccessionRow } from './territory.entities.js';
import type { Territory } from './tree.js';

/** A reform as it was carried out by page. */
export interface Reform {
  id: number;
  kind: ReformKind;
  date: string;
  marks: Marks;
  /** The places it ended or left without some land, with what had been their last day. */
  predecessors: { place: Place; lastDay: string }[];
  /** The places it began. */
  begun: Place[];
  /** Where its people went: begun ones and others. */
  successors: Place[];
}

/** What reforms did, kept so that they can be undone as a whole. */
@Injectable()
export class ReformBook {
  constructor(
    private readonly database: Database,
    private readonly uses: PlaceUses,
  ) {}

  /**
   * Enters a reform, before its places are changed.
   * @returns its id
   */
  async enter({ request, predecessors }: ReformDraft): Promise<number> {
    const { kind, date } = request;
    const marks = JSON.stringify(await this.uses.marks());
    const reform_id = await this.database.insertOne(ReformRow, { kind, date, marks });
    await this.database.insert(
      ReformPlaceRow,
      predecessors.map(({ id, valid_to }) => ({ reform_id, place_id: id, last_day: valid_to })),
    );
    return reform_id;
  }

  /** Adds the places that the reform began. */
  async begun(reform_id: number, placeIds: readonly number[]): Promise<void> {
    if (placeIds.length === 0) return;
    const rows = placeIds.map((place_id) => ({ reform_id, place_id, last_day: null }));
    await this.database.insert(ReformPlaceRow, rows);
  }

  /** @throws NotFound */
  async one(territory: Territory, id: number): Promise<Reform> {
    const row = await this.database.row<ReformRow>('SELECT * FROM reforms WHERE id = ?', [id]);
    if (!row) throw new NotFound();
    const places = await this.database.rows<ReformPlaceRow>(
      'SELECT * FROM reform_places WHERE reform_id = ? ORDER BY id',
      [id],
    );
    const led = await this.database.rows<{ successor_id: number }>(
      'SELECT DISTINCT successor_id FROM successions WHERE reform_id = ?',
      [id],
    );
    const found = (placeId: number): Place[] => [territory.placeById(placeId) ?? []].flat();
    return {
      id,
      kind: row.kind,
      date: row.date,
      marks: JSON.parse(row.marks) as Marks,
      predecessors: places.flatMap(({ place_id, last_day }) =>
        last_day === null ? [] : found(place_id).map((place) => ({ place, lastDay: last_day })),
      ),
      begun: places.flatMap(({ place_id, last_day }) => (last_day === null ? found(place_id) : [])),
      successors: led.flatMap(({ successor_id }) => found(successor_id)),
    };
  }

  /** The last reform by page that changed or began the place or brought it people, or undefined. */
  async latestOf(placeId: number): Promise<number | undefined> {
    const row = await this.database.row<{ id: number | null }>(
      `SELECT MAX(id) AS id FROM (SELECT reform_id AS id FROM reform_places WHERE place_id = ?
       UNION ALL SELECT reform_id AS id FROM successions WHERE successor_id = ?) AS acts`,
      [placeId, placeId],
    );
    return row?.id ?? undefined;
  }

  /** Takes the entry out, and the successions of the reform with it. */
  async remove(id: number): Promise<void> {
    await this.database.delete(SuccessionRow, { reform_id: id });
    await this.database.delete(ReformPlaceRow, { reform_id: id });
    await this.database.delete(ReformRow, { id });
  }
}
