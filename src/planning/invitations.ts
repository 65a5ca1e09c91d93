import { Injectable } from '@nestjs/common';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { RosterDesk } from '../activities/roster-desk.js';
import { Seats } from '../activities/seats.js';
import { SubjectNames } from '../coverage/subject-names.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { organisationSortKey, personSortKey } from '../people/sort-key.js';
import { type Ahead, indicatorOf, toInvite } from './planner.js';

/** Somebody who could be invited. */
export interface Guest {
  subject_id: number;
  organisation: boolean;
  ref: string;
  name: string;
  home: string;
  /** Who would come: the person itself, of an organisation whoever came for it last; null: nobody is known. */
  person: ShownPerson | null;
  /** Ids of the planned activities on whose roster it is already. */
  enrolled: number[];
}

/** The lists of those to invite. */
@Injectable()
export class Invitations {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly desk: RosterDesk,
    private readonly seats: Seats,
    private readonly people: PeopleList,
    private readonly subjects: SubjectNames,
  ) {}

  /**
   * The known subjects of a group that are not counted yet, with their names as the reader may see them: those who are
   * on no roster of a planned activity first, then by home and in Vietnamese order.
   */
  async list(ahead: Ahead, group: string): Promise<Guest[]> {
    const { view, enrolled } = ahead;
    const found = toInvite(ahead, indicatorOf(view), group, view.place);
    const organisation = view.words.counts(group) === 'organisations';
    const people = await this.people.several(found.flatMap(({ person_id }) => person_id ?? []));
    const organisations = organisation ? await this.subjects.organisations(found.map((each) => each.subject_id)) : null;
    const rosters = Map.groupBy(
      enrolled.filter(({ group_code }) => group_code === group),
      ({ subject_id }) => subject_id,
    );
    const guests = found.flatMap(({ subject_id, person_id, home }): Guest[] => {
      const person = person_id === null ? null : (people.get(person_id) ?? null);
      const named = organisations
        ? organisations.get(subject_id)
        : person && { ref: person.ref, name: person.full_name };
      if (!named) return [];
      const own = rosters.get(subject_id)?.map(({ activity_id }) => activity_id) ?? [];
      return [{ subject_id, organisation, ref: named.ref, name: named.name ?? '', home, person, enrolled: own }];
    });
    return inOrder(guests);
  }

  /**
   * Puts guests of a list on the roster of a planned activity, all or none; who is on one already is left alone.
   * @param chosen ids of subjects; null: the whole list
   * @returns how many were added @throws NotFound, DomainError where there are not enough places
   */
  async enrol(ahead: Ahead, group: string, code: string, chosen: ReadonlySet<number> | null): Promise<number> {
    const indicator = indicatorOf(ahead.view).code;
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const guests = (await this.list(ahead, group)).filter(
        ({ subject_id, enrolled, person }) =>
          person !== null && enrolled.length === 0 && (chosen === null || chosen.has(subject_id)),
      );
      await this.requirePlaces(activity, guests);
      const rows = guests.map(({ person, organisation, ref }) => ({
        person: person?.ref,
        group,
        organisation: organisation ? ref : null,
      }));
      return this.desk.enrolAll(activity, rows, { kind: 'participation.invited', detail: { indicator, group } });
    });
  }

  /** @throws DomainError where more people would come than there are places */
  private async requirePlaces(activity: OpenActivity, guests: readonly Guest[]): Promise<void> {
    const { taken, free } = await this.seats.of(activity);
    if (free === null) return;
    const coming = new Set(guests.flatMap(({ person }) => (person && !taken.has(person.id) ? [person.id] : [])));
    if (coming.size > free) throw new DomainError('planner.too_many', { count: coming.size, free });
  }
}

/** Those on no roster yet first, then by home, then in the order of Vietnamese lists. */
function inOrder(guests: Guest[]): Guest[] {
  const keyed = guests.map((guest) => {
    const key = guest.organisation ? organisationSortKey(guest.name) : personSortKey(guest.name);
    return { guest, key: `${guest.enrolled.length === 0 ? 0 : 1} ${guest.home} ${key}` };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.guest.subject_id - b.guest.subject_id));
  return keyed.map(({ guest }) => guest);
}
