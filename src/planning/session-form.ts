import { effectOf, hasEffect, type SessionEffect } from '../activities/session-effects.js';
import type { Session } from '../activities/activities.entities.js';
import type { ActivityRecord } from '../activities/activity-records.js';
import { asTyped } from '../web/day.js';
import type { Form } from '../web/form.js';
import { readSession } from './session-fields.js';
import { nextNumber, type PlannedSession } from './session-plans.js';

/** Reads the form of one session; what is wrong is noted at its field. @param number its own, which it cannot make up for */
export function readPlannedSession(form: Form, { sessions }: ActivityRecord, number: number): PlannedSession {
  const numbers = sessions.map((each) => String(each.number)).filter((each) => each !== String(number));
  const makes_up = form.raw('makes_up') === '' ? null : Number(form.choice('makes_up', numbers));
  return { ...readSession(form, ''), makes_up };
}

/** What stands in the fields of a session that is there. */
export function valuesOf({ date, start, end, venue, makes_up }: Session): Record<string, string> {
  return {
    date: asTyped(date),
    start: start ?? '',
    end: end ?? '',
    venue: venue ?? '',
    makes_up: makes_up === null ? '' : String(makes_up),
  };
}

/** What changing a session, or adding one where there is none yet, does to the roster; null where it leaves it as it is. */
export function effectOn(
  record: ActivityRecord,
  session: Session | null,
  change: Partial<Session>,
  day: string,
): SessionEffect | null {
  const { activity, sessions, marks, roster } = record;
  const people = [...new Set(roster.map(({ person_id }) => person_id))];
  const after = session
    ? sessions.map((each) => (each.id === session.id ? { ...each, ...change } : each))
    : [...sessions, { ...NEW, number: nextNumber(sessions), ...change }];
  const effect = effectOf(activity, sessions, after, marks, people, day);
  return people.length > 0 && hasEffect(effect) ? effect : null;
}

const NEW = { id: 0, date: '', status: 'planned', makes_up: null } as const;

/** What was agreed to: the same press again means the same change, another change asks again. */
export function agreementOf({ date, makes_up }: PlannedSession): string {
  return `${date} ${makes_up ?? ''}`.trim();
}
