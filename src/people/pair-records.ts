import { Injectable } from '@nestjs/common';
import { NotFound } from '../errors.js';
import { Groups } from '../territory/groups.js';
import { DistinctPairs } from './distinct-people.js';
import { DuplicateCandidates } from './duplicate-candidates.js';
import type { PairRecord, Side } from './duplicate-pair.page.js';
import { History } from './history.js';
import type { Held } from './pair-desk.js';
import { PeopleList } from './people.list.js';

/** Reads what is known of two records that may be one person. */
@Injectable()
export class PairRecords {
  constructor(
    private readonly candidates: DuplicateCandidates,
    private readonly distinct: DistinctPairs,
    private readonly people: PeopleList,
    private readonly history: History,
    private readonly groups: Groups,
  ) {}

  /** @param held two records of the reader's territory @throws NotFound where one is none by now */
  async of([one, other]: readonly [Held, Held]): Promise<PairRecord> {
    const found = await this.candidates.ofPair(one.id, other.id);
    if (!found) throw new NotFound();
    const hashes = [found.a.national_id_hash, found.b.national_id_hash];
    return {
      sides: [await this.side(one), await this.side(other)],
      reasons: found.reasons,
      sameId: hashes.includes(null) ? null : hashes[0] === hashes[1],
      decision: (await this.distinct.of([one.id, other.id])) ?? null,
      groups: await this.groups.all(),
    };
  }

  private async side({ id, version }: Held): Promise<Side> {
    const person = await this.people.one({ id });
    if (!person) throw new NotFound();
    return { person, version, history: await this.history.ofPerson(id) };
  }
}
