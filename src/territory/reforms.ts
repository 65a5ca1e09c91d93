import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EditConflict, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { dayBefore } from './place.js';
import { draftReform, type ReformDraft, type ReformRequest } from './reform.js';
import { ReformBook } from './reform-book.js';
import { Scopes } from './scope.js';
import { PlaceRow, SuccessionRow } from './territory.entities.js';
import { TerritoryStore } from './territory.store.js';

/**
 * Merging, renaming, splitting and ending places, each as one transaction; and mending what was recorded of them.
 * Undoing one as a whole: reform-undo.ts.
 */
@Injectable()
export class Reforms {
  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
    private readonly book: ReformBook,
  ) {}

  /** What the reform would record, with what stands against it; changes nothing. */
  async draft(request: ReformRequest): Promise<ReformDraft> {
    const scope = await this.scopes.mine();
    const draft = draftReform(scope.territory, await this.store.successions(), request);
    for (const place of draft.predecessors) scope.require(place.id);
    return draft;
  }

  /**
   * Carries a reform out. @returns its id, with which it can be undone, and what it was
   * @throws InvalidFields; DomainError where recorded data would lose its place
   */
  async carryOut(request: ReformRequest): Promise<{ id: number; draft: ReformDraft }> {
    return this.database.transaction(async () => {
      await this.store.lock();
      const draft = await this.draft(request);
      if (draft.faults.length > 0) throw new InvalidFields(draft.faults);
      const id = await this.book.enter(draft);
      if (!request.lives_on) await this.endAll(draft);
      const begun = await this.addPlaces(draft);
      await this.book.begun(id, [...begun.values()]);
      await this.addSuccessions(id, draft, begun);
      await this.events.record({ kind: `territory.${request.kind}`, detail: request });
      await this.store.changed([...draft.predecessors, ...draft.successors].map(({ code }) => code));
      return { id, draft };
    });
  }

  /** Makes a succession the main one of its predecessor on its day. @throws NotFound */
  async makeMain(id: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.store.lock();
      const row = await this.succession(id);
      const { predecessor_id, date } = row;
      await this.database.update(SuccessionRow, { predecessor_id, date }, { main: 0 });
      await this.database.update(SuccessionRow, { id }, { main: 1 });
      await this.followed('territory.succession_main', row);
    });
  }

  /** Takes a succession back; the places stay as they are. @throws NotFound */
  async remove(id: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.store.lock();
      const row = await this.succession(id);
      await this.database.delete(SuccessionRow, { id });
      await this.followed('territory.succession_removed', row);
    });
  }

  /** A recorded succession that touches the reader's territory. @throws NotFound */
  async succession(id: number): Promise<SuccessionRow> {
    const scope = await this.scopes.mine();
    const row = await this.database.row<SuccessionRow>('SELECT * FROM successions WHERE id = ?', [id]);
    if (!row || !(scope.covers(row.predecessor_id) || scope.covers(row.successor_id))) throw new NotFound();
    return row;
  }

  private async followed(kind: string, row: SuccessionRow): Promise<void> {
    const territory = await this.store.territory();
    const codes = [row.predecessor_id, row.successor_id].map((id) => territory.placeById(id)?.code ?? '');
    const detail = { predecessor: codes[0], successor: codes[1], date: row.date };
    await this.events.record({ kind, subject: { type: 'succession', id: row.id }, detail });
    await this.store.changed(codes);
  }

  private async endAll({ predecessors, request }: ReformDraft): Promise<void> {
    for (const { id } of predecessors) {
      const row = await this.database.row<PlaceRow>('SELECT version FROM places WHERE id = ?', [id]);
      const version = row?.version ?? 0;
      const patch = { valid_to: dayBefore(request.date), version: version + 1 };
      if ((await this.database.update(PlaceRow, { id, version }, patch)) === 0) throw new EditConflict();
    }
  }

  /** @returns the ids of the new places, by the ids they had in the draft */
  private async addPlaces({ successors }: ReformDraft): Promise<Map<number, number>> {
    const ids = new Map<number, number>();
    for (const { id, line, ...fields } of successors) {
      if (line === null) continue;
      ids.set(id, await this.database.insertOne(PlaceRow, { ...fields, version: 1 }));
    }
    return ids;
  }

  private async addSuccessions(
    reform_id: number,
    { successions }: ReformDraft,
    ids: ReadonlyMap<number, number>,
  ): Promise<void> {
    const last = await this.database.row<{ position: number | null }>(
      'SELECT MAX(position) AS position FROM successions',
    );
    const first = (last?.position ?? 0) + 1;
    const rows = successions.map((one, index) => ({
      predecessor_id: one.predecessor_id,
      successor_id: ids.get(one.successor_id) ?? one.successor_id,
      date: one.date,
      main: one.main ? 1 : 0,
      position: first + index,
      reform_id,
    }));
    if (rows.length > 0) await this.database.insert(SuccessionRow, rows);
  }
}
