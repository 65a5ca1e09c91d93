import { column } from '../interchange/columns.js';
import { addDays, asTyped } from '../web/day.js';
import type { Form } from '../web/form.js';

/** A session as it stands in the fields of a form, not judged yet. */
export interface SessionFields {
  date: string;
  start: string;
  end: string;
  venue: string;
}

/** A session as a form says it: ISO date, 24-hour times. */
export interface SessionInput {
  date: string;
  start: string | null;
  end: string | null;
  venue: string | null;
}

/** More sessions of one activity are planned in another one, or by file. */
export const MOST_SESSIONS = 60;

const TIME = column.time();
const PARTS = ['date', 'start', 'end', 'venue'] as const;
const NOTHING: SessionFields = { date: '', start: '', end: '', venue: '' };

/** The fields of all sessions of a form: `s1_date`, `s1_start`, … */
export function sessionFields(form: Form): SessionFields[] {
  const count = Math.min(MOST_SESSIONS, Math.max(1, Math.trunc(Number(form.raw('sessions'))) || 1));
  return Array.from({ length: count }, (_, at) => {
    const [date = '', start = '', end = '', venue = ''] = PARTS.map((part) => form.raw(`s${at + 1}_${part}`));
    return { date, start, end, venue };
  });
}

/** The same with an empty one behind, at the venue of the last; unchanged where there are enough. */
export function withOneMore(fields: readonly SessionFields[]): SessionFields[] {
  if (fields.length >= MOST_SESSIONS) return [...fields];
  const { start, end, venue } = fields.at(-1) ?? NOTHING;
  return [...fields, { date: '', start, end, venue }];
}

/** The same without one, counted from 1; the last one is emptied, not taken away. */
export function without(fields: readonly SessionFields[], number: number): SessionFields[] {
  const left = fields.filter((_, at) => at + 1 !== number);
  return left.length === 0 ? [NOTHING] : left;
}

/**
 * The same, and the last one with a date again every week; those without a date that were begun stay behind them.
 * @param day the last date as ISO @param times how many more, as many as there is room for
 */
export function weekly(fields: readonly SessionFields[], day: string, times: number): SessionFields[] {
  const dated = fields.filter(({ date }) => date !== '');
  const begun = fields.filter((each) => each.date === '' && PARTS.some((part) => each[part] !== ''));
  const last = dated.at(-1) ?? NOTHING;
  const room = Math.max(0, Math.min(times, MOST_SESSIONS - dated.length - begun.length));
  const more = Array.from({ length: room }, (_, at) => ({ ...last, date: asTyped(addDays(day, 7 * (at + 1))) }));
  return [...dated, ...more, ...begun];
}

/** Reads all sessions of a form; what is wrong is noted at its field. */
export function readSessions(form: Form): SessionInput[] {
  return sessionFields(form).map((_, at) => readSession(form, `s${at + 1}_`));
}

/** Reads one session from fields that begin with a prefix. */
export function readSession(form: Form, prefix: string): SessionInput {
  const date = form.day(`${prefix}date`);
  const start = readTimeField(form, `${prefix}start`);
  const end = readTimeField(form, `${prefix}end`);
  if (start !== null && end !== null && start >= end) {
    form.refuse(`${prefix}end`, 'activities.end_before_start', { start });
  }
  return { date, start, end, venue: form.optionalText(`${prefix}venue`, 190) };
}

/** The time that somebody typed, null where it is none: "8h30" and "8:30" are what people write. */
export function timeOf(typed: string): string | null {
  const read = TIME.parse(typed.replace(/\s*(h|giờ|g)\s*/i, ':').replace(/:$/, ':00'));
  return 'value' in read ? read.value : null;
}

function readTimeField(form: Form, field: string): string | null {
  const typed = form.raw(field);
  if (typed === '') return null;
  const time = timeOf(typed);
  if (time === null) form.refuse(field, 'planning.time');
  return time;
}
