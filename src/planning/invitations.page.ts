import type { CsvValue } from '../interchange/writer.js';
import { homeWords } from '../people/homes.js';
import type { ShownPerson } from '../people/people.list.js';
import { indicatorCrumbs } from '../plans/plan-head.js';
import { nameInSentence } from '../plans/place-words.js';
import { keptHere, type PlanView } from '../plans/plan-views.js';
import { offsetOf, pager } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { Guest } from './invitations.js';
import { canServe } from './prospects.js';
import { type Ahead, indicatorOf } from './planner.js';
import type { ListedPlan } from './prospects.store.js';

/** Rows of one page of an invitation list: as many as a training has places, more or less. */
export const GUESTS_PAGE = 50;

/** What the page of an invitation list shows. */
export interface InvitationList {
  group: string;
  /** All who could be invited, in the order of the page. */
  guests: readonly Guest[];
  page: number;
  mayEnrol: boolean;
}

/** Known subjects that are not counted yet, to invite: on paper, as a file, or straight onto a roster. */
export function invitationsPage({ view, planned }: Ahead, { group, guests, page, mayEnrol }: InvitationList): object {
  const { words, scope, place, mine } = view;
  const indicator = indicatorOf(view);
  const filter = { ...keptHere(view), group };
  const list = { page, total: guests.length, size: GUESTS_PAGE };
  const shown = guests.slice(offsetOf(list), offsetOf(list) + GUESTS_PAGE);
  const activities = planned.filter((each) => canServe(indicator, each) && mine.covers(each.place_id));
  return {
    title: [scope.code, indicator.code, words.t('planner.invitations')].join(' · '),
    crumbs: [
      ...indicatorCrumbs(view, indicator.code),
      {
        text: words.t('planner.of', { code: indicator.code }),
        href: paths.planPlannerOf(scope.code, indicator.code, keptHere(view)),
      },
      { text: words.t('planner.invitations') },
    ],
    heading: words.t('planner.invitations_heading', {
      count: guests.length,
      unit: words.unit([group]),
      place: nameInSentence(words, place),
    }),
    lede: words.t('planner.invitations_lede', { group: words.groupsInSentence([group]), code: indicator.code }),
    groups: indicator.groups.length > 1 ? groupForm(view, indicator.code, indicator.groups, group) : null,
    guests: shown.map((guest) => rowOf(view, planned, guest)),
    enrol: mayEnrol && activities.length > 0 ? enrolForm(view, activities, filter, guests) : null,
    noActivity: mayEnrol && activities.length === 0,
    csv: paths.planInvitationsCsv(scope.code, indicator.code, filter),
    pager: pager(list, (at) => paths.planInvitations(scope.code, indicator.code, { ...filter, page: at })),
  };
}

/** The rows of the list as a file, with the telephone as far as the reader may see it. */
export function* invitationRows(
  { view, planned }: Ahead,
  group: string,
  guests: readonly Guest[],
): Generator<CsvValue[]> {
  yield ['group', 'ref', 'name', 'unit', 'unit_name', 'phone', 'contact_ref', 'contact', 'on_roster_of'];
  for (const { ref, name, home, person, enrolled } of guests) {
    const own = isOrganisation(view, group);
    const contact = own ? [person?.ref, person?.full_name] : [null, null];
    const rosters = enrolled.map((id) => planned.find((each) => each.id === id)?.code).join(' ');
    yield [group, ref, name, home, homeWords(view.mine, home).text, person?.phone, ...contact, rosters];
  }
}

function isOrganisation({ words }: PlanView, group: string): boolean {
  return words.counts(group) === 'organisations';
}

function rowOf(view: PlanView, planned: readonly ListedPlan[], guest: Guest): object {
  const { words, mine } = view;
  const home = homeWords(mine, guest.home);
  const [first] = guest.enrolled;
  const activity = planned.find(({ id }) => id === first);
  return {
    id: guest.subject_id,
    name: guest.name,
    href: guest.organisation ? paths.organisation(guest.subject_id) : paths.person(guest.subject_id),
    from: home.text,
    contact: guest.organisation ? contactText(view, guest.person) : (guest.person?.phone ?? null),
    enrolled: activity ? words.t('planner.on_roster_of', { title: activity.title }) : null,
    choosable: first === undefined && guest.person !== null,
  };
}

function contactText({ words }: PlanView, person: ShownPerson | null): string {
  return person === null ? words.t('planner.no_contact') : words.t('planner.contact', { name: person.full_name });
}

function groupForm(view: PlanView, code: string, groups: readonly string[], value: string): object {
  const { words, scope } = view;
  return {
    action: paths.planInvitations(scope.code, code),
    keep: Object.entries(keptHere(view)).flatMap(([name, kept]) => (kept === undefined ? [] : [{ name, value: kept }])),
    options: groups.map((each) => ({ value: each, text: words.group(each) })),
    value,
  };
}

function enrolForm(
  view: PlanView,
  activities: readonly ListedPlan[],
  filter: Record<string, string | undefined>,
  guests: readonly Guest[],
): object {
  const { words, scope } = view;
  const free = guests.filter(({ enrolled, person }) => enrolled.length === 0 && person !== null).length;
  return {
    action: paths.planInvitations(scope.code, indicatorOf(view).code, filter),
    free,
    activities: activities.map(({ code, title, next_date, free: places }) => ({
      value: code,
      text: words.t(places === null ? 'planner.choice' : 'planner.choice_free', {
        title,
        date: words.date(next_date),
        ...(places === null ? {} : { count: places }),
      }),
    })),
  };
}
