import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { OrganisationsList, type OrganisationRow } from '../people/organisations.list.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';

/** People who are shown of those that came for an organisation before. */
const MOST_SHOWN = 10;

/** Finds organisations, and who came for them. */
@Injectable()
export class RosterOrganisations {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsList,
    private readonly people: PeopleList,
  ) {}

  /** The first organisations of the reader's territory with these words in their name. */
  async named(q: string): Promise<OrganisationRow[]> {
    return (await this.organisations.page({ q, placeId: null, group: '' }, 1)).organisations;
  }

  /** One of the reader's territory. */
  one(id: number): Promise<OrganisationRow | undefined> {
    return this.organisations.one({ id });
  }

  /** Who came for an organisation, whoever came last first, of those who exist for the reader. */
  async cameFor(organisationId: number): Promise<ShownPerson[]> {
    const rows = await this.database.rows<{ person_id: number }>(
      `SELECT COALESCE(pe.merged_into_id, pe.id) AS person_id, MAX(p.id) AS latest
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.organisation_id = ?
       GROUP BY COALESCE(pe.merged_into_id, pe.id) ORDER BY latest DESC LIMIT ${MOST_SHOWN}`,
      [organisationId],
    );
    const people = await this.people.several(rows.map(({ person_id }) => person_id));
    return rows.flatMap(({ person_id }) => people.get(person_id) ?? []);
  }
}
