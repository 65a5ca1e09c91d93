import { addDays } from '../web/day.js';
import { workday } from './dates.js';
import type { Random } from './random.js';

export type Mark = 'present' | 'late' | 'excused' | 'absent';

/** What an activity says of itself; the code is given when all activities are in order of time. */
export interface GatheringHead {
  kind: 'training' | 'campaign';
  title: string;
  unit: string;
  agency: string;
  min_attendance?: number;
  capacity?: number;
  trainer?: string;
  status?: 'draft' | 'open' | 'running' | 'done' | 'cancelled';
  /** Whether its test has to be passed. */
  test?: boolean;
}

export interface GatheringSession {
  number: number;
  date: string;
  start: string;
  end: string;
  venue: string;
  makes_up: number | null;
  status: 'planned' | 'held' | 'cancelled';
}

/** A line of a roster. */
export interface Entry {
  person: string;
  group: string;
  organisation?: string;
  unit?: string;
}

export interface GatheringHeadcount {
  session: number;
  unit: string;
  group: string;
  count: number;
  method: 'counted' | 'estimated';
  note: string;
}

export interface SessionPlan {
  date: string;
  venue: string;
  start?: string;
  end?: string;
  makes_up?: number;
  status?: GatheringSession['status'];
}

/** How a participant went through a training. */
export type Outcome = 'full' | 'enough' | 'short' | 'none' | 'made_up';

/** One activity while it is being invented: its sessions, roster, attendance and headcounts. */
export class Gathering {
  readonly sessions: GatheringSession[] = [];
  readonly entries: Entry[] = [];
  readonly marks = new Map<string, { session: number; person: string; mark: Mark }>();
  readonly headcounts: GatheringHeadcount[] = [];

  constructor(readonly head: GatheringHead) {}

  /** The earliest day that is not cancelled (counting method §3). */
  get firstDate(): string {
    const dates = this.sessions.filter((s) => s.status !== 'cancelled').map((s) => s.date);
    return dates.sort()[0] ?? '';
  }

  /** Adds a session (held unless said otherwise) and returns its number. */
  addSession(plan: SessionPlan): number {
    const number = this.sessions.length + 1;
    this.sessions.push({
      number,
      date: plan.date,
      start: plan.start ?? '08:00',
      end: plan.end ?? '11:30',
      venue: plan.venue,
      makes_up: plan.makes_up ?? null,
      status: plan.status ?? 'held',
    });
    return number;
  }

  /** Puts a person on the roster; the same person and group a second time is left out. */
  enrol(entry: Entry): void {
    const known = this.entries.some((e) => e.person === entry.person && e.group === entry.group);
    if (!known) this.entries.push(entry);
  }

  mark(person: string, session: number, mark: Mark): void {
    this.marks.set(`${session}|${person}`, { session, person, mark });
  }

  /** Records heads beside the roster; nothing is written for none. */
  count(headcount: GatheringHeadcount): void {
    if (headcount.count > 0) this.headcounts.push(headcount);
  }

  /** Enrols somebody who came to one session of a campaign. */
  welcome(entry: Entry, session: number, random: Random): void {
    this.enrol(entry);
    this.mark(entry.person, session, there(random));
  }
}

function there(random: Random): Mark {
  return random.chance(0.93) ? 'present' : 'late';
}

function away(random: Random): Mark {
  return random.chance(0.5) ? 'excused' : 'absent';
}

/** Sessions that were held and make up for none, or for one that was cancelled. */
function mainSessions(training: Gathering): GatheringSession[] {
  const cancelled = new Set(training.sessions.filter((s) => s.status === 'cancelled').map((s) => s.number));
  return training.sessions.filter(
    (s) => s.status === 'held' && (s.makes_up === null || cancelled.has(s.makes_up)),
  );
}

/**
 * Enrols somebody in a training and writes the attendance that gives the outcome: `full` all sessions,
 * `enough` all but one, `short` too few, `none` never there, `made_up` one missed and made up for.
 */
export function attend(training: Gathering, entry: Entry, outcome: Outcome, random: Random): void {
  training.enrol(entry);
  const main = mainSessions(training);
  const makeUp = training.sessions.find((s) => s.makes_up !== null && !main.includes(s));
  const missed = missedSessions(outcome, main, makeUp, random);
  for (const session of main) {
    const mark = missed.has(session.number) ? away(random) : there(random);
    training.mark(entry.person, session.number, mark);
  }
  if (outcome === 'made_up' && makeUp) training.mark(entry.person, makeUp.number, 'present');
}

function missedSessions(
  outcome: Outcome,
  main: GatheringSession[],
  makeUp: GatheringSession | undefined,
  random: Random,
): Set<number> {
  const numbers = main.map((session) => session.number);
  switch (outcome) {
    case 'full':
      return new Set();
    case 'enough':
      return new Set([random.pick(numbers)]);
    case 'made_up':
      return new Set(makeUp?.makes_up ? [makeUp.makes_up] : []);
    case 'short':
      return new Set(random.shuffle(numbers).slice(0, Math.max(2, Math.ceil(numbers.length / 2))));
    case 'none':
      return new Set(numbers);
  }
}

/** The days of a weekly or daily round through places: one session each, in the evening. */
export function eveningRound(gathering: Gathering, first: string, venues: readonly string[]): number[] {
  return venues.map((venue, i) =>
    gathering.addSession({
      date: workday(addDays(first, i * 2)),
      venue,
      start: '19:00',
      end: '21:00',
    }),
  );
}
