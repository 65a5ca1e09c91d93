import { groupText } from '../people/history.page.js';
import { homeWords } from '../people/homes.js';
import type { OrganisationRow } from '../people/organisations.list.js';
import type { ShownPerson } from '../people/people.list.js';
import { placeLabel, placeSuggestions } from '../territory/place-choice.js';
import { newFormKey } from '../web/form-key.js';
import { paths } from '../web/paths.js';
import type { ActivityRecord } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { personPick } from './roster-additions.page.js';
import { rosterCrumbs } from './crumbs.js';

/** What the page is asked for and has found. */
export interface OrganisationChoice {
  q: string;
  /** The one that was chosen; null: it is looked for. */
  organisation: OrganisationRow | null;
  /** Organisations that the search found; null: nothing was searched. */
  found: readonly OrganisationRow[] | null;
  /** People that the search found, to come for the chosen one. */
  people: readonly ShownPerson[] | null;
  /** Who came for it before. */
  cameFor: readonly ShownPerson[];
  /** People whose name somebody new has too. */
  similar: readonly ShownPerson[];
  typed: Record<string, unknown>;
}

/** An organisation onto a roster, with the person who comes for it. */
export function rosterOrganisationsPage(
  words: ActivityWords,
  record: ActivityRecord,
  choice: OrganisationChoice,
): object {
  const { activity, roster } = record;
  const { q, organisation, found, people, cameFor, similar, typed } = choice;
  const there = new Set(
    roster.filter((line) => line.organisation_id === organisation?.id).map(({ person_id }) => person_id),
  );
  const pick = (person: ShownPerson): object => personPick(words, person, there);
  return {
    title: `${words.say('for_organisation.title')}: ${activity.title}`,
    narrow: true,
    crumbs: [
      ...rosterCrumbs(words, activity),
      { text: words.say('add'), href: paths.activityRosterAdditions(activity.code) },
      { text: words.say('for_organisation.title') },
    ],
    heading: words.say('for_organisation.title'),
    lede: activity.title,
    action: paths.activityRosterOrganisations(activity.code),
    q,
    found: found?.map((each) => organisationPick(words, record, each)),
    none: found?.length === 0,
    chosen: organisation && organisationPick(words, record, organisation),
    organisation: organisation?.id,
    cameFor: cameFor.map(pick),
    people: people?.map(pick),
    nobody: people?.length === 0,
    similar: similar.map(pick),
    places: placeSuggestions(words.scope, words.locale),
    formKey: newFormKey(),
    typed: { unit: organisation ? homeLabel(words, organisation) : '', ...typed },
  };
}

function organisationPick(
  words: ActivityWords,
  { activity, roster, groups }: ActivityRecord,
  each: OrganisationRow,
): object {
  const { id, name, group_code, unit_code } = each;
  return {
    name,
    about: `${groupText(words.locale, groups, group_code)}, ${homeWords(words.scope, unit_code).text}`,
    href: paths.activityRosterOrganisations(activity.code, { organisation: id }),
    there: roster
      .filter(({ organisation_id }) => organisation_id === id)
      .map((line) => line.name)
      .join(', '),
  };
}

/** Who comes for a household or an enterprise mostly lives where it is. */
function homeLabel({ scope }: ActivityWords, { unit_code }: OrganisationRow): string {
  const place = scope.territory.placesOfCode(unit_code).findLast(({ id }) => scope.covers(id));
  return place ? placeLabel(place) : unit_code;
}
