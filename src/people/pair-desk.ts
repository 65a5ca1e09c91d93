import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { Scopes } from '../territory/scope.js';
import { DistinctPairs, type Pair } from './distinct-people.js';
import type { Person } from './people.entities.js';
import { PersonMerges } from './person-merges.js';

/** A record of a pair as it stands, held until the transaction ends. */
export type Held = Pick<Person, 'id' | 'ref' | 'unit_code' | 'merged_into_id' | 'version'>;

/** What a merge by page came to; without a merge: the two were one person already. */
export interface MergedPair {
  into_id: number;
  ref: string;
  merge: number | null;
}

const HELD = 'SELECT id, ref, unit_code, merged_into_id, version FROM people';

/** What is decided about two records that may be one person, as they were looked at. */
@Injectable()
export class PairDesk {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly merges: PersonMerges,
    private readonly distinct: DistinctPairs,
  ) {}

  /** Two records of the reader's territory, the one recorded first before the other. @throws NotFound */
  async open(pair: Pair): Promise<readonly [Held, Held]> {
    return this.judged(await this.database.rows<Held>(`${HELD} WHERE id IN (?, ?) ORDER BY id`, [...pair]));
  }

  /**
   * Merges two records by the one writer of merges. Sent again it merges nothing.
   * @param keep which of the two the person is from now on
   * @param seen their versions as they were looked at
   * @throws NotFound; EditConflict where a record changed since; DomainError where it cannot be
   */
  async merge(pair: Pair, keep: number, seen: readonly string[], reason: string | null): Promise<MergedPair> {
    return this.database.transaction(async () => {
      const held = await this.hold(pair);
      const [from, into] = held[0].id === keep ? [held[1], held[0]] : held;
      if (personOf(from) === personOf(into)) return { into_id: personOf(into), ref: from.ref, merge: null };
      refuseChanged(held, seen);
      if (await this.distinct.of(pair)) throw new DomainError('people.merge_distinct');
      const { id } = await this.merges.merge(from.ref, into.ref, reason);
      return { into_id: into.id, ref: from.ref, merge: id };
    });
  }

  /** Notes that the two are two people; once, however often it is sent. @throws as `merge` */
  async part(pair: Pair, seen: readonly string[]): Promise<void> {
    await this.database.transaction(async () => {
      const held = await this.hold(pair);
      if (personOf(held[0]) === personOf(held[1])) throw new EditConflict('people.merge_self', { ref: held[0].ref });
      refuseChanged(held, seen);
      await this.distinct.note(pair);
    });
  }

  /** Takes back that the two are two people. @throws NotFound */
  async unpart(pair: Pair): Promise<void> {
    await this.database.transaction(async () => {
      await this.hold(pair);
      await this.distinct.withdraw(pair);
    });
  }

  private async hold(pair: Pair): Promise<readonly [Held, Held]> {
    return this.judged(await this.database.rowsForUpdate<Held>(`${HELD} WHERE id IN (?, ?) ORDER BY id`, [...pair]));
  }

  private async judged([one, other]: Held[]): Promise<readonly [Held, Held]> {
    const scope = await this.scopes.mine();
    if (!one || !other || ![one, other].every((each) => scope.coversCode(each.unit_code))) throw new NotFound();
    return [one, other];
  }
}

/** The person that a record is. */
export function personOf({ id, merged_into_id }: Held): number {
  return merged_into_id ?? id;
}

function refuseChanged(held: readonly Held[], seen: readonly string[]): void {
  const merged = held.find(({ merged_into_id }) => merged_into_id !== null);
  if (merged) throw new EditConflict('people.merge_already', { ref: merged.ref });
  if (held.some(({ version }, at) => String(version) !== seen[at])) throw new EditConflict('people.pair_changed');
}
