import type { Activity, Session } from './activities.ts';
import { day, REFORM } from './days.ts';
import { ASK, type Dice } from './dice.ts';
import type { Files } from './files.ts';
import type { Land } from './land.ts';
import type { People, Somebody } from './people.ts';
import { AGENCIES } from './plan.ts';

export interface Headcount {
  session: Session;
  unit: string;
  count: number;
  method: string;
}

/** What is recorded of the activities of a province: rosters, attendance, completions, passed tests, headcounts. */
export class Records {
  private readonly dice: Dice;
  private readonly land: Land;
  private readonly people: People;
  private readonly province: number;

  constructor(dice: Dice, land: Land, people: People, province: number) {
    this.dice = dice;
    this.land = land;
    this.people = people;
    this.province = province;
  }

  code(activity: Activity): string {
    return `${this.land.province}-A${activity.number}`;
  }

  /** Writes an activity with all that belongs to it. @param most participations @returns how many there are */
  write(files: Files, activity: Activity, most: number): number {
    this.writeActivity(files, activity);
    for (const session of activity.sessions) this.writeSession(files, activity, session);
    let written = 0;
    for (const [at, somebody] of activity.roster.entries()) {
      if (written >= most) return written;
      written += this.writeParticipant(files, activity, somebody, at, most - written);
    }
    for (const heads of this.headcounts(activity)) this.writeHeadcount(files, activity, heads);
    return written;
  }

  writeActivity(files: Files, activity: Activity, status: string = activity.status): void {
    const code = this.code(activity);
    const { kind, isOfProvince, minimum, hasTest } = activity;
    const unit = isOfProvince ? this.land.province : this.land.on(activity.commune, activity.firstDay);
    const agency = this.roll(5, ASK.agency, activity);
    const minAttendance = kind === 'training' ? minimum : '';
    const [plan, title] = [`KH-${this.land.province}`, `Hoạt động ${activity.number}`];
    files.row(
      'activities',
      ...[code, plan, kind, title, unit, AGENCIES[agency] ?? '', minAttendance, status, hasTest ? 'true' : ''],
    );
  }

  writeSession(files: Files, activity: Activity, session: Session, moved = 0): void {
    const { number, makesUp, cancelled } = session;
    const status = cancelled ? 'cancelled' : 'held';
    files.row('sessions', this.code(activity), number, day(session.day + moved), makesUp || '', status);
  }

  /** Somebody on the roster, with how they stood. @returns the number of participations */
  writeParticipant(files: Files, activity: Activity, somebody: Somebody, at: number, most: number): number {
    const { group } = activity;
    const [code, ref] = [this.code(activity), this.people.ref(somebody)];
    files.row('participations', code, ref, group, this.organisation(group, somebody), this.unit(activity, somebody));
    let written = 1;
    // Every other member of a household stands there as a parent too.
    if (group === 'household' && at % 2 === 0 && most > 1) {
      files.row('participations', code, ref, 'parent', '', this.unit(activity, somebody));
      written = 2;
    }
    if (activity.kind === 'course') {
      const completed = this.completedOn(activity, at);
      const organisation = this.organisation(group, somebody);
      if (completed !== undefined) files.row('completions', code, ref, group, organisation, day(completed));
      return written;
    }
    for (const { number } of activity.sessions) {
      const mark = this.mark(activity, number, at);
      if (mark !== '') files.row('attendance', code, number, ref, mark);
    }
    const passed = this.passedOn(activity, at);
    if (passed !== undefined) files.row('test_results', code, ref, day(passed));
    return written;
  }

  writeHeadcount(files: Files, activity: Activity, { session, unit, count, method }: Headcount): void {
    files.row('headcounts', this.code(activity), session.number, unit, activity.group, count, method);
  }

  /** How the one at a place of the roster stood at a session; '' where nothing is noted. */
  mark(activity: Activity, session: number, at: number): string {
    const roll = this.roll(100, ASK.mark, activity, session, at);
    if (roll < 86) return 'present';
    if (roll < 91) return 'late';
    if (roll < 95) return 'absent';
    return roll < 98 ? 'excused' : '';
  }

  /** When the one at a place of the roster completed a course. */
  completedOn(activity: Activity, at: number): number | undefined {
    const roll = this.roll(80, ASK.done, activity, at);
    return roll < 55 ? activity.firstDay + roll : undefined;
  }

  /** When the one at a place of the roster passed the test of a training. */
  passedOn(activity: Activity, at: number): number | undefined {
    if (!activity.hasTest) return undefined;
    const roll = this.roll(30, ASK.done, activity, at);
    return roll < 21 ? (activity.sessions.at(-1)?.day ?? 0) + roll : undefined;
  }

  /** Heads beside the roster: at a class, the commune or the province, counted or guessed. */
  headcounts(activity: Activity): Headcount[] {
    const { commune } = activity;
    return activity.sessions.flatMap((session) => {
      if (this.roll(100, ASK.heads, activity, session.number) >= 25) return [];
      const places = [
        this.land.on(commune, session.day),
        this.land.cohort(commune, 0),
        this.land.cohort(commune, 1),
        this.land.province,
      ];
      const first = this.roll(4, ASK.headsAt, activity, session.number);
      const count = 1 + this.roll(2, ASK.headsAt, activity, session.number, 1);
      return Array.from({ length: count }, (_, at) => ({
        session,
        unit: places[(first + at) % 4] ?? '',
        count: 5 + this.roll(120, ASK.headsCount, activity, session.number, at),
        method: ['counted', 'counted', '', 'estimated'][this.roll(4, ASK.method, activity, session.number, at)] ?? '',
      }));
    });
  }

  private organisation(group: string, somebody: Somebody): string {
    if (group === 'household') return this.people.household(somebody);
    if (group !== 'enterprise' && group !== 'cooperative') return '';
    return this.people.firm(group, somebody.commune, somebody.number);
  }

  /**
   * The place that a row says, mostly none, which means the home. A newcomer's home does not say where they were before
   * the reform; some children are entered for their class, some others for their commune.
   */
  private unit(activity: Activity, somebody: Somebody): string {
    const { commune, number } = somebody;
    if (activity.kind === 'course') return '';
    const isBefore = activity.firstDay < REFORM;
    if (isBefore && this.people.isNewcomer(somebody)) return this.land.before(commune);
    const roll = this.roll(100, ASK.unit, activity, commune, number);
    if (activity.group === 'child') return roll < 30 ? this.land.cohort(commune, number) : '';
    return roll < 5 ? this.land.on(commune, activity.firstDay) : '';
  }

  private roll(bound: number, question: number, activity: Activity, ...about: number[]): number {
    return this.dice.roll(bound, question, this.province, activity.number, ...about);
  }
}
