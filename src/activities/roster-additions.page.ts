import { homeWords } from '../people/homes.js';
import type { ShownPerson } from '../people/people.list.js';
import { bornWords } from '../people/people.page.js';
import { type Group, groupName } from '../territory/groups.js';
import { placeLabel, placeSuggestions } from '../territory/place-choice.js';
import { newFormKey } from '../web/form-key.js';
import { paths } from '../web/paths.js';
import type { ActivityRecord } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';

/** What the page of additions is asked for and has found. */
export interface Additions {
  q: string;
  group: string;
  /** People of the register that the search found; null: nothing was searched. */
  found: readonly ShownPerson[] | null;
  /** People whose name somebody new has too. */
  similar: readonly ShownPerson[];
  typed: Record<string, unknown>;
}

/** Groups whose people come for themselves: who comes for an organisation is entered with it. */
export function groupsOfPersons(groups: readonly Group[]): Group[] {
  return groups.filter(({ counts }) => counts === 'persons');
}

/** Somebody of the register by search, or somebody new, onto the roster. */
export function rosterAdditionsPage(words: ActivityWords, record: ActivityRecord, additions: Additions): object {
  const { activity, roster, groups } = record;
  const { q, group, found, similar, typed } = additions;
  const there = new Set(roster.filter((each) => each.group_code === group).map(({ person_id }) => person_id));
  const line = (person: ShownPerson): object => ({
    id: person.id,
    name: person.full_name,
    about: [homeWords(words.scope, person.unit_code).text, bornWords(words.locale, person)].filter(Boolean).join(', '),
    there: there.has(person.id),
  });
  return {
    title: words.say('add_title', { title: activity.title }),
    crumbs: [
      { text: words.say('title'), href: paths.activities() },
      { text: activity.title, href: paths.activity(activity.code) },
      { text: words.say('tab.roster'), href: paths.activityRoster(activity.code) },
      { text: words.say('add') },
    ],
    heading: words.say('add'),
    lede: activity.title,
    search: paths.activityRosterAdditions(activity.code),
    additions: paths.activityRosterAdditions(activity.code),
    newcomers: paths.activityRosterNewcomers(activity.code),
    lines: paths.activityRosterLines(activity.code),
    q,
    group,
    groups: groupsOfPersons(groups).map((each) => ({ value: each.code, text: groupName(each, words.locale) })),
    found: found?.map(line),
    none: found?.length === 0,
    similar: similar.map(line),
    places: placeSuggestions(words.scope, words.locale),
    formKey: newFormKey(),
    typed: { group, full_name: q, lines_unit: usualHome(words, record), ...typed },
  };
}

/** Where most people of an activity come from, as a field for a place says it. */
function usualHome({ scope }: ActivityWords, { activity }: ActivityRecord): string {
  const place = activity.place_id === null ? undefined : scope.territory.placeById(activity.place_id);
  return place ? placeLabel(place) : activity.unit_code;
}
