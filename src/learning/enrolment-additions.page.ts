import type { ListedActivity } from '../activities/activity-list.js';
import type { ActivityWords } from '../activities/activity-words.js';
import { homeWords } from '../people/homes.js';
import type { OrganisationRow } from '../people/organisations.list.js';
import type { ShownPerson } from '../people/people.list.js';
import { bornWords } from '../people/people.page.js';
import { type Group, groupName } from '../territory/groups.js';
import { placeSuggestions } from '../territory/place-choice.js';
import { paths } from '../web/paths.js';

/** What the pages of enrolling know of a course. */
export interface AdditionsShown {
  words: ActivityWords;
  activity: ListedActivity;
  /** Whoever comes for an organisation is put on the roster with it first. */
  groups: readonly Group[];
  /** Who learns it already. */
  enrolled: ReadonlySet<number>;
}

/** Somebody who can be enrolled, of a group of organisations for one of them. */
export interface Candidate {
  /** What the form says of whoever is ticked. */
  key: string;
  person: ShownPerson;
  organisation: OrganisationRow | null;
  /** Whether they learn the course already. */
  there: boolean;
}

/** Who belongs to a group at a place. */
export interface Candidates {
  people: readonly Candidate[];
  /** Organisations for which nobody is known who would learn. */
  unknown: readonly OrganisationRow[];
}

/** Somebody of the register by search. @param shown.found null: nothing was searched */
export function additionsPage(
  shown: AdditionsShown,
  { q, found, typed }: { q: string; found: readonly ShownPerson[] | null; typed: Record<string, unknown> },
): object {
  const { words, activity, enrolled } = shown;
  return {
    ...head(shown, 'enrolments.add_one'),
    search: paths.enrolmentAdditions(activity.code),
    rosterHref: paths.activityRosterAdditions(activity.code),
    ...{ q, typed, groups: groupsOf(shown) },
    none: found?.length === 0,
    found: found?.map((person) => ({
      id: person.id,
      name: person.full_name,
      about: aboutOf(words, person),
      there: enrolled.has(person.id),
    })),
  };
}

/** Everybody of a place, ticked one and all, to untick who is not to learn. @param keys null: everybody */
export function candidatesPage(
  shown: AdditionsShown,
  {
    found,
    keys,
    typed,
  }: { found: Candidates | null; keys: ReadonlySet<string> | null; typed: Record<string, unknown> },
): object {
  const { words, activity } = shown;
  const people = found?.people ?? [];
  const fresh = people.filter(({ there }) => !there);
  return {
    ...head(shown, 'enrolments.add_group'),
    action: paths.enrolmentCandidates(activity.code),
    places: placeSuggestions(words.scope, words.locale),
    ...{ typed, groups: groupsOf(shown), asked: found !== null },
    there: people.length - fresh.length,
    fresh: fresh.map(({ key, person, organisation }) => ({
      value: key,
      text: person.full_name,
      hint: [organisation?.name, aboutOf(words, person)].filter(Boolean).join(', '),
      checked: keys?.has(key) ?? true,
    })),
    unknown: (found?.unknown ?? []).map(({ id, name }) => ({
      name,
      href: paths.activityRosterOrganisations(activity.code, { organisation: id }),
    })),
    main: words.t('enrolments.enrol'),
    cancel: paths.enrolments(activity.code),
  };
}

/** What the pages below the grid begin with. */
export function head({ words, activity }: Pick<AdditionsShown, 'words' | 'activity'>, key: string): object {
  return {
    title: words.t(key),
    heading: words.t(key),
    lede: activity.title,
    narrow: true,
    crumbs: [
      { text: activity.title, href: paths.activity(activity.code) },
      { text: words.t('enrolments.title'), href: paths.enrolments(activity.code) },
      { text: words.t(key) },
    ],
  };
}

function groupsOf({ words, groups }: AdditionsShown): object[] {
  return groups.map((each) => ({ value: each.code, text: groupName(each, words.locale) }));
}

function aboutOf(words: ActivityWords, person: ShownPerson): string {
  return [homeWords(words.scope, person.unit_code).text, bornWords(words.locale, person)].filter(Boolean).join(', ');
}
