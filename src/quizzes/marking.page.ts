import { formatInstant } from '../i18n/format.js';
import { type Paged, pagerIfMore, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { type AttemptWords, givenLines } from './answer-lines.js';
import { markedOf } from './attempt-closing.js';
import type { AskedQuestion } from './attempt-questions.js';
import { reviewed } from './attempt-result.page.js';
import type { StaffAttempt, WaitingAttempt } from './attempts-desk.js';

/** The form fields of one essay. */
export const pointsField = (position: number): string => `points${position}`;
export const seenField = (position: number): string => `seen${position}`;
export const remarkField = (position: number): string => `remark${position}`;

/** A page of what waits to be marked, by activity. */
export function markingPage(words: AttemptWords, waiting: readonly WaitingAttempt[], list: Paged): object {
  const activities = [...Map.groupBy(waiting, ({ activity }) => activity.id).values()];
  return {
    title: words.say('marking'),
    lede: words.say(list.total === 0 ? 'marking_none' : 'marking_lede', { count: list.total }),
    columns: ['person', 'quiz', 'submitted_at', 'waits'].map((name) => ({
      ...{ text: words.say(`column.${name}`), num: name === 'waits' },
    })),
    activities: activities.map((attempts) => ({
      title: attempts[0]?.activity.title,
      rows: attempts.map(({ id, name, title, part, submitted_at, waits }) => ({
        cells: [
          { text: name, href: paths.quizMarks(id) },
          { text: title, sub: partWords(words, part) },
          { text: submitted_at === null ? '' : formatInstant(words.locale, submitted_at) },
          { text: words.num(waits) },
        ],
      })),
    })),
    pager: pagerIfMore(list, pagesOf(paths.quizMarking(), {})),
  };
}

/** Marking one attempt: what was written beside the guide. @param typed what was typed into the form, as it was typed */
export function marksPage(words: AttemptWords, staff: StaffAttempt, typed: Record<string, unknown> | null): object {
  return {
    ...headOf(words, staff),
    action: paths.quizMarks(staff.attempt.id),
    lookHref: paths.quizAttempt(staff.attempt.id),
    essays: toMark(staff).map((asked) => essayOf(words, asked, typed)),
  };
}

/** The essays of an attempt that was handed in and in which something was written. */
export function toMark({ attempt, questions }: StaffAttempt): AskedQuestion[] {
  if (attempt.state === 'open') return [];
  return questions.filter(({ question, answer }) => question.kind === 'essay' && answer !== null);
}

/** A whole attempt, for reading: answers beside what is right. */
export function staffAttemptPage(words: AttemptWords, staff: StaffAttempt, mayMark: boolean): object {
  return {
    ...headOf(words, staff),
    markHref: mayMark && toMark(staff).length > 0 ? paths.quizMarks(staff.attempt.id) : null,
    questions: markedOf(staff.questions).map((asked) => reviewed(words, asked)),
  };
}

function headOf(words: AttemptWords, { attempt, activity, name }: StaffAttempt): object {
  const facts: [string, string | null, string?][] = [
    ['person', name],
    ['activity', activity.title, paths.activity(activity.code)],
    ['fact.number', words.num(attempt.number)],
    ['fact.submitted_at', attempt.submitted_at === null ? null : formatInstant(words.locale, attempt.submitted_at)],
    ['state', words.say(`state.${attempt.state}`)],
    ['score', attempt.score === null ? null : words.percent(attempt.score)],
  ];
  return {
    title: [attempt.title, partWords(words, attempt.part)].filter(Boolean).join(': '),
    narrow: true,
    facts: facts.flatMap(([key, value, href]) => (value === null ? [] : [{ term: words.say(key), value, href }])),
  };
}

function essayOf(words: AttemptWords, asked: AskedQuestion, typed: Record<string, unknown> | null): object {
  const { position, question, answer, points, points_hundredths: stands, remark } = asked;
  const names = { points: pointsField(position), seen: seenField(position), remark: remarkField(position) };
  return {
    ...{ names, position, legend: words.say('question', { number: position }), html: words.block(question.text) },
    guide: question.kind === 'essay' && question.guide !== '' ? words.block(question.guide) : null,
    given: givenLines(words, question, answer),
    label: words.say('points_of', { of: points }),
    seen: stands ?? '',
    points: typed?.[names.points] ?? (stands === null ? '' : words.hundredths(stands)),
    remark: typed?.[names.remark] ?? remark ?? '',
  };
}

/** A lesson has its title; the two tests of an activity are told apart by when they are. */
export function partWords(words: AttemptWords, part: string): string {
  return part === 'before' || part === 'after' ? words.say(`part.${part}`) : '';
}
