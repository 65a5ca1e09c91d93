import { groupText } from '../people/history.page.js';
import { groupName } from '../territory/groups.js';
import { newFormKey } from '../web/form-key.js';
import { paths } from '../web/paths.js';
import type { Session } from './activities.entities.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { placesOf } from './attendance-places.js';
import type { Clash } from './attendance-sheet.js';
import { type Said, saidText } from './headcount-sheet.js';
import { BEST_FIRST } from './qualification.js';
import { usualHome } from './roster-additions.page.js';
import { groupsOfPersons, usualGroup } from './roster-groups.js';
import { standingCell } from './roster.page.js';
import { ledeOf as sessionLede, onePerPerson } from './session.page.js';
import { numberRoster } from './sheet-numbering.js';
import { tallyOf } from './show.page.js';
import type { Paper } from './sign-in-sheets.js';
import { typingLinks } from './typing-links.js';
import { sessionCrumbs } from './crumbs.js';

/** What was typed into the form, as it was typed. */
export type TypedForm = Record<string, unknown>;

/** Those of whom nothing could be noted as they are not on the roster any more, as far as the reader may know them. */
export interface Left {
  names: readonly string[];
  others: number;
}

/** What stands on paper and as headcounts when the page is made. */
export interface Standing {
  paper: Paper;
  heads: ReadonlyMap<string, Said>;
}

/** What an answer to a form shows besides the sheet. */
interface Answered extends Standing {
  clashes?: readonly Clash[];
  left?: Left;
  typed?: TypedForm;
}

/** The screen on which the attendance of one session is taken: everybody in one press, then the exceptions. */
export function attendancePage(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  { clashes = [], left, typed, paper, heads }: Answered,
): object {
  const { activity, marks } = record;
  const places = placesOf(words, activity, session);
  const people = onePerPerson(record.roster);
  const number = String(session.number);
  const unmarked = people.filter(({ person_id }) => !marks.get(person_id)?.has(session.id)).length;
  const tally = tallyOf(marks, session.id);
  const byPerson = new Map(clashes.map((clash) => [clash.person_id, clash]));
  return {
    title: words.say('session_title', { number, title: activity.title }),
    crumbs: [...sessionCrumbs(words, activity, session), { text: words.say('attendance') }],
    heading: words.say('session_heading', { number, total: record.sessions.length }),
    lede: [sessionLede(words, record, session), neededWords(words, record)].filter(Boolean).join(' '),
    notices: noticesOf(words, record, session),
    clashes: clashes.map((clash) => clashWords(words, people, clash)),
    left: left && leftWords(words, left),
    started: unmarked < people.length,
    everybody: paths.activityEverybody(activity.code, session.number),
    unmarked,
    tally: BEST_FIRST.map((mark) => ({ term: words.say(`mark.${mark}`), value: words.num(tally[mark]) })),
    addHref: paths.activityRosterAdditions(activity.code),
    action: paths.activityAttendance(activity.code, session.number),
    marks: Object.fromEntries(BEST_FIRST.map((mark) => [mark, words.say(`mark.${mark}`)])),
    people: numberRoster(people, paper.lines).map(({ person, number: line }) =>
      lineOf(words, record, session, person, line, byPerson.get(person.person_id)),
    ),
    walkIn: { ...walkInForm(words, record, session, places), ...walkInTyped(typed) },
    ...paperLinks(words, record, session, paper),
    ...headcountSection(words, record, session, typed),
    seenHeads: [...heads].map(([name, said]) => ({ name, value: saidText(said) })),
    places,
  };
}

/** Somebody at the door: with only a name and a home they are on the roster and present. */
function walkInForm(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  places: ReturnType<typeof placesOf>,
): object {
  const { activity, groups } = record;
  const group = usualGroup(record);
  return {
    search: paths.activityRosterAdditions(activity.code, { session: String(session.number), group }),
    typing: typingLinks(activity.code, session.number),
    formKey: newFormKey(),
    places: places.map(({ text }) => text),
    groups: groupsOfPersons(groups).map((each) => ({ value: each.code, text: groupName(each, words.locale) })),
    group,
    unit: usualHome(words, record),
  };
}

