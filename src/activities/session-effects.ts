import type { Marks } from './activity-records.js';
import { type ActivityTerms, scheduleOf } from './ledger-rows.js';
import { type AttendanceStatus, isThere, type Schedule, type SessionFacts, type Standing } from './qualification.js';

/** A number as it is, and as it would be. */
export interface Shift {
  before: number;
  after: number;
}

/** What a change of the sessions of an activity does to those on its roster. */
export interface SessionEffect {
  /** Sessions, make-ups counted with what they make up for. */
  planned: Shift;
  /** How many of them somebody must attend to be trained. */
  needed: Shift;
  /** People by where they stand; all null for what is no training. */
  standings: Record<Standing['state'], Shift> | null;
  /** People who attended any session. */
  informed: Shift;
  /** People who stay counted, on another day: another half-year may be theirs. */
  redated: number;
}

/**
 * What follows for a roster when the sessions of its activity change (counting method §2). Pure.
 * @param before the sessions as they are @param after as they would be, by the same ids; a new one by an id of its own
 * @param marks by person, then session id @param people everybody on the roster, once @param day today
 */
export function effectOf(
  terms: ActivityTerms,
  before: readonly SessionFacts[],
  after: readonly SessionFacts[],
  marks: Marks,
  people: readonly number[],
  day: string,
): SessionEffect {
  const sides = [before, after].map((sessions) => sideOf(scheduleOf(terms, sessions), marks, people, day));
  const [old, changed] = sides as [Side, Side];
  const shift = (of: (side: Side) => number): Shift => ({ before: of(old), after: of(changed) });
  const inState = (state: Standing['state']): Shift =>
    shift(({ states }) => states.filter((each) => each === state).length);
  const standings = {
    reached: inState('reached'),
    possible: inState('possible'),
    no_longer: inState('no_longer'),
  };
  return {
    planned: shift(({ schedule }) => schedule.planned),
    needed: shift(({ schedule }) => schedule.needed),
    standings: terms.kind === 'training' ? standings : null,
    informed: shift(({ informed }) => informed.filter((date) => date !== null).length),
    redated: people.filter((_, at) => isRedated(old, changed, at)).length,
  };
}

/** Whether a change leaves everybody where they are. */
export function hasEffect({ planned, needed, standings, informed, redated }: SessionEffect): boolean {
  const shifts = [planned, needed, informed, ...(standings === null ? [] : Object.values(standings))];
  return redated > 0 || shifts.some(({ before, after }) => before !== after);
}

/** A roster under one set of sessions, person by person. */
interface Side {
  schedule: Schedule;
  states: Standing['state'][];
  informed: (string | null)[];
  trained: (string | null)[];
}

function sideOf(schedule: Schedule, marks: Marks, people: readonly number[], day: string): Side {
  const own = people.map((id) => marks.get(id) ?? new Map<number, AttendanceStatus>());
  const there = own.map((each) => [...each].filter(([, mark]) => isThere(mark)).map(([id]) => id));
  return {
    schedule,
    states: own.map((each) => schedule.standing(each, day).state),
    informed: there.map((ids) => schedule.informedOn(ids)),
    trained: there.map((ids) => schedule.trainedOn(ids)),
  };
}

function isRedated(old: Side, changed: Side, at: number): boolean {
  return (['informed', 'trained'] as const).some((measure) => {
    const [before, after] = [old[measure][at] ?? null, changed[measure][at] ?? null];
    return before !== null && after !== null && before !== after;
  });
}
