import { groupText } from '../people/history.page.js';
import { homeWords } from '../people/homes.js';
import { bornWords } from '../people/people.page.js';
import { groupName } from '../territory/groups.js';
import { placeSuggestions } from '../territory/place-choice.js';
import { paths } from '../web/paths.js';
import type { ListedActivity } from './activity-list.js';
import type { ActivityRecord } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { groupsOfPersons } from './roster-groups.js';
import type { Candidate } from './roster-candidates.js';
import { rosterCrumbs } from './crumbs.js';

/** What the page is asked for and has found. */
export interface CandidateChoice {
  /** The latest activities with somebody on their roster. */
  others: readonly ListedActivity[];
  typed: Record<string, unknown>;
  /** Null: nothing was asked for yet. */
  found: readonly Candidate[] | null;
  /** Keys of those who are ticked; null: everybody. */
  chosen: ReadonlySet<string> | null;
}

/** A whole cohort, or everybody of another activity: ticked one and all, to untick who does not come. */
export function candidatesPage(words: ActivityWords, record: ActivityRecord, choice: CandidateChoice): object {
  const { activity, roster, groups } = record;
  const { others, typed, found, chosen } = choice;
  const there = new Set(roster.map(({ person_id, group_code }) => `${person_id} ${group_code}`));
  const isThere = ({ person, group }: Candidate): boolean => there.has(`${person.id} ${group}`);
  const fresh = (found ?? []).filter((each) => !isThere(each));
  return {
    title: `${words.say('candidates.title')}: ${activity.title}`,
    narrow: true,
    crumbs: [
      ...rosterCrumbs(words, activity),
      { text: words.say('add'), href: paths.activityRosterAdditions(activity.code) },
      { text: words.say('candidates.title') },
    ],
    heading: words.say('candidates.title'),
    lede: activity.title,
    action: paths.activityRosterCandidates(activity.code),
    places: placeSuggestions(words.scope, words.locale),
    groups: groupsOfPersons(groups).map((each) => ({ value: each.code, text: groupName(each, words.locale) })),
    others: others.map((each) => ({ value: each.code, text: `${each.title} (${words.days(each)})` })),
    typed,
    asked: found !== null,
    thereAlready: (found?.length ?? 0) - fresh.length,
    fresh: fresh.map((each) => ({
      value: each.key,
      text: each.person.full_name,
      hint: aboutOf(words, record, each),
      checked: chosen?.has(each.key) ?? true,
    })),
    main: words.say('candidates.add'),
    cancel: paths.activityRosterAdditions(activity.code),
  };
}

function aboutOf(words: ActivityWords, { groups }: ActivityRecord, { person, group, organisation }: Candidate): string {
  return [
    organisation?.name,
    homeWords(words.scope, person.unit_code).text,
    bornWords(words.locale, person),
    groupText(words.locale, groups, group),
  ]
    .filter(Boolean)
    .join(', ');
}
