import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type OrganisationRow, OrganisationsList } from '../people/organisations.list.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import type { Place } from '../territory/place.js';
import { MOST_MEMBERS } from './group-members.js';

/** An organisation with whoever would learn for it; null: the register knows nobody who stands for it. */
export interface LearningOrganisation {
  organisation: OrganisationRow;
  person: ShownPerson | null;
}

/** Finds who would learn for the organisations of a group: enterprises, cooperatives and households are counted, people learn. */
@Injectable()
export class OrganisationLearners {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsList,
    private readonly people: PeopleList,
  ) {}

  /**
   * The organisations of a group at a place or below it, each with whoever came for it last, else its head. One more than can be
   * shown says that there are too many.
   */
  async of(place: Pick<Place, 'id'>, group: string): Promise<LearningOrganisation[]> {
    const found: OrganisationRow[] = [];
    for await (const each of this.organisations.all({ q: '', placeId: place.id, group })) {
      found.push(each);
      if (found.length > MOST_MEMBERS) break;
    }
    const standing = await this.standing(found.map(({ id }) => id));
    const people = await this.people.several([...standing.values()]);
    return found.map((organisation) => {
      const person = standing.get(organisation.id);
      return { organisation, person: (person !== undefined && people.get(person)) || null };
    });
  }

  /** The organisations that are on the roster of an activity, with whomever. */
  async onRoster(activityId: number): Promise<ReadonlySet<number>> {
    const rows = await this.database.rows<{ organisation_id: number }>(
      'SELECT DISTINCT organisation_id FROM participations WHERE activity_id = ? AND organisation_id IS NOT NULL',
      [activityId],
    );
    return new Set(rows.map(({ organisation_id }) => organisation_id));
  }

  /** Who stands for which organisation, by id after merges. */
  private async standing(organisations: number[]): Promise<Map<number, number>> {
    const heads = await this.database.rowsIn<{ organisation_id: number; person_id: number }>(
      `SELECT m.organisation_id, COALESCE(p.merged_into_id, p.id) AS person_id
       FROM organisation_members m JOIN people p ON p.id = m.person_id
       WHERE m.role = 'head' AND m.ended_on IS NULL AND m.organisation_id IN (?)`,
      organisations,
    );
    const came = await this.database.rowsIn<{ organisation_id: number; person_id: number; latest: number }>(
      `SELECT r.organisation_id, COALESCE(p.merged_into_id, p.id) AS person_id, MAX(r.id) AS latest
       FROM participations r JOIN people p ON p.id = r.person_id WHERE r.organisation_id IN (?)
       GROUP BY r.organisation_id, COALESCE(p.merged_into_id, p.id)`,
      organisations,
    );
    // Whoever came goes before the head, and of those who came whoever came last.
    const ordered = [...heads, ...came.toSorted((one, other) => Number(one.latest) - Number(other.latest))];
    return new Map(ordered.map(({ organisation_id, person_id }) => [organisation_id, person_id]));
  }
}
