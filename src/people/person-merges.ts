import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { Person, PersonMerge } from './people.entities.js';

type Member = Pick<Person, 'id' | 'ref' | 'unit_code' | 'merged_into_id' | 'version'>;
type Link = Pick<PersonMerge, 'from_id' | 'into_id'>;

const MEMBER = 'SELECT id, ref, unit_code, merged_into_id, version FROM people';

/** A merge as it was recorded, in the words of the files. */
export interface Merged {
  id: number;
  from: string;
  into: string;
  reason: string | null;
  merged_at: string;
}

/**
 * One human being recorded twice. Every record stays as it is; the duplicate points at the record it belongs to, always
 * at the last one, so that counting needs one step. Whatever counts the two hears of it in the same transaction.
 */
@Injectable()
export class PersonMerges {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
    private readonly bus: Bus,
  ) {}

  /**
   * Says that `fromRef` is the same person as `intoRef` (or as whom that one was merged into).
   * @throws NotFound outside the territory; DomainError `people.merge_…` where it cannot be
   */
  async merge(fromRef: string, intoRef: string, reason: string | null): Promise<Merged> {
    const scope = await this.scopes.mine();
    return this.database.transaction(async () => {
      const from = await this.member(scope, 'ref', fromRef);
      const named = await this.member(scope, 'ref', intoRef);
      const into = named.merged_into_id === null ? named : await this.member(scope, 'id', named.merged_into_id);
      if (from.merged_into_id !== null) throw new DomainError('people.merge_already', { ref: from.ref });
      if (from.id === into.id) throw new DomainError('people.merge_self', { ref: from.ref });
      const followers = await this.followers(from.id);
      await this.refuseTwoOrganisations(scope, from, into);
      const merge = { from_id: from.id, into_id: into.id, reason, actor_id: actor()?.user_id ?? null };
      const merged_at = nowIso();
      const id = await this.database.insertOne(PersonMerge, { ...merge, merged_at });
      for (const member of [from, ...followers]) await this.point(member, into.id);
      await this.events.record({
        kind: 'person.merged',
        subject: { type: 'person', id: into.id },
        detail: { merge: id },
      });
      await this.tellOther('person.merged_away', from, id);
      await this.bus.tell('people.merged', { person_ids: [into.id, from.id, ...followers.map((each) => each.id)] });
      return { id, from: from.ref, into: into.ref, reason, merged_at };
    });
  }

  /**
   * Separates the two again; what had been merged into the duplicate before goes back with it.
   * @returns the person that they were, and the code of the record that is its own again
   * @throws NotFound outside the territory; DomainError `people.merge_undone`
   */
  async undo(mergeId: number): Promise<{ into_id: number; ref: string }> {
    const scope = await this.scopes.mine();
    return this.database.transaction(async () => {
      const [merge] = await this.database.rowsForUpdate<PersonMerge>(
        'SELECT id, from_id, into_id, undone_at FROM person_merges WHERE id = ?',
        [mergeId],
      );
      if (!merge) throw new NotFound();
      const from = await this.member(scope, 'id', merge.from_id);
      await this.member(scope, 'id', merge.into_id);
      if (merge.undone_at !== null || from.merged_into_id === null) throw new DomainError('people.merge_undone');
      const survivor = from.merged_into_id;
      await this.database.execute('UPDATE person_merges SET undone_at = ? WHERE id = ?', [nowIso(), mergeId]);
      const returning = await this.returning(from, survivor);
      await this.point(from, null);
      for (const member of returning) await this.point(member, from.id);
      const subject = { type: 'person', id: survivor };
      await this.events.record({ kind: 'person.separated', subject, detail: { merge: mergeId } });
      await this.tellOther('person.own_again', from, mergeId);
      await this.bus.tell('people.merged', { person_ids: [survivor, from.id, ...returning.map((each) => each.id)] });
      return { into_id: survivor, ref: from.ref };
    });
  }

  /** The same on the record that was a duplicate: it has its own history. */
  private async tellOther(kind: string, { id }: Member, merge: number): Promise<void> {
    await this.events.record({ kind, subject: { type: 'person', id }, detail: { merge } });
  }

  /** A record that nobody else merges meanwhile. */
  private async member(scope: Scope, column: 'ref' | 'id', value: string | number): Promise<Member> {
    const [found] = await this.database.rowsForUpdate<Member>(`${MEMBER} WHERE ${column} = ?`, [value]);
    if (!found || !scope.coversCode(found.unit_code)) throw new NotFound();
    return found;
  }

  private followers(id: number): Promise<Member[]> {
    return this.database.rowsForUpdate<Member>(`${MEMBER} WHERE merged_into_id = ?`, [id]);
  }

  /** Of the records that point at the survivor those that came to it by way of `from`. */
  private async returning(from: Member, survivor: number): Promise<Member[]> {
    const members = (await this.followers(survivor)).filter(({ id }) => id !== from.id);
    const links = await this.database.rowsIn<Link>(
      'SELECT from_id, into_id FROM person_merges WHERE undone_at IS NULL AND from_id IN (?)',
      members.map(({ id }) => id),
    );
    const next = new Map(links.map((link) => [link.from_id, link.into_id]));
    return members.filter(({ id }) => leadsTo(next, id, from.id));
  }

  private async point(member: Member, into: number | null): Promise<void> {
    const patch = { merged_into_id: into, version: member.version + 1 };
    await this.database.update(Person, { id: member.id }, patch);
  }

  /** On one roster, in one group, for two organisations: one of the two would be lost without anybody having decided it. */
  private async refuseTwoOrganisations(scope: Scope, from: Member, into: Member): Promise<void> {
    const clash = await this.database.row<{ title: string; place_id: number | null }>(
      `SELECT a.title, a.place_id FROM participations x
       JOIN people px ON px.id = x.person_id AND (px.id = ? OR px.merged_into_id = ?)
       JOIN participations y ON y.activity_id = x.activity_id AND y.group_code = x.group_code
         AND y.organisation_id <> x.organisation_id
       JOIN people py ON py.id = y.person_id AND (py.id = ? OR py.merged_into_id = ?)
       JOIN activities a ON a.id = x.activity_id ORDER BY a.code LIMIT 1`,
      [from.id, from.id, into.id, into.id],
    );
    if (!clash) return;
    const refs = { from: from.ref, into: into.ref };
    if (!scope.covers(clash.place_id)) throw new DomainError('people.merge_organisations_elsewhere', refs);
    throw new DomainError('people.merge_organisations', { ...refs, activity: clash.title });
  }
}

function leadsTo(next: ReadonlyMap<number, number>, start: number, target: number): boolean {
  const seen = new Set<number>();
  for (let at: number | undefined = start; at !== undefined && !seen.has(at); at = next.get(at)) {
    if (at === target) return true;
    seen.add(at);
  }
  return false;
}
