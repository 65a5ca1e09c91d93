import type { Scope } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import type { Activity } from './activities.entities.js';

/** A condition with what fills its question marks. */
export interface Condition {
  sql: string;
  params: (string | number)[];
}

const EVERYTHING: Condition = { sql: '1 = 1', params: [] };

/**
 * The activities that exist for a reader: those at a place inside the territory, and those on whose roster somebody is
 * from inside. Found once by the places of the territory, so that it costs what there is inside and not what there is. One
 * level deeper than it needs to be: MariaDB would ask for a union again for each row. `a` is the table of activities.
 */
export function activityVisible(scope: Scope): Condition {
  if (scope.everywhere) return EVERYTHING;
  const own = scope.wherePlace('va.place_id');
  const roster = scope.wherePlace('vp.place_id');
  const sql = `a.id IN (SELECT v.id FROM (SELECT va.id FROM activities va WHERE ${own.sql}
    UNION SELECT vp.activity_id FROM participations vp WHERE ${roster.sql}) v)`;
  return { sql, params: [...own.params, ...roster.params] };
}

/** The same, asked of one activity that is not inside: only its roster is looked at. */
export function rosterReaches(scope: Scope): Condition {
  const { sql, params } = scope.wherePlace('vp.place_id');
  return { sql: `EXISTS (SELECT 1 FROM participations vp WHERE vp.activity_id = a.id AND ${sql})`, params };
}

/**
 * The rows of a roster that exist for a reader: all of an activity inside the territory, of any other those who come
 * from inside. `a` is the table of activities, `p` that of participations.
 */
export function participationVisible(scope: Scope): Condition {
  if (scope.everywhere) return EVERYTHING;
  const own = scope.wherePlace('a.place_id');
  const roster = scope.wherePlace('p.place_id');
  return { sql: `(${own.sql} OR ${roster.sql})`, params: [...own.params, ...roster.params] };
}

/** As `participationVisible` for the roster of one activity: one that is inside is known as a whole. */
export function rosterVisible(scope: Scope, { place_id }: Pick<Activity, 'place_id'>): Condition {
  return scope.covers(place_id) ? EVERYTHING : scope.wherePlace('p.place_id');
}

/** As `headcountVisible` for the headcounts of one activity. */
export function headcountsVisible(scope: Scope, { place_id }: Pick<Activity, 'place_id'>): Condition {
  return scope.covers(place_id) ? EVERYTHING : scope.wherePlace('h.place_id');
}

/** As for rosters: all headcounts of an activity inside, of any other those of places inside. `h`: headcounts. */
export function headcountVisible(scope: Scope): Condition {
  if (scope.everywhere) return EVERYTHING;
  const own = scope.wherePlace('a.place_id');
  const counted = scope.wherePlace('h.place_id');
  return { sql: `(${own.sql} OR ${counted.sql})`, params: [...own.params, ...counted.params] };
}

/** Whether the reader may see rosters by name. */
export function mayReadRoster(): boolean {
  return actorMay('roster.read');
}
