import type { OnRoster } from '../activities/activity-records.js';
import type { Session } from '../activities/activities.entities.js';
import { today } from '../config/clock.js';
import type { FieldError } from '../errors.js';
import { onePerPerson } from '../activities/session.page.js';
import type { PresentedQuestion } from '../quizzes/presentation.js';
import type { Form } from '../web/form.js';
import { asTyped } from '../web/day.js';
import { paths } from '../web/paths.js';
import type { KeptPaper } from './answers-sheet.js';
import type { PersonalCode } from './knowledge-codes.js';
import { type Moment, MOMENTS } from './moments.js';
import { knowledgeCrumbs, type OpenedActivity, say } from './staff-door.js';
import { rowField, type TypedPaper } from './test-papers.js';
import { readTyped } from './typed-answers.js';

/** What the grid knows beside the activity. */
export interface Grid {
  moment: Moment;
  questions: readonly PresentedQuestion[];
  kept: ReadonlyMap<number, KeptPaper>;
  codes: ReadonlyMap<number, PersonalCode>;
  /** Of a long roster the page that is shown, from 1. */
  page: number;
  /** What was typed where it has to be corrected. */
  form: Form | null;
}

/**
 * On which day papers of a moment are usually taken: before, at the first session; after, at the last one that was held (where none
 * is noted as held, at the last one whose day has come). Without such a day it is today.
 */
export function usualDay(moment: Moment, sessions: readonly Pick<Session, 'date' | 'status'>[], today: string): string {
  const past = sessions.filter(({ status, date }) => status !== 'cancelled' && date <= today);
  const held = past.filter(({ status }) => status === 'held');
  const days = (moment === 'after' && held.length > 0 ? held : past).map(({ date }) => date).sort();
  return days.at(moment === 'before' ? 0 : -1) ?? today;
}

/** A form brings at most 20,000 fields (app.ts): an answer, and beside it what was typed before. */
const MOST_CELLS = 8000;

/** How many people stand on the screen at once. */
export function peopleAtOnce(questions: number): number {
  return Math.max(1, Math.floor(MOST_CELLS / Math.max(1, questions)));
}

/** The field of an answer. @param at the place of the question, from 0 */
export function cellField(personId: number, at: number): string {
  return `${rowField(personId)}.${at + 1}`;
}

/**
 * Reads the grid. Faults are noted beside their fields. Of somebody whose row is as it was nothing is taken, so that two who
 * type in at once do not undo each other's rows.
 */
export function typedPapers(form: Form, { record }: OpenedActivity, { questions, kept }: Grid): TypedPaper[] {
  return onePerPerson(record.roster).flatMap(({ person_id }): TypedPaper[] => {
    const known = kept.get(person_id);
    const raw = questions.map((_, at) => form.raw(cellField(person_id, at)));
    const was = questions.map((_, at) => form.raw(`w${cellField(person_id, at)}`));
    if (raw.every((text, at) => text === was[at])) return [];
    if (known?.way === 'phone' && raw.every((text) => text === '')) return [];
    const answers = questions.map((question, at) => {
      const read = readTyped(question, raw[at] ?? '');
      if ('answer' in read) return read.answer;
      form.refuse(cellField(person_id, at), `knowledge.typed.${read.fault}`, read.params);
      return null;
    });
    return [{ person_id, answers }];
  });
}

/** The faults of the grid; those of a whole row with the name in it. */
export function gridFaults({ record }: OpenedActivity, form: Form): FieldError[] {
  const names = new Map(record.roster.map(({ person_id, name }) => [rowField(person_id), name]));
  return form.errors.map((fault) => {
    const name = names.get(fault.field);
    return name === undefined ? fault : { ...fault, params: { name } };
  });
}

/** The grid: people under each other, questions beside each other, one field each. */
export function answersPage(opened: OpenedActivity, grid: Grid): object {
  const { record, words } = opened;
  const { moment, questions, codes, form } = grid;
  const people = onePerPerson(record.roster)
    .map((person) => ({ person, number: codes.get(person.person_id)?.number ?? null }))
    .sort((a, b) => (a.number ?? 1e9) - (b.number ?? 1e9));
  const most = peopleAtOnce(questions.length);
  const page = Math.min(grid.page, Math.max(1, Math.ceil(people.length / most)));
  const { code } = record.activity;
  const title = say(words, `typing.${moment}`);
  return {
    title: `${title}: ${record.activity.title}`,
    crumbs: knowledgeCrumbs(words, record, title),
    heading: title,
    wide: true,
    action: paths.knowledgeAnswers(code, moment, page),
    cancel: paths.activityKnowledge(code),
    moments: {
      label: say(words, 'typing.moments'),
      items: MOMENTS.map((each) => ({
        ...{ text: say(words, `moment.${each}`), href: paths.knowledgeAnswers(code, each), current: each === moment },
      })),
    },
    day: form ? form.raw('day') : asTyped(usualDay(moment, record.sessions, today())),
    isForAll: form?.ticked('day_for_all') ?? false,
    hasPapers: [...grid.kept.values()].some(({ way }) => way === 'paper'),
    questions: questions.map(({ question }, at) => ({
      ...{ number: at + 1, title: question.title, how: say(words, `typing.how.${question.kind}`) },
    })),
    pages: people.length > most ? pagesOf(opened, { ...grid, page }, people.length, most) : null,
    rows: people.slice((page - 1) * most, page * most).map(({ person, number }) => rowOf(opened, grid, person, number)),
  };
}

/** The pages of a long roster, by the places in it. */
function pagesOf({ record, words }: OpenedActivity, { moment, page }: Grid, count: number, most: number): object {
  return {
    label: say(words, 'typing.pages'),
    items: Array.from({ length: Math.ceil(count / most) }, (_, at) => ({
      text: `${at * most + 1}–${Math.min(count, (at + 1) * most)}`,
      href: paths.knowledgeAnswers(record.activity.code, moment, at + 1),
      current: at + 1 === page,
    })),
  };
}

function rowOf({ words }: OpenedActivity, grid: Grid, person: OnRoster, number: number | null): object {
  const { kept, questions, form } = grid;
  const known = kept.get(person.person_id);
  const errors = form?.errors ?? [];
  const name = number === null ? person.name : `${number}. ${person.name}`;
  if (known?.way === 'phone') {
    const phone = say(words, known.state === 'open' ? 'typing.phone_open' : 'typing.phone');
    const field = rowField(person.person_id);
    return { name, phone, field, bad: errors.some((each) => each.field === field) };
  }
  return {
    name,
    score: scoreOf(words, known),
    day: known?.day ? words.date(known.day) : null,
    cells: questions.map((_, at) => {
      const field = cellField(person.person_id, at);
      const was = known?.texts[at] ?? '';
      return {
        field,
        was: form?.typed()[`w${field}`] ?? was,
        value: form?.typed()[field] ?? was,
        bad: errors.some((each) => each.field === field),
        label: say(words, 'typing.cell', { name: person.name, number: at + 1 }),
      };
    }),
  };
}

function scoreOf(words: OpenedActivity['words'], known: KeptPaper | undefined): string | null {
  const score = known?.score ?? null;
  return score === null ? null : say(words, 'score', { percent: words.percent(score) });
}
