import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import type { AttendanceStatus, Session } from './activities.entities.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { BEST_FIRST } from './qualification.js';
import { ledeOf, onePerPerson } from './session.page.js';
import { blankNumbers, type Numbered, numberRoster, type PrintedLine } from './sheet-numbering.js';
import { ascending, numbersText, readNumbers } from './sheet-numbers.js';
import { type ByWord, numbersByWord } from './sheet-words.js';
import { sessionCrumbs } from './crumbs.js';

/** The fields of numbers: whoever is absent did not sign, but may stand in the first one by that word. */
export const TYPED_STATUSES = ['present', 'late', 'excused'] as const satisfies AttendanceStatus[];

/** A typed number with the status it was typed for. */
interface Typed {
  number: number;
  status: AttendanceStatus;
}

/** What the numbers of a paper mean at a session. */
interface Checked {
  numbered: readonly Numbered[];
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
  for (const field of TYPED_STATUSES) {
    const { texts, unreadable } = textsOf(form, field);
    const reads = [...texts].map(([status, text]) => ({ status, ...readNumbers(text) }));
    const strange = [...unreadable, ...reads.flatMap((read) => read.unreadable)];
    const backwards = reads.flatMap((read) => read.backwards);
    if (strange.length > 0) form.refuse(field, 'activities.numbers_unreadable', piecesOf(strange));
    if (backwards.length > 0) form.refuse(field, 'activities.numbers_backwards', piecesOf(backwards));
    const other: number[] = [];
    for (const { status, numbers, twice: repeated } of reads) {
      twice.push(...repeated, ...numbers.filter((number) => all.get(number) === status));
      other.push(...numbers.filter((number) => (all.get(number) ?? status) !== status));
      for (const number of numbers) if (!all.has(number)) all.set(number, status);
    }
    if (other.length > 0)
      form.refuse(field, 'activities.numbers_two_marks', { numbers: numbersText(ascending(other)) });
  }
  if (all.size === 0 && form.errors.length === 0) form.refuse('present', 'activities.numbers_none');
  return { typed: [...all].map(([number, status]) => ({ number, status })), twice: ascending(twice) };
}

/** In the first field stands what was copied from the paper as it is, with words in it too. */
function textsOf(form: Form, field: (typeof TYPED_STATUSES)[number]): ByWord {
  const raw = form.raw(field);
  return field === 'present' ? numbersByWord(raw, field) : { texts: new Map([[field, raw]]), unreadable: [] };
}

function piecesOf(pieces: readonly string[]): { pieces: string } {
  return { pieces: pieces.map((piece) => `“${piece.slice(0, 40)}”`).join(', ') };
}

/** The others of whom nothing is noted yet are absent. */
function withRest(checked: Omit<Checked, 'twice'>, isNoted: (person: OnRoster) => boolean): Omit<Checked, 'twice'> {
  const typed = new Set(checked.marks.map(({ numbered }) => numbered.person.person_id));
  const rest = checked.numbered.filter(({ person }) => !typed.has(person.person_id) && !isNoted(person));
  const marks = [...checked.marks, ...rest.map((numbered) => ({ numbered, status: 'absent' as const }))];
  return { ...checked, marks: inOrder(marks) };
}

function inOrder(marks: Checked['marks']): Checked['marks'] {
  return marks.sort((a, b) => a.numbered.number - b.numbered.number);
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
  return { numbered, marks: inOrder([...marks.values()]), ...found, onPaper: printed !== null };
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
  const meant = (typed: readonly Typed[]): Omit<Checked, 'twice'> => {
    const checked = check(record, printed, typed);
    if (form?.ticked('rest') !== true) return checked;
    return withRest(checked, (person) => savedOf(record, session, person) !== undefined);
  };
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
    ...(good && read ? checkedModel(words, record, session, { ...meant(read.typed), ...read }) : {}),
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
    summary: BEST_FIRST.flatMap((mark) => {
      const numbers = marks.filter(({ status }) => status === mark).map(({ numbered }) => numbered.number);
      const params = { mark: words.say(`mark.${mark}`), count: numbers.length, numbers: numbersText(numbers) };
      return numbers.length === 0 ? [] : [words.say('numbers.of_mark', params)];
    }),
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
