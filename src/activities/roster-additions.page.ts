import { homeWords } from '../people/homes.js';
import type { ShownPerson } from '../people/people.list.js';
import { bornWords } from '../people/people.page.js';
import { groupName } from '../territory/groups.js';
import { placeLabel, placeSuggestions } from '../territory/place-choice.js';
import { newFormKey } from '../web/form-key.js';
import { paths } from '../web/paths.js';
import type { ActivityRecord } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { LIST_LIMITS } from './list-file.js';
import { groupsOfPersons } from './roster-groups.js';
import { typingLinks } from './typing-links.js';
import { rosterCrumbs } from './crumbs.js';

/** What the page of additions is asked for and has found. */
export interface Additions {
  q: string;
  group: string;
  /** The session at which somebody stands in the hall, so that they are noted as present too; null: none. */
  session: number | null;
  /** People of the register that the search found; null: nothing was searched. */
  found: readonly ShownPerson[] | null;
  /** People whose name somebody new has too. */
  similar: readonly ShownPerson[];
  typed: Record<string, unknown>;
}

/** Somebody of the register by search, or somebody new, onto the roster. */
export function rosterAdditionsPage(words: ActivityWords, record: ActivityRecord, additions: Additions): object {
  const { activity, roster, groups } = record;
  const { q, group, session, found, similar, typed } = additions;
  const there = new Set(roster.filter((each) => each.group_code === group).map(({ person_id }) => person_id));
  const line = (person: ShownPerson): object => personPick(words, person, there);
  return {
    title: words.say('add_title', { title: activity.title }),
    narrow: true,
    crumbs: [...rosterCrumbs(words, activity), { text: words.say('add') }],
    heading: words.say('add'),
    lede: activity.title,
    search: paths.activityRosterAdditions(activity.code),
    additions: paths.activityRosterAdditions(activity.code),
    newcomers: paths.activityRosterNewcomers(activity.code),
    lines: paths.activityRosterLines(activity.code),
    listKilobytes: LIST_LIMITS.bytes / 1024,
    typing: typingLinks(activity.code, session),
    q,
    group,
    session,
    walkIn: session === null ? null : words.say('walk_in_to', { number: String(session) }),
    candidatesHref: paths.activityRosterCandidates(activity.code),
    organisationsHref: paths.activityRosterOrganisations(activity.code),
    groups: groupsOfPersons(groups).map((each) => ({ value: each.code, text: groupName(each, words.locale) })),
    found: found?.map(line),
    none: found?.length === 0,
    similar: similar.map(line),
    places: placeSuggestions(words.scope, words.locale),
    formKey: newFormKey(),
    typed: { group, full_name: q, lines_unit: usualHome(words, record), ...typed },
  };
}

/** Somebody to put on a roster, as the partial `picks` shows them. @param there ids of those who are on it */
export function personPick(words: ActivityWords, person: ShownPerson, there: ReadonlySet<number>): object {
  return {
    id: person.id,
    name: person.full_name,
    about: [homeWords(words.scope, person.unit_code).text, bornWords(words.locale, person)].filter(Boolean).join(', '),
    there: there.has(person.id),
  };
}

/** Where most people of an activity come from, as a field for a place says it. */
export function usualHome({ scope }: ActivityWords, { activity }: ActivityRecord): string {
  const place = activity.place_id === null ? undefined : scope.territory.placeById(activity.place_id);
  return place ? placeLabel(place) : activity.unit_code;
}
