import { type Activity, completionKey, type Entry, type Session } from './records.ts';

/** What an indicator asks for in one group. */
export interface Question {
  measure: string;
  group: string;
  trainingsInform: boolean;
}

/** An activity as the rules of counting method §2 see it. */
export class Meeting {
  readonly activity: Activity;
  /** Those that exist, by date and number. */
  readonly sessions: Session[];
  private readonly needed: number;
  private readonly firstDay: string | undefined;

  constructor(activity: Activity) {
    this.activity = activity;
    const all = [...activity.sessions.values()];
    const held = all.filter(({ status }) => status !== 'cancelled');
    const isOff = activity.status === 'draft' || activity.status === 'cancelled';
    this.sessions = isOff
      ? []
      : held.sort((a, b) => (a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1));
    this.firstDay = held.map(({ date }) => date).sort()[0];
    const planned = new Set(this.sessions.map((session) => this.slot(session))).size;
    this.needed = Math.max(1, Math.ceil((Math.round(Number(activity.minimum) * 100) * planned) / 10_000));
  }

  /** Whether it is there for an indicator. */
  existsFor({ measure, trainingsInform }: Question): boolean {
    const { kind } = this.activity;
    return measure === 'trained' ? kind !== 'campaign' : kind !== 'training' || trainingsInform;
  }

  /** The day on which somebody on the roster qualifies. */
  qualifies({ person, group }: Entry, { measure }: Question): string | undefined {
    const { kind, status, completed } = this.activity;
    if (kind === 'course') {
      return status === 'draft' || status === 'cancelled' ? undefined : completed.get(completionKey(person, group));
    }
    if (measure === 'informed') return this.sessions.find(({ there }) => there.has(person))?.date;
    return this.trained(person);
  }

  /** The day that the place of somebody on the roster who qualified speaks of. */
  dayOfPlace(qualified: string): string {
    return this.activity.kind === 'course' ? qualified : (this.firstDay ?? qualified);
  }

  private trained(person: number): string | undefined {
    const satisfied = new Set<number>();
    for (const session of this.sessions) {
      if (!session.there.has(person)) continue;
      satisfied.add(this.slot(session));
      if (satisfied.size < this.needed) continue;
      if (!this.activity.hasTest) return session.date;
      const passed = this.activity.passed.get(person);
      return passed === undefined || passed > session.date ? passed : session.date;
    }
    return undefined;
  }

  /** The number of the first session of those that make up for one another. */
  private slot(session: Session): number {
    const first = this.activity.sessions.get(session.makesUp);
    return first ? this.slot(first) : session.number;
  }
}