/** With the key of the form that was sent: whoever was typed there is still the same one. */
function walkInTyped(typed: TypedForm = {}): object {
  const { full_name: name, walk_in_unit: unit, walk_in_group: group, form_key: formKey } = typed;
  return name === undefined ? {} : { name, unit, group, formKey };
}

/** The way to the paper, and from the paper back. */
function paperLinks(words: ActivityWords, { activity }: ActivityRecord, { number }: Session, paper: Paper): object {
  const sheet = paper.latest?.code;
  return {
    checkInHref: paths.activityCheckIn(activity.code, number),
    printAction: paths.activitySheets(activity.code, number),
    numbersAction: paths.activityNumbers(activity.code, number),
    paper: sheet !== undefined && {
      href: paths.activitySheet(activity.code, number, sheet),
      text: words.say('sheet.of', { code: sheet }),
    },
  };
}

function neededWords(words: ActivityWords, { standings }: ActivityRecord): string {
  const [standing] = standings.values();
  return standing ? words.say('needed', { needed: standing.needed }) : '';
}

/** What whoever takes attendance should know before: a day that has not come, a draft. */
function noticesOf(words: ActivityWords, { activity }: ActivityRecord, session: Session): string[] {
  return [
    ...(session.date > words.scope.day ? [words.say('notice.not_yet')] : []),
    ...(activity.status === 'draft' ? [words.say('notice.draft')] : []),
  ];
}

function clashWords(words: ActivityWords, people: readonly OnRoster[], { person_id, present, status }: Clash): string {
  const name = people.find((person) => person.person_id === person_id)?.name ?? '';
  return words.say('clash', {
    name,
    theirs: words.say(`mark.${present ?? 'none'}`),
    yours: words.say(`mark.${status}`),
  });
}

function leftWords(words: ActivityWords, { names, others }: Left): string[] {
  const unnamed = others === 0 ? [] : [words.say('left_unnamed', { count: others })];
  return [...names.map((name) => words.say('left', { name })), ...unnamed];
}

function lineOf(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  person: OnRoster,
  number: number,
  clash: Clash | undefined,
): object {
  const saved = record.marks.get(person.person_id)?.get(session.id);
  const chosen = clash?.status ?? saved;
  const place = words.place(person.place_id, person.unit_code).text;
  return {
    id: person.person_id,
    number: words.num(number),
    name: person.name,
    from: person.organisation === null ? place : `${person.organisation}, ${place}`,
    state: standingCell(words, record, person),
    seen: saved ?? '',
    // One of them, as the view has the four choices of each person written out: they are most of the page.
    ...(chosen === undefined ? {} : { [chosen]: true }),
  };
}

/** What somebody has said of people without a name, with what they have remarked. */
export function saidWords(words: ActivityWords, { count, method, note }: Said): string {
  const said = words.say('headcount_said', { count, method: words.say(`method.${method}`).toLowerCase() });
  return note === null ? said : `${said}: ${note}`;
}

function headcountSection(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  typed: TypedForm | undefined,
): object {
  const { activity, headcounts, groups } = record;
  const own = headcounts.filter(({ session_id }) => session_id === session.id);
  return {
    headcounts: own.map(({ place_id, unit_code, group_code, count, method, note }) => ({
      place: words.place(place_id, unit_code).text,
      group: groupText(words.locale, groups, group_code),
      count: words.num(count),
      method: words.say(`method.${method}`),
      note,
      removal: paths.activityHeadcountRemoval(activity.code, session.number, unit_code, group_code),
    })),
    headcountAction: paths.activityHeadcounts(activity.code, session.number),
    photosHref: paths.sessionPhotos(activity.code, session.number),
    groups: groups.map((group) => ({ value: group.code, text: groupName(group, words.locale) })),
    methods: (['counted', 'estimated'] as const).map((value) => ({ value, text: words.say(`method.${value}`) })),
    typed: { unit: activity.unit_code, method: 'counted', ...typed },
  };
}
