import { placeAsked } from '../people/homes.js';
import { today } from '../config/clock.js';
import type { Scope, Scopes } from '../territory/scope.js';
import { textAsked } from '../web/pager.js';
import type { EnrolledLearner, EnrolmentRecord } from './enrolment-records.js';
import { isOverdue } from './progress-rows.js';

/** Which learners are looked at. */
export const STANDS = ['all', 'not_begun', 'behind', 'overdue', 'learning', 'done'] as const;
export type Stand = (typeof STANDS)[number];

/** Those who can be written to: whoever is done needs nothing. */
export const OPEN_STANDS = STANDS.filter((stand): stand is Exclude<Stand, 'done'> => stand !== 'done');

/** What the grid is narrowed to. */
export interface EnrolmentFilter {
  stand: Stand;
  place: string;
  group: string;
}

/** What an address, or a form that carries it along, asks for. */
export function filterOf(asked: Record<string, unknown>): EnrolmentFilter {
  const stand = STANDS.find((each) => each === asked.stand) ?? 'all';
  return { stand, place: textAsked(asked.place), group: textAsked(asked.group) };
}

/** To whom an address or a form wants to write: those who are behind, unless it says something else. */
export function messageFilterOf(asked: Record<string, unknown>): EnrolmentFilter {
  const stand = OPEN_STANDS.find((each) => each === asked.stand) ?? 'behind';
  return { ...filterOf(asked), stand };
}

/** A filter as an address has it. */
export function askedOf({ stand, place, group }: EnrolmentFilter): Record<string, string | undefined> {
  return { stand: stand === 'all' ? undefined : stand, place, group };
}

/** The territory of a place asked for; null: none was. @throws NotFound outside one's own */
export async function belowPlace(scopes: Scopes, { place: code }: EnrolmentFilter): Promise<Scope | null> {
  const place = placeAsked(await scopes.mine(), code);
  return place === null ? null : scopes.of({ place_id: place });
}

/** The learners that a filter keeps. @param below the territory of the place asked for; null: none was */
export function shownLearners(
  { learners }: EnrolmentRecord,
  { stand, group }: EnrolmentFilter,
  below: Scope | null,
): EnrolledLearner[] {
  return learners.filter(
    (each) =>
      isIn(stand, each) &&
      (group === '' || each.groups.includes(group)) &&
      (below === null || below.coversCode(each.person.unit_code)),
  );
}

/** Whether somebody stands so. */
export function isIn(stand: Stand, { enrolment, progress, behind }: EnrolledLearner): boolean {
  const isDone = enrolment.completed_on !== null;
  switch (stand) {
    case 'all':
      return true;
    case 'done':
      return isDone;
    case 'behind':
      return behind;
    case 'overdue':
      return isOverdue(enrolment, today());
    case 'not_begun':
      return !isDone && progress.touched_at === null;
    case 'learning':
      return !isDone && progress.touched_at !== null;
  }
}
