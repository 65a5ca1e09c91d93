import type { ShownPerson } from '../people/people.list.js';
import { paths } from '../web/paths.js';
import type { ActivityWords } from './activity-words.js';
import { personPick } from './roster-additions.page.js';
import { KNOWN_FORM } from './typing-links.js';

/** What was asked for while typing, and whom it found. */
export interface Known {
  code: string;
  q: string;
  group: string;
  /** The number of the session at whose door somebody stands; empty: nobody does. */
  session: string;
  /** Whether a new person is typed, who may be one of these. */
  like: boolean;
  people: readonly ShownPerson[];
  /** Whether there are more than are shown. */
  more: boolean;
  /** Ids of those who are on the roster in that group. */
  there: ReadonlySet<number>;
}

/** The people found while somebody types, each with a button; the first line says how many. */
export function rosterKnownPart(words: ActivityWords, known: Known): object {
  const { code, q, group, session, like, people, there } = known;
  return {
    said: saidOf(words, known),
    people: people.map((person) => personPick(words, person, there)),
    additions: paths.activityRosterAdditions(code),
    q,
    group,
    session,
    form: like ? KNOWN_FORM : null,
  };
}

function saidOf(words: ActivityWords, { like, people, more }: Known): string {
  const params = { count: people.length };
  if (like) return people.length === 0 ? '' : words.say('typing.like', params);
  if (people.length === 0) return words.say('nobody_found');
  return more ? words.say('typing.more', params) : words.say('typing.found', params);
}
