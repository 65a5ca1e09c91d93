import { bornWords } from '../people/people.page.js';
import { homeWords } from '../people/homes.js';
import type { ShownPerson } from '../people/people.list.js';
import { groupName } from '../territory/groups.js';
import { paths } from '../web/paths.js';
import type { ActivityRecord } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { groupsOfPersons } from './roster-groups.js';
import { type CheckedLine, isComing, type Pasted } from './roster-lines.js';
import { activityCrumbs } from './crumbs.js';

/** Lines of one kind on one page: a form takes no more fields, and a phone no larger page. Others follow when these are done. */
const MOST_SHOWN = 100;

/** What was pasted, line by line, before anything is saved. */
export function rosterLinesPage(
  words: ActivityWords,
  { activity, groups }: ActivityRecord,
  pasted: Pasted,
  lines: readonly CheckedLine[],
): object {
  const of = (kind: CheckedLine['state']['kind']): CheckedLine[] => lines.filter(({ state }) => state.kind === kind);
  const first = (kind: CheckedLine['state']['kind']): CheckedLine[] => of(kind).slice(0, MOST_SHOWN);
  const left = [...of('there'), ...of('twice')];
  const savable = lines.filter((line) => isComing(line, pasted)).length;
  const group = groupsOfPersons(groups).find(({ code }) => code === pasted.group);
  return {
    title: words.say('lines.title'),
    narrow: true,
    crumbs: [
      ...activityCrumbs(words, activity),
      { text: words.say('add'), href: paths.activityRosterAdditions(activity.code, { group: pasted.group }) },
      { text: words.say('lines.title') },
    ],
    heading: words.say('lines.heading', { count: lines.length }),
    lede: group ? words.say('lines.lede', { group: groupName(group, words.locale), title: activity.title }) : '',
    action: paths.activityRosterLines(activity.code),
    back: paths.activityRosterAdditions(activity.code, { group: pasted.group }),
    pasted,
    tally: (['good', 'doubtful', 'faulty', 'there', 'twice'] as const).map((kind) => ({
      term: words.say(`lines.${kind}`),
      value: words.num(of(kind).length),
    })),
    faulty: first('faulty').map(({ line, raw, state }) => ({
      id: `e${line}`,
      label: words.say('lines.line', { line: String(line) }),
      raw,
      fault: state.kind === 'faulty' ? words.say(`lines.fault.${state.fault}`) : '',
    })),
    doubtful: first('doubtful').map((each) => doubtfulPart(words, each, pasted.chosen.get(each.line))),
    good: first('good').map((each) => ({
      line: each.line,
      name: each.name,
      about: [
        each.state.kind === 'good' ? homeWords(words.scope, each.state.unit).text : '',
        each.birth_year,
        unusedOf(words, each),
      ]
        .filter(Boolean)
        .join(', '),
    })),
    left: left.slice(0, MOST_SHOWN).map(({ line, name, state }) => ({
      line,
      name,
      why: state.kind === 'twice' ? words.say('lines.twice_of', { line: String(state.of) }) : words.say('on_roster'),
      id: `c${line}`,
      isNew: pasted.chosen.get(line) === 'new',
    })),
    more: Object.fromEntries(
      Object.entries({ faulty: of('faulty'), doubtful: of('doubtful'), good: of('good'), left })
        .filter(([, all]) => all.length > MOST_SHOWN)
        .map(([kind, all]) => [kind, words.say('lines.more', { count: all.length - MOST_SHOWN })]),
    ),
    save: savable > 0 ? words.say('lines.save', { count: savable }) : null,
    again: of('faulty').length + of('doubtful').length + left.length > 0,
    csv: of('faulty').length > 0,
  };
}

function doubtfulPart(words: ActivityWords, each: CheckedLine, chosen: string | undefined): object {
  const { line, name, state } = each;
  const { known, like } = state.kind === 'doubtful' ? state : { known: [], like: null };
  const options = [
    ...known.map((person) => ({
      value: String(person.id),
      text: words.say('lines.is', { who: aboutOf(words, person) }),
    })),
    ...(like === null ? [] : [{ value: 'out', text: words.say('lines.is_like', { line: String(like) }) }]),
    { value: 'new', text: words.say('lines.is_new') },
    { value: '', text: words.say('lines.is_open') },
  ];
  return {
    id: `c${line}`,
    legend: words.say('lines.who', { line: String(line), name }),
    hint: unusedOf(words, each),
    options,
    value: chosen ?? '',
  };
}

/** What of a line is not kept, empty for nothing. */
function unusedOf(words: ActivityWords, { unused }: CheckedLine): string {
  return unused.length === 0 ? '' : words.say('lines.unused', { words: unused.join(', ') });
}

function aboutOf(words: ActivityWords, person: ShownPerson): string {
  const about = [homeWords(words.scope, person.unit_code).text, bornWords(words.locale, person)].filter(Boolean);
  return [person.full_name, ...about].join(', ');
}
