import type { ActivityKind } from '../activities/qualification.js';

/** What is written to the people of an activity. */
export const LETTER_KINDS = ['invitation', 'change', 'reminder', 'thanks', 'certificate'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** What is written to those who learn a course, by the room of learning. */
export const LEARNER_KINDS = ['due_reminder', 'learner_message'] as const;
export type LearnerKind = (typeof LEARNER_KINDS)[number];
/** Everything that is written to participants. */
export type WrittenKind = LetterKind | LearnerKind;

/** Those that somebody looks at and sends by a press; the others are written by what they tell of. */
export const PRESSED_KINDS = ['invitation', 'thanks', 'certificate'] as const;
export type PressedKind = (typeof PRESSED_KINDS)[number];

/** Those with a page of who is reached how, and with paper for the others: changes are told by mail without a press. */
export const PAPER_KINDS = ['invitation', 'change', 'thanks', 'certificate'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Those that there can be of an activity: a course has no days to invite to, and certificates are of what trains. */
export function paperKindsOf(kind: ActivityKind): readonly PaperKind[] {
  if (kind === 'course') return ['certificate'];
  return PAPER_KINDS.filter((each) => each !== 'certificate' || kind === 'training');
}

/** The template of each kind, `views/mail/<name>.<locale>.hbs`. */
export const TEMPLATES: Record<LetterKind, string> = {
  invitation: 'activity-invitation',
  change: 'activity-change',
  reminder: 'session-reminder',
  thanks: 'activity-thanks',
  certificate: 'certificate',
};

/** How the keys begin of what is written of an activity, or of a session. */
const SUBJECTS: Readonly<Record<string, 'activity' | 'session'>> = {
  ...{ inv: 'activity', chg: 'activity', thx: 'activity', due: 'activity', msg: 'activity' },
  rem: 'session',
};

/** What is written of, by a key of `keys`; null: neither an activity as a whole nor a session. */
export function activityOrSessionOf(key: string): { type: 'activity' | 'session'; id: number } | null {
  const [kind = '', id] = key.split(':');
  const type = SUBJECTS[kind];
  return type === undefined ? null : { type, id: Number(id) };
}

/** What a letter is and to whom: written twice, it is there once (mail/outbox.ts). */
export const keys = {
  invitation: (activity: number, person: number) => `inv:${activity}:${person}`,
  change: (activity: number, person: number, ordinal: number, schedule: string) =>
    `chg:${activity}:${person}:${ordinal}:${schedule}`,
  /** @param print what is told of the session (schedule.ts) */
  reminder: (session: number, date: string, days: number, person: number, print: string) =>
    `${keys.remindersOn(session, date, days)}${person}:${print}`,
  /** All of a session on its day that are written so many days before. */
  remindersOn: (session: number, date: string, days: number) => `${keys.reminders(session)}${date}:${days}:`,
  /** All reminders of a session. */
  reminders: (session: number) => `rem:${session}:`,
  /** How the keys begin of all that is written of an activity as a whole. */
  ofActivity: (activity: number) => [
    ...['inv', 'chg', 'thx'].map((kind) => `${kind}:${activity}:`),
    ...keys.ofLearners(activity),
  ],
  /** The same of what is written to those who learn it. */
  ofLearners: (activity: number) => ['due', 'msg'].map((kind) => `${kind}:${activity}:`),
  thanks: (activity: number, person: number) => `thx:${activity}:${person}`,
  certificate: (certificate: number) => `crt:${certificate}`,
  /** @param days before the due date of a course, negative: after it */
  due: (activity: number, due_on: string, days: number, person: number) =>
    `${keys.dueOn(activity, due_on, days)}${person}`,
  /** All of a course with one due date that are written so many days before. */
  dueOn: (activity: number, due_on: string, days: number) => `due:${activity}:${due_on}:${days}:`,
  message: (activity: number, form: string, person: number) => `${keys.messagesOf(activity, form)}${person}`,
  /** All that one press wrote to those who learn a course. */
  messagesOf: (activity: number, form: string) => `msg:${activity}:${form}:`,
  digest: (week: string, user: number) => `dig:${week}:${user}`,
};

/** The condition that a column begins with one of these, with its parameters. @param begins at least one, without `%` and `_` */
export function beginsWith(column: string, begins: readonly string[]): { sql: string; params: string[] } {
  return { sql: `(${begins.map(() => `${column} LIKE ?`).join(' OR ')})`, params: begins.map((each) => `${each}%`) };
}
