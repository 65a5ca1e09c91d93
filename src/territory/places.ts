import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, type FieldError, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { type DraftPlace, type PlaceFault, treeWith } from './draft-tree.js';
import { PlaceUses } from './place-uses.js';
import type { Level, Place } from './place.js';
import { Scopes } from './scope.js';
import { PlaceRow } from './territory.entities.js';
import { TerritoryStore } from './territory.store.js';

/** What a person says of a place; open ends are FIRST_DAY and LAST_DAY. */
export interface PlaceFields {
  code: string;
  name: string;
  level: Level;
  parent_code: string | null;
  valid_from: string;
  valid_to: string;
}

/** Adding and correcting places one at a time. Imports and reforms keep the same rules (draft-tree.ts). */
@Injectable()
export class Places {
  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
    private readonly uses: PlaceUses,
  ) {}

  /** The row of a place inside the reader's territory. @throws NotFound */
  async row(id: number): Promise<PlaceRow> {
    (await this.scopes.mine()).require(id);
    const row = await this.database.row<PlaceRow>('SELECT * FROM places WHERE id = ?', [id]);
    if (!row) throw new NotFound();
    return row;
  }

  /** Adds a place. @returns its id @throws InvalidFields */
  async add(fields: PlaceFields): Promise<number> {
    return this.database.transaction(async () => {
      const territory = await this.store.lock();
      const scope = await this.scopes.mine();
      const draft: DraftPlace = { ...fields, id: -1, line: 1 };
      const tree = treeWith(territory, [draft], await this.store.successions());
      refuse(tree.faults());
      if (!scope.everywhere) scope.require(tree.parentOf(draft)?.id ?? null);
      const id = await this.database.insertOne(PlaceRow, { ...fields, version: 1 });
      await this.events.record({ kind: 'territory.place_added', subject: { type: 'place', id }, detail: fields });
      await this.store.changed([fields.code]);
      return id;
    });
  }

  /**
   * Corrects a place; its code stays, records know it by that.
   * @throws InvalidFields, NotFound, EditConflict when somebody else changed it since `version`
   */
  async correct(id: number, version: number, fields: Omit<PlaceFields, 'code'>): Promise<void> {
    await this.database.transaction(async () => {
      const territory = await this.store.lock();
      const before = await this.row(id);
      const draft: DraftPlace = { ...fields, id, code: before.code, line: 1 };
      refuse(treeWith(territory, [draft], await this.store.successions()).faults());
      const done = await this.database.update(PlaceRow, { id, version }, { ...fields, version: version + 1 });
      if (done === 0) throw new EditConflict();
      const detail = { code: before.code, before: fieldsOf(before), after: fields };
      await this.events.record({ kind: 'territory.place_corrected', subject: { type: 'place', id }, detail });
      await this.store.changed([before.code]);
    });
  }

  /** Removes a place that was added by mistake. @throws NotFound; DomainError with what is recorded at it */
  async remove(id: number): Promise<PlaceRow> {
    return this.database.transaction(async () => {
      const territory = await this.store.lock();
      const row = await this.row(id);
      const touching = await this.database.row(
        `SELECT id FROM successions WHERE predecessor_id = ? OR successor_id = ?
         UNION ALL SELECT id FROM reform_places WHERE place_id = ?`,
        [id, id, id],
      );
      if (touching) throw new DomainError('territory.used_successions', { name: row.name });
      const obstacle = await this.uses.obstacle(territory, [row]);
      if (obstacle) throw obstacle;
      await this.database.delete(PlaceRow, { id });
      const detail = { code: row.code, before: fieldsOf(row) };
      await this.events.record({ kind: 'territory.place_removed', subject: { type: 'place', id }, detail });
      await this.store.changed([row.code]);
      return row;
    });
  }
}

function refuse(faults: readonly PlaceFault[]): void {
  if (faults.length > 0) throw new InvalidFields(faults.map(asField));
}

function asField({ column, key, params }: PlaceFault): FieldError {
  return { field: column, key: `errors.${key}`, params };
}

function fieldsOf({ name, level, parent_code, valid_from, valid_to }: Place): Omit<PlaceFields, 'code'> {
  return { name, level, parent_code, valid_from, valid_to };
}
