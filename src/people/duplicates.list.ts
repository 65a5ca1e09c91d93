import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { ActivityCounts } from './activity-counts.js';
import { type Candidates, DuplicateCandidates } from './duplicate-candidates.js';
import { type Decision, DistinctPairs } from './distinct-people.js';
import type { Reason } from './likeness.js';
import { PeopleList, type ShownPerson } from './people.list.js';

/** Two records that may be one person, as a list shows them. */
export interface ShownPair {
  people: readonly [ShownPerson, ShownPerson];
  /** How many activities each took part in. */
  activities: readonly [number, number];
  reasons: readonly Reason[];
  /** That they are two, where it was decided. */
  decision: Decision | null;
}

/** A page of pairs. */
export interface PairList {
  pairs: ShownPair[];
  total: number;
  /** There may be more than were looked at: a narrower place shows them. */
  more: boolean;
}

/** What the list is narrowed to: one sign, a place that both live in. */
export interface PairFilter {
  reason: Reason | null;
  placeId: number | null;
}

/** People whom a page offers to look at beside one. */
const MOST_BESIDE = 5;

/** Possible duplicates of the reader's territory, found when they are asked for; for those who may merge. */
@Injectable()
export class DuplicatesList {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly candidates: DuplicateCandidates,
    private readonly distinct: DistinctPairs,
    private readonly people: PeopleList,
    private readonly counts: ActivityCounts,
  ) {}

  /** A page of the pairs to look at, the strongest signs first. */
  async page({ reason, placeId }: PairFilter, page: number): Promise<PairList> {
    const scope = await this.scope(placeId);
    return this.database.snapshot(async () => {
      const { pairs, more } = await this.candidates.within(scope, reason);
      const isDecided = await this.distinct.within(scope);
      const open = pairs.filter(({ a, b }) => !isDecided(a.id, b.id));
      const before = offsetOf({ page, total: open.length });
      const shown = await this.shown(open.slice(before, before + LIST_PAGE).map(asPair));
      return { pairs: shown, total: open.length, more };
    });
  }

  /** A page of the pairs that were found to be two people, the latest first. */
  async decided(placeId: number | null, page: number): Promise<PairList> {
    const scope = await this.scope(placeId);
    return this.database.snapshot(async () => {
      const { pairs, total } = await this.distinct.page(scope, LIST_PAGE, (all) => offsetOf({ page, total: all }));
      const decided = pairs.map(({ person_id, other_id, ...decision }) => ({
        ids: [person_id, other_id] as const,
        ...{ reasons: [], decision },
      }));
      return { pairs: await this.shown(decided), total, more: false };
    });
  }

  /** Who may be the same person as somebody, the strongest signs first; a few. */
  async beside(id: number): Promise<{ person: ShownPerson; reasons: readonly Reason[] }[]> {
    const scope = await this.scope(null);
    return this.database.snapshot(async () => {
      const found = await this.candidates.beside(scope, id);
      const isDecided = found.length > 0 ? await this.distinct.beside(id) : () => false;
      const open = found.filter(({ a, b }) => !isDecided(a.id, b.id)).slice(0, MOST_BESIDE);
      const people = await this.people.several(open.map(({ a, b }) => (a.id === id ? b.id : a.id)));
      return open.flatMap(({ a, b, reasons }) => {
        const person = people.get(a.id === id ? b.id : a.id);
        return person ? [{ person, reasons }] : [];
      });
    });
  }

  private scope(placeId: number | null): Promise<Scope> {
    return placeId === null ? this.scopes.mine() : this.scopes.of({ place_id: placeId });
  }

  private async shown(pairs: readonly FoundPair[]): Promise<ShownPair[]> {
    const ids = pairs.flatMap((pair) => [...pair.ids]);
    const people = await this.people.several(ids);
    const counts = await this.counts.of(ids);
    return pairs.flatMap(({ ids: [one, other], reasons, decision }) => {
      const [a, b] = [people.get(one), people.get(other)];
      if (!a || !b) return [];
      return [{ people: [a, b], activities: [counts.get(one) ?? 0, counts.get(other) ?? 0], reasons, decision }];
    });
  }
}

interface FoundPair {
  ids: readonly [number, number];
  reasons: readonly Reason[];
  decision: Decision | null;
}

function asPair({ a, b, reasons }: Candidates): FoundPair {
  return { ids: [a.id, b.id], reasons, decision: null };
}
