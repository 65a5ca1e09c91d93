import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound, unlessGone } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { OrganisationMember } from './members.entities.js';
import { OrganisationsList } from './organisations.list.js';
import { PeopleList } from './people.list.js';

/** Somebody who belongs to an organisation, as a form says it. */
export type MemberInput = Pick<OrganisationMember, 'person_id' | 'role' | 'since'>;

/** Recording who belongs to an organisation. */
@Injectable()
export class MemberDesk {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsList,
    private readonly people: PeopleList,
    private readonly events: EventLog,
  ) {}

  /** A membership of an organisation of the reader's territory. @throws NotFound */
  async open(organisationId: number, memberId: number): Promise<OrganisationMember> {
    await this.organisation(organisationId);
    const sql = 'SELECT * FROM organisation_members WHERE id = ? AND organisation_id = ?';
    const found = await this.database.row<OrganisationMember>(sql, [memberId, organisationId]);
    if (!found) throw new NotFound();
    return found;
  }

  /**
   * Adds somebody of the register. Who belongs to it already in that role is not added again, however often it is sent.
   * @throws NotFound where either is outside the territory
   */
  async add(organisation_id: number, input: MemberInput): Promise<void> {
    await this.database.transaction(async () => {
      await this.lock(organisation_id);
      const person = await this.people.one({ id: input.person_id });
      if (!person || person.merged_into_id !== null) throw new NotFound();
      const { role, since } = input;
      const [there] = await this.database.rowsForUpdate<{ id: number }>(
        `SELECT id FROM organisation_members
         WHERE organisation_id = ? AND person_id = ? AND role = ? AND ended_on IS NULL`,
        [organisation_id, person.id, role],
      );
      if (there) return;
      const recorded = { author_id: actor()?.user_id ?? null, recorded_at: nowIso() };
      const row = { organisation_id, person_id: person.id, role, since, ...recorded };
      const id = await this.database.insertOne(OrganisationMember, row);
      await this.tell('organisation.member_added', organisation_id, { member: id, person: person.id, role, since });
    });
  }

  /** Says on which day somebody belonged to it last. @throws NotFound; DomainError where another end is recorded already */
  async end(organisationId: number, memberId: number, ended_on: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.lock(organisationId);
      const { person_id, ended_on: before } = await this.open(organisationId, memberId);
      if (before === ended_on) return;
      if (before !== null) throw new DomainError('organisations.member_ended', { date: before });
      await this.database.update(OrganisationMember, { id: memberId }, { ended_on });
      const detail = { member: memberId, person: person_id, ended_on };
      await this.tell('organisation.member_ended', organisationId, detail);
    });
  }

  /** Takes away what was entered by mistake; what it was stays in the event. @throws NotFound, AlreadyDone */
  async remove(organisationId: number, memberId: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.lock(organisationId);
      const { person_id, role, since, ended_on } = await this.open(organisationId, memberId).catch(unlessGone);
      await this.database.delete(OrganisationMember, { id: memberId });
      const before = { member: memberId, person: person_id, role, since, ended_on };
      await this.tell('organisation.member_removed', organisationId, before);
    });
  }

  /** An organisation that nobody else changes the members of before this is done. */
  private async lock(id: number): Promise<void> {
    await this.database.rowsForUpdate('SELECT id FROM organisations WHERE id = ?', [id]);
    await this.organisation(id);
  }

  private async organisation(id: number): Promise<void> {
    if (!(await this.organisations.one({ id }))) throw new NotFound();
  }

  private async tell(kind: string, id: number, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'organisation', id }, detail });
  }
}
