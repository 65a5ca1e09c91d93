import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import type { AttendanceStatus, Session } from './activities.entities.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { ledeOf, onePerPerson } from './session.page.js';
import { blankNumbers, type Numbered, numberRoster, type PrintedLine } from './sheet-numbering.js';
import { numbersText, readNumbers } from './sheet-numbers.js';
import { sessionCrumbs } from './crumbs.js';

/** What may be typed by number: whoever is absent did not sign. */
export const TYPED_STATUSES = ['present', 'late', 'excused'] as const satisfies AttendanceStatus[];

/** A typed number with the status it was typed for. */
interface Typed {
  number: number;
  status: AttendanceStatus;
}

/** What the numbers of a paper mean at a session. */
interface Checked {
  marks: { numbered: Numbered; status: AttendanceStatus }[];
  twice: number[];
  blank: number[];
  unknown: number[];
  gone: number[];
  /** Whether there is a paper: only then can somebody be later than it. */
  onPaper: boolean;
}

/** Reads the fields; what cannot be read, and who was typed as two things, is noted in the form. */
export function typedNumbers(form: Form): { typed: Typed[]; twice: number[] } {
  const all = new Map<number, AttendanceStatus>();
  const twice: number[] = [];
  for (const status of TYPED_STATUSES) {
    const read = readNumbers(form.raw(status));
    if (read.unreadable.length > 0) form.refuse(status, 'activities.numbers_unreadable', piecesOf(read.unreadable));
    if (read.backwards.length > 0) form.refuse(status, 'activities.numbers_backwards', piecesOf(read.backwards));
    const other = read.numbers.filter((number) => all.has(number));
    if (other.length > 0) form.refuse(status, 'activities.numbers_two_marks', { numbers: numbersText(other) });
    twice.push(...read.twice);
    for (const number of read.numbers) if (!all.has(number)) all.set(number, status);
  }
  if (all.size === 0 && form.errors.length === 0) form.refuse('present', 'activities.numbers_none');
  return { typed: [...all].map(([number, status]) => ({ number, status })), twice };
}

function piecesOf(pieces: readonly string[]): { pieces: string } {
  return { pieces: pieces.map((piece) => `“${piece.slice(0, 40)}”`).join(', ') };
}

/** Finds whom the numbers mean. Two numbers of one person, whose records were merged since, are one. */
function check(record: ActivityRecord, printed: PrintedLine[] | null, typed: readonly Typed[]): Omit<Checked, 'twice'> {
  const numbered = numberRoster(onePerPerson(record.roster), printed);
  const byNumber = new Map(numbered.map((each) => [each.number, each]));
  const byPerson = new Map(numbered.map((each) => [each.person.person_id, each]));
  for (const { number, person_id } of printed ?? []) {
    const each = byPerson.get(person_id);
    if (each) byNumber.set(number, each);
  }
  const onPaper = new Set((printed ?? []).map(({ number }) => number));
  const blanks = new Set(blankNumbers(printed ?? numbered));
  const marks = new Map<number, Checked['marks'][number]>();
  const found = { blank: [] as number[], unknown: [] as number[], gone: [] as number[] };
  for (const { number, status } of typed) {
    const each = byNumber.get(number);
    if (each) marks.set(each.person.person_id, marks.get(each.person.person_id) ?? { numbered: each, status });
    else if (onPaper.has(number)) found.gone.push(number);
    else if (blanks.has(number)) found.blank.push(number);
    else found.unknown.push(number);
  }
  const ordered = [...marks.values()].sort((a, b) => a.numbered.number - b.numbered.number);
  return { marks: ordered, ...found, onPaper: printed !== null };
}

/** What the page is about: the paper's lines, and what was typed where anything was. */
export interface Asked {
  printed: PrintedLine[] | null;
  sheet: string | null;
  form: Form | null;
}

/** Typing in a paper by its numbers: the fields, and below them what they mean before anything is saved. */
export function sheetNumbersPage(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  { printed, sheet, form }: Asked,
): object {
  const { activity } = record;
  const number = String(session.number);
  const read = form ? typedNumbers(form) : null;
  const good = read !== null && form?.errors.length === 0;
  return {
    title: words.say('numbers.page_title', { number, title: activity.title }),
    narrow: true,
    crumbs: [
      ...sessionCrumbs(words, activity, session),
      { text: words.say('attendance'), href: paths.activityAttendance(activity.code, session.number) },
      { text: words.say('numbers.title') },
    ],
    lede: ledeOf(words, record, session),
    paper: sheet === null ? words.say('numbers.no_paper') : words.say('numbers.of_paper', { code: sheet }),
    search: paths.activityNumbers(activity.code, session.number),
    typed: form?.typed() ?? {},
    ...(good && read ? checkedModel(words, record, session, { ...check(record, printed, read.typed), ...read }) : {}),
  };
}

function checkedModel(words: ActivityWords, record: ActivityRecord, session: Session, checked: Checked): object {
  const { code } = record.activity;
  const { marks, twice, blank, unknown, gone, onPaper } = checked;
  const later = onPaper ? marks.filter(({ numbered }) => !numbered.printed) : [];
  const named = (key: string, numbers: readonly number[]): string[] =>
    numbers.length === 0 ? [] : [words.say(`numbers.${key}`, { numbers: numbersText(numbers) })];
  const columns = ['name', 'now', 'mark'];
  return {
    checked: true,
    notices: [
      ...named('unknown', unknown),
      ...named('blank', blank),
      ...named('gone', gone),
      ...named('twice', twice),
      ...named(
        'later',
        later.map(({ numbered }) => numbered.number),
      ),
    ],
    addHref: blank.length > 0 ? paths.activityRosterAdditions(code) : undefined,
    columns: columns.map((name) => ({ text: words.say(`numbers.column.${name}`) })),
    rows: marks.map(({ numbered: { number, person }, status }) => ({
      cells: [
        { text: `${number}. ${person.name}` },
        { text: words.say(`mark.${savedOf(record, session, person) ?? 'none'}`) },
        { text: words.say(`mark.${status}`) },
      ],
    })),
    action: paths.activityAttendance(code, session.number),
    decisions: marks.map(({ numbered: { person }, status }) => ({
      id: person.person_id,
      status,
      seen: savedOf(record, session, person) ?? '',
    })),
    count: marks.length,
  };
}

function savedOf({ marks }: ActivityRecord, { id }: Session, { person_id }: OnRoster): AttendanceStatus | undefined {
  return marks.get(person_id)?.get(id);
}
