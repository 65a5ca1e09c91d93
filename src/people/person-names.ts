import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { actor, type Principal } from '../web/actor.js';
import { CHILD_GROUP, hasHiddenName, isUnderAge, type NamedPerson, personRights, shownName } from './privacy.js';

/** Names as the person acting may see them: the one way by which names reach a list, a page, a file or an answer. */
@Injectable()
export class PersonNames {
  constructor(private readonly database: Database) {}

  /**
   * The name to show for each person, by id. At most two queries, whatever the number of people.
   * @param people rows of the table of people, each with the columns of `NamedPerson`
   */
  async of(people: readonly NamedPerson[]): Promise<Map<number, string>> {
    const rights = personRights(actor());
    const day = today();
    const children = rights.childName ? new Set<number>() : await this.onChildRosters(people, day);
    return new Map(people.map((person) => [person.id, shownName(person, rights, children.has(person.id), day)]));
  }

  /**
   * The ids of the people whose full name a reader may not see. At most two queries.
   * @param reader whoever acts, unless it is shown to somebody else
   */
  async keptBack(
    people: readonly NamedPerson[],
    reader: Pick<Principal, 'role'> | null = actor(),
  ): Promise<ReadonlySet<number>> {
    if (personRights(reader).childName) return new Set();
    const day = today();
    const children = await this.onChildRosters(people, day);
    const hidden = people.filter((person) => hasHiddenName(person, children.has(person.id), day));
    return new Set(hidden.map(({ id }) => id));
  }

  /** Whether somebody is a child: under 16, or where no birth is known on a roster of children. */
  async isChild(person: NamedPerson): Promise<boolean> {
    const known = isUnderAge(person, today());
    return known ?? (await this.onChildRosters([{ ...person, consent_on: null }], today())).has(person.id);
  }

  /** Of the people of whom no birth and no consent is known, those on a roster of children, by whichever record. */
  private async onChildRosters(people: readonly NamedPerson[], day: string): Promise<Set<number>> {
    const unknown = people.filter((each) => each.consent_on === null && isUnderAge(each, day) === undefined);
    if (unknown.length === 0) return new Set();
    const ids = [...new Set(unknown.map(({ id }) => id))];
    const own = await this.database.rowsIn<{ id: number }>(
      `SELECT DISTINCT person_id AS id FROM participations WHERE group_code = '${CHILD_GROUP}' AND person_id IN (?)`,
      ids,
    );
    const merged = await this.database.rowsIn<{ id: number }>(
      `SELECT DISTINCT p.merged_into_id AS id FROM people p JOIN participations c ON c.person_id = p.id
       WHERE c.group_code = '${CHILD_GROUP}' AND p.merged_into_id IN (?)`,
      ids,
    );
    return new Set([...own, ...merged].map(({ id }) => id));
  }
}
