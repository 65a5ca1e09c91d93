/** What the files say, as plainly as they say it. */
export interface UnitRow {
  code: string;
  name: string;
  level: string;
  parent: string;
  valid_from: string;
  valid_to: string;
}

export interface SuccessionRow {
  predecessor: string;
  successor: string;
  date: string;
  main: boolean;
}

export interface BaselineRow {
  unit: string;
  group: string;
  year: number;
  value: number;
}

export interface Indicator {
  code: string;
  measure: string;
  groups?: string[];
  target: number;
  comparator: string;
  trainings_inform?: boolean;
}

export interface Plan {
  code: string;
  unit: string;
  start: string;
  end: string;
  objectives: { indicators?: Indicator[] }[];
}

export interface Session {
  number: number;
  date: string;
  makesUp: number;
  status: string;
  /** The people who were present or late. */
  there: Set<number>;
}

export interface Headcount {
  session: number;
  unit: string;
  group: string;
  count: number;
  method: string;
}

/** A participation: people and organisations are numbers, in the order in which they were met. */
export interface Entry {
  /** The how manieth participation was recorded. */
  order: number;
  person: number;
  group: string;
  /** The person, or the organisation that the person attends for. */
  subject: number;
  /** The code that was written down: the one said, or the home of the subject. */
  unit: string;
  isSaid: boolean;
}

export interface Activity {
  code: string;
  plan: string;
  kind: string;
  status: string;
  minimum: string;
  hasTest: boolean;
  sessions: Map<number, Session>;
  roster: Entry[];
  headcounts: Map<string, Headcount>;
  /** Of courses: the day by person and group. */
  completed: Map<string, string>;
  passed: Map<number, string>;
}

/** Everybody of a kind: numbers by ref, and homes by number. */
export class Register {
  readonly numbers = new Map<string, number>();
  readonly homes: string[] = [];

  put(ref: string, home: string): void {
    const number = this.numbers.get(ref) ?? this.homes.length;
    this.numbers.set(ref, number);
    this.homes[number] = home;
  }

  number(ref: string): number {
    const number = this.numbers.get(ref);
    if (number === undefined) throw new Error(`nobody has the ref ${ref}`);
    return number;
  }
}

export class Records {
  readonly units = new Map<string, UnitRow>();
  readonly successions = new Map<string, SuccessionRow>();
  readonly baselines = new Map<string, BaselineRow>();
  readonly plans = new Map<string, Plan>();
  readonly people = new Register();
  readonly organisations = new Register();
  readonly activities = new Map<string, Activity>();
  /** The groups that count organisations; three of the built-in ones do. */
  readonly countOrganisations = new Set(['enterprise', 'cooperative', 'household']);
  /** How many participations were recorded. */
  recorded = 0;

  activity(code: string): Activity {
    const activity = this.activities.get(code);
    if (!activity) throw new Error(`no activity has the code ${code}`);
    return activity;
  }

  session(activity: string, number: string): Session {
    const session = this.activity(activity).sessions.get(Number(number));
    if (!session) throw new Error(`${activity} has no session ${number}`);
    return session;
  }
}

export function completionKey(person: number, group: string): string {
  return `${person} ${group}`;
}
