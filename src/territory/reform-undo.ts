import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { type DraftPlace, DraftTree } from './draft-tree.js';
import { dayBefore, type Place } from './place.js';
import { PlaceUses } from './place-uses.js';
import { type Reform, ReformBook } from './reform-book.js';
import { Scopes } from './scope.js';
import { PlaceRow, type SuccessionRow } from './territory.entities.js';
import { TerritoryStore } from './territory.store.js';
import type { Territory } from './tree.js';

/**
 * Undoing a reform as a whole: its successions go, the places it ended are as long as they were, the places it began
 * go too. What was derived follows as it does for a reform. Refused where something has come since that hangs on it.
 */
@Injectable()
export class ReformUndo {
  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly scopes: Scopes,
    private readonly book: ReformBook,
    private readonly uses: PlaceUses,
    private readonly events: EventLog,
  ) {}

  /** @returns what was undone @throws NotFound; DomainError with what stands against it */
  async undo(id: number): Promise<Reform> {
    return this.database.transaction(async () => {
      const territory = await this.store.lock();
      const reform = await this.book.one(territory, id);
      const scope = await this.scopes.mine();
      for (const { place } of reform.predecessors) scope.require(place.id);
      await this.refuseLater(territory, reform);
      const obstacle = await this.uses.obstacle(territory, reform.begun, reform.marks);
      if (obstacle) throw obstacle;
      const reopened = reopenedBy(reform);
      await this.refuseTree(territory, reform, reopened);
      await this.book.remove(id);
      for (const place of reform.begun) await this.database.delete(PlaceRow, { id: place.id });
      for (const { id: placeId, valid_to } of reopened) await this.reopen(placeId, valid_to);
      await this.followed(reform);
      return reform;
    });
  }

  /** A later act that touches what this one did must be undone first. */
  private async refuseLater(territory: Territory, { id, date, begun, predecessors }: Reform): Promise<void> {
    const begunIds = new Set(begun.map((place) => place.id));
    const endedIds = new Set(predecessors.map(({ place }) => place.id));
    const other = (await this.database.rows<SuccessionRow>('SELECT * FROM successions ORDER BY position')).find(
      ({ reform_id, predecessor_id, successor_id, date: day }) =>
        reform_id !== id &&
        (begunIds.has(predecessor_id) || begunIds.has(successor_id) || (endedIds.has(predecessor_id) && day === date)),
    );
    const name = (placeId: number): string => territory.placeById(placeId)?.name ?? '';
    if (other) {
      const params = { from: name(other.predecessor_id), to: name(other.successor_id), day: other.date };
      throw new DomainError('territory.undo_succession', params);
    }
    const ended = await this.database.rowsIn<{ reform_id: number; place_id: number }>(
      'SELECT reform_id, place_id FROM reform_places WHERE place_id IN (?)',
      [...begunIds],
    );
    const later = ended.find(({ reform_id }) => reform_id !== id);
    if (later) throw new DomainError('territory.undo_later', { name: name(later.place_id) });
  }

  /** The rules of the territory over all places as they would be again. */
  private async refuseTree(territory: Territory, { begun }: Reform, reopened: DraftPlace[]): Promise<void> {
    const changed = new Set([...begun, ...reopened].map(({ id }) => id));
    const untouched = territory.places.filter(({ id }) => !changed.has(id)).map((place) => ({ ...place, line: null }));
    const [fault] = new DraftTree([...untouched, ...reopened], await this.store.successions()).faults();
    if (fault) throw new DomainError(fault.key, fault.params);
  }

  private async reopen(id: number, valid_to: string): Promise<void> {
    await this.database.execute('UPDATE places SET valid_to = ?, version = version + 1 WHERE id = ?', [valid_to, id]);
  }

  private async followed({ kind, date, predecessors, begun, successors }: Reform): Promise<void> {
    const codesOf = (places: Place[]): string[] => places.map(({ code }) => code);
    const from = codesOf(predecessors.map(({ place }) => place));
    const detail = { reform: kind, date, predecessors: from, begun: codesOf(begun) };
    await this.events.record({ kind: 'territory.reform_undone', detail });
    await this.store.changed([...from, ...codesOf([...begun, ...successors])]);
  }
}

/** The ended places with the last day they had before; one that was corrected since keeps its correction. */
function reopenedBy({ date, predecessors }: Reform): DraftPlace[] {
  return predecessors
    .filter(({ place, lastDay }) => place.valid_to === dayBefore(date) && lastDay !== place.valid_to)
    .map(({ place, lastDay }, index) => ({ ...place, valid_to: lastDay, line: index + 1 }));
}
