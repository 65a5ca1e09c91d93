import { Injectable } from '@nestjs/common';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { ActivityRecords } from './activity-records.js';
import type { Coming } from './roster-desk.js';

/** More are not chosen one by one on a page: a smaller place, or a file. */
export const MOST_CANDIDATES = 400;

/** Where candidates come from: a place with all below it, such as a school class, or the roster of another activity. */
export type Source = { placeId: number; group: string } | { activity: string };

/** Somebody who may be meant; `key` tells them from the others of one source. */
export interface Candidate extends Coming {
  key: string;
  person: ShownPerson;
  organisation: (Coming['organisation'] & { name: string }) | null;
}

/** Finds whole cohorts and whole rosters, to be put on another roster. */
@Injectable()
export class RosterCandidates {
  constructor(
    private readonly people: PeopleList,
    private readonly records: ActivityRecords,
  ) {}

  /**
   * Everybody of a source who exists for the reader, in its order; one more than can be chosen from says that there are
   * too many. @throws NotFound
   */
  of(source: Source): Promise<Candidate[]> {
    return 'activity' in source ? this.ofActivity(source.activity) : this.ofPlace(source.placeId, source.group);
  }

  private async ofPlace(placeId: number, group: string): Promise<Candidate[]> {
    const found: Candidate[] = [];
    for await (const person of this.people.all({ q: '', placeId })) {
      found.push({ key: String(person.id), person, group, organisation: null });
      if (found.length > MOST_CANDIDATES) break;
    }
    return found;
  }

  private async ofActivity(code: string): Promise<Candidate[]> {
    const activity = await this.records.activity(code);
    const roster = await this.records.roster(activity, true);
    const people = await this.people.several(roster.map(({ person_id }) => person_id));
    const refs = await this.records.organisationRefs(roster);
    return roster.flatMap((line): Candidate[] => {
      const person = people.get(line.person_id);
      const { organisation_id: id, organisation: name } = line;
      const ref = id === null ? undefined : refs.get(id);
      if (!person || (id !== null && ref === undefined)) return [];
      const organisation = id === null ? null : { id, ref: ref ?? '', name: name ?? '' };
      return [{ key: String(line.participation_id), person, group: line.group_code, organisation }];
    });
  }
}
