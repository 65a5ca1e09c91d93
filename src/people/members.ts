import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import type { OrganisationMember } from './members.entities.js';
import { PersonNames } from './person-names.js';
import type { NamedPerson } from './privacy.js';

/** As what somebody belongs to an organisation. */
export const MEMBER_ROLES = ['head', 'member', 'worker', 'other'] as const;

/** One membership as far as the reader may know of it. */
export type Membership = Pick<OrganisationMember, 'id' | 'role' | 'since' | 'ended_on'> & {
  /** Null: outside the territory, or names are not for the reader. */
  person: { id: number; name: string } | null;
  organisation: { id: number; name: string } | null;
};

interface Row extends Omit<NamedPerson, 'id'> {
  id: number;
  role: string;
  since: string | null;
  ended_on: string | null;
  person_id: number;
  home: string;
  organisation_id: number;
  organisation_name: string;
  organisation_home: string;
}

const MEMBERS = `SELECT m.id, m.role, m.since, m.ended_on, p.id AS person_id, p.full_name, p.birth_date, p.birth_year,
  p.consent_on, p.unit_code AS home, o.id AS organisation_id, o.name AS organisation_name, o.unit_code AS organisation_home
  FROM organisation_members m JOIN people own ON own.id = m.person_id
  JOIN people p ON p.id = COALESCE(own.merged_into_id, own.id) JOIN organisations o ON o.id = m.organisation_id`;
/** Those who belong to it now come first. */
const ORDER = 'ORDER BY CASE WHEN m.ended_on IS NULL THEN 0 ELSE 1 END';

/** Reads who belongs to which organisation. */
@Injectable()
export class Members {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  /** The people of an organisation, now and before, by given name. */
  async ofOrganisation(id: number): Promise<Membership[]> {
    return this.shown(await this.database.rows<Row>(`${MEMBERS} WHERE o.id = ? ${ORDER}, p.sort_key, m.id`, [id]));
  }

  /** The organisations of a person, by whichever record, now and before. */
  async ofPerson(id: number): Promise<Membership[]> {
    return this.shown(await this.database.rows<Row>(`${MEMBERS} WHERE p.id = ? ${ORDER}, o.sort_key, m.id`, [id]));
  }

  private async shown(rows: Row[]): Promise<Membership[]> {
    const scope = await this.scopes.mine();
    const named = actorMay('person.read') ? rows.filter(({ home }) => scope.coversCode(home)) : [];
    const names = await this.names.of(named.map((row) => ({ ...row, id: row.person_id })));
    return rows.map((row) => membership(row, scope, names.get(row.person_id)));
  }
}

function membership(row: Row, scope: Scope, name: string | undefined): Membership {
  const { id, role, since, ended_on, person_id, organisation_id, organisation_name, organisation_home } = row;
  return {
    ...{ id, role, since, ended_on },
    person: name === undefined ? null : { id: person_id, name },
    organisation: scope.coversCode(organisation_home) ? { id: organisation_id, name: organisation_name } : null,
  };
}
