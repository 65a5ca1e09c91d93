/** The three kinds of activity (counting method §1). */
export type ActivityKind = 'training' | 'campaign' | 'course';

export type ActivityStatus = 'draft' | 'open' | 'running' | 'done' | 'cancelled';

export type SessionStatus = 'planned' | 'held' | 'cancelled';

export type AttendanceStatus = 'present' | 'late' | 'excused' | 'absent';

/** What of an activity decides who qualifies. `min_attendance` in hundredths of a percent: 8000 is 80%. */
export interface ActivityRules {
  kind: ActivityKind;
  status: ActivityStatus;
  min_attendance: number;
  /** Whether the activity ends with a test that has to be passed to be trained; none if not said. */
  has_test?: boolean;
}

/** What of a session decides it: `makes_up` is the number of the session of the same activity that it makes up for. */
export interface SessionFacts {
  id: number;
  number: number;
  date: string;
  status: SessionStatus;
  makes_up: number | null;
}

/** How far one person is on the way to `trained`: counts of slots, and whether the rest can still be reached. */
export interface Standing {
  /** Enough was attended, and only the test is still to be passed: possible, whatever the day. */
  lacks_test?: true;
  /** Of a course, and only there: the day of its completion, null before it. */
  completed_on?: string | null;
  state: 'reached' | 'possible' | 'no_longer';
  satisfied: number;
  needed: number;
  planned: number;
  missed: number;
}

const LAST_DAY = '9999-12-31';

interface Slotted extends SessionFacts {
  slot: number;
}

/** What counts as being there comes first: of several records of one person at one session the best stands. */
export const BEST_FIRST: readonly AttendanceStatus[] = ['present', 'late', 'excused', 'absent'];

/** Whether an attendance counts as being there: present and late do. */
export function isThere(status: AttendanceStatus): boolean {
  return status === 'present' || status === 'late';
}

/**
 * The sessions of one activity, read by the rules of counting method §2: cancelled sessions, and all sessions of a
 * draft or cancelled activity, do not exist; sessions that make up for one another are one slot. A course has no
 * sessions: it qualifies by its completion (`completedOn`).
 */
export class Schedule {
  /** Number of slots of the activity, past and future. */
  readonly planned: number;
  /** Number of slots to be satisfied to be trained: at least one. */
  readonly needed: number;
  private readonly first: string | null;
  /** The sessions that exist, by date, then number. */
  private readonly sessions: readonly Slotted[];
  private readonly byId: ReadonlyMap<number, Slotted>;

  constructor(
    private readonly activity: ActivityRules,
    sessions: readonly SessionFacts[],
  ) {
    const slots = slotsOf(sessions);
    const held = sessions
      .filter((session) => session.status !== 'cancelled')
      .sort((a, b) => (a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1));
    this.first = held[0]?.date ?? null;
    const exists = activity.status !== 'draft' && activity.status !== 'cancelled';
    this.sessions = exists ? held.map((session) => ({ ...session, slot: slots.get(session.number) ?? 0 })) : [];
    this.byId = new Map(this.sessions.map((session) => [session.id, session]));
    this.planned = new Set(this.sessions.map((session) => session.slot)).size;
    this.needed = Math.max(1, Math.ceil((activity.min_attendance * this.planned) / 10000));
  }

  /** The earliest date that is not cancelled, whatever the activity's status; null without one (§3, the place of a participation). */
  firstDate(): string | null {
    return this.first;
  }

  /** Whether a session exists for the rules. */
  exists(sessionId: number): boolean {
    return this.byId.has(sessionId);
  }

  /** The date of the first session that somebody ever attended, null for none. `there`: ids of the sessions attended. */
  informedOn(there: Iterable<number>): string | null {
    if (this.activity.kind === 'course') return null;
    let first: string | null = null;
    for (const id of there) {
      const date = this.byId.get(id)?.date;
      if (date !== undefined && (first === null || date < first)) first = date;
    }
    return first;
  }

  /** The day on which a course qualifies somebody, for both measures: that of completion. Null for all else. */
  completedOn(completedOn: string | null): string | null {
    const { kind, status } = this.activity;
    return kind === 'course' && status !== 'draft' && status !== 'cancelled' ? completedOn : null;
  }

  /**
   * The day on which the last missing condition of `trained` was met, null while one is missing. `there`: ids of the
   * sessions attended; `testPassedOn`: looked at only where the activity has a test.
   */
  trainedOn(there: Iterable<number>, testPassedOn: string | null = null): string | null {
    if (this.activity.kind !== 'training') return null;
    const attended = this.attendedEnoughOn(new Set(there));
    if (attended === null || !this.activity.has_test) return attended;
    return testPassedOn !== null && testPassedOn < attended ? attended : testPassedOn;
  }

  /**
   * Where somebody on the roster of a training stands at the end of a day. A slot not yet satisfied is open while one
   * of its sessions lies after that day, or on it and has no attendance yet. `marks`: session id to status.
   * @param until what comes true after that day is too late: that of a plan, where it is asked whether the plan can still count it
   */
  standing(
    marks: ReadonlyMap<number, AttendanceStatus>,
    asOf: string,
    testPassedOn: string | null = null,
    until = LAST_DAY,
  ): Standing {
    const satisfied = new Set<number>();
    const open = new Set<number>();
    for (const { id, date, slot } of this.sessions) {
      const mark = marks.get(id);
      if (date <= asOf && mark !== undefined && isThere(mark)) satisfied.add(slot);
      if (date <= until && (date > asOf || (date === asOf && mark === undefined))) open.add(slot);
    }
    const reachable = new Set([...satisfied, ...open]).size;
    const { needed, planned } = this;
    const counts = { satisfied: satisfied.size, needed, planned, missed: planned - reachable };
    const possible = asOf <= until && reachable >= needed ? 'possible' : 'no_longer';
    if (satisfied.size < needed) return { state: possible, ...counts };
    return this.isTested(testPassedOn, asOf)
      ? { state: 'reached', ...counts }
      : { state: possible, ...counts, lacks_test: true };
  }

  private isTested(passedOn: string | null, asOf: string): boolean {
    return this.activity.has_test !== true || (passedOn !== null && passedOn <= asOf);
  }

  private attendedEnoughOn(there: ReadonlySet<number>): string | null {
    const satisfied = new Set<number>();
    for (const { id, date, slot } of this.sessions) {
      if (!there.has(id)) continue;
      satisfied.add(slot);
      if (satisfied.size >= this.needed) return date;
    }
    return null;
  }
}

/** Where somebody on the roster of a course stands at the end of a day: it can be completed as long as it is there. */
export function courseStanding(completedOn: string | null, asOf: string): Standing {
  const completed_on = completedOn !== null && completedOn <= asOf ? completedOn : null;
  const state = completed_on === null ? 'possible' : 'reached';
  return { state, satisfied: 0, needed: 0, planned: 0, missed: 0, completed_on };
}

/** The slot of each session number: sessions that make up for one another, directly or not, share one. */
function slotsOf(sessions: readonly SessionFacts[]): Map<number, number> {
  const slots = new Map(sessions.map(({ number }) => [number, number]));
  for (const { number, makes_up } of sessions) {
    const from = slots.get(number);
    const into = makes_up === null ? undefined : slots.get(makes_up);
    if (from === undefined || into === undefined || from === into) continue;
    for (const [member, slot] of slots) if (slot === from) slots.set(member, into);
  }
  return slots;
}
