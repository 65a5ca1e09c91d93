import { LAST_BEGIN, REFORM } from './days.ts';
import { ASK, type Dice } from './dice.ts';
import type { People, Somebody } from './people.ts';
import type { Shape } from './shape.ts';

export interface Session {
  number: number;
  day: number;
  makesUp: number;
  cancelled: boolean;
}

/** An activity, with who is meant to come. */
export interface Activity {
  number: number;
  kind: 'campaign' | 'training' | 'course';
  status: 'done' | 'cancelled' | 'draft';
  group: string;
  /** In which commune it is; its people are of this one, or of the whole province. */
  commune: number;
  isOfProvince: boolean;
  sessions: Session[];
  /** The first day that is not cancelled; of a course the first on which it is completed. */
  firstDay: number;
  minimum: string;
  hasTest: boolean;
  roster: Somebody[];
  /** Somebody of its group who is not on the roster: corrections enter them late. */
  spare: Somebody | undefined;
}

const MEAN_ROSTER = 30;
/** Of how many hundredths of the activities each group is the audience. */
const AUDIENCES: [group: string, upTo: number][] = [
  ['child', 45],
  ['parent', 65],
  ['household', 73],
  ['teacher', 83],
  ['commune_official', 90],
  ['district_official', 93],
  ['enterprise', 97],
  ['cooperative', 100],
];

/** The activities of a province, one after the other; everything about one follows from its number. */
export class Activities {
  private readonly dice: Dice;
  private readonly people: People;
  private readonly shape: Shape;
  private readonly province: number;

  constructor(dice: Dice, people: People, shape: Shape, province: number) {
    this.dice = dice;
    this.people = people;
    this.shape = shape;
    this.province = province;
  }

  one(number: number): Activity {
    const roll = (bound: number, question: number): number => this.dice.roll(bound, question, this.province, number);
    const audience = roll(100, ASK.group);
    const group = AUDIENCES.find(([, upTo]) => audience < upTo)?.[0] ?? 'child';
    const kinds = roll(100, ASK.kind);
    const kind = kinds < 80 ? 'campaign' : kinds < 96 ? 'training' : 'course';
    const commune = roll(this.shape.communes, ASK.where);
    const isOfProvince = group.endsWith('_official') || roll(100, ASK.unit) < 5;
    const begin = this.begin(number, kind);
    const sessions = kind === 'course' ? [] : this.sessions(number, kind, begin);
    const dates = sessions.filter(({ cancelled }) => !cancelled).map(({ day }) => day);
    const statuses = roll(1000, ASK.status);
    const chosen = this.roster(number, group, commune, isOfProvince);
    return {
      number,
      kind,
      status: statuses < 10 ? 'cancelled' : statuses < 20 ? 'draft' : 'done',
      group,
      commune,
      isOfProvince,
      sessions,
      firstDay: kind === 'course' ? begin : Math.min(...dates),
      minimum: ['', '', '', '50', '66.67', '100'][roll(6, ASK.minimum)] ?? '',
      hasTest: kind === 'training' && roll(100, ASK.test) < 15,
      ...chosen,
    };
  }

  /** In order of time, but one in eight is a late entry: it was long ago when it was recorded. */
  private begin(number: number, kind: string): number {
    const usual = Math.max(1, Math.round(this.shape.participations / MEAN_ROSTER));
    // A few are from before the plan began.
    const inOrder = Math.floor((Math.min(number, usual - 1) / usual) * (LAST_BEGIN + 20)) - 20;
    const isLate = this.dice.chance(125, ASK.late, this.province, number);
    const begin = isLate ? inOrder - this.dice.roll(400, ASK.late, this.province, number, 1) : inOrder;
    return Math.max(kind === 'course' ? REFORM : -30, begin);
  }

  private sessions(number: number, kind: string, begin: number): Session[] {
    if (kind === 'campaign') return [{ number: 1, day: begin, makesUp: 0, cancelled: false }];
    const roll = (bound: number, question: number): number => this.dice.roll(bound, question, this.province, number);
    const count = 2 + roll(3, ASK.sessions);
    const sessions = Array.from({ length: count }, (_, at) => ({
      number: at + 1,
      day: begin + 7 * at,
      makesUp: 0,
      cancelled: false,
    }));
    // One in five lost a session; mostly another one makes up for it.
    if (roll(5, ASK.makeUp) > 0) return sessions;
    const lost = sessions[roll(count, ASK.makeUp)] ?? { number: 0, cancelled: false };
    lost.cancelled = roll(3, ASK.status) > 0;
    if (roll(4, ASK.minimum) === 0) return sessions;
    return [...sessions, { number: count + 1, day: begin + 7 * count, makesUp: lost.number, cancelled: false }];
  }

  private roster(
    number: number,
    group: string,
    commune: number,
    isOfProvince: boolean,
  ): Pick<Activity, 'roster' | 'spare'> {
    // Whoever attends for an organisation is one of the parents.
    const persons = ['household', 'enterprise', 'cooperative'].includes(group) ? 'parent' : group;
    const { communes } = this.shape;
    const there = this.people.size(persons);
    const all = isOfProvince ? there * communes : there;
    const size = Math.min(all, 10 + this.dice.roll(41, ASK.size, this.province, number));
    const start = this.dice.roll(all, ASK.start, this.province, number);
    const member = (at: number): Somebody => {
      const rank = (start + at) % all;
      return isOfProvince
        ? this.people.member(persons, rank % communes, Math.floor(rank / communes))
        : this.people.member(persons, commune, rank);
    };
    const roster = Array.from({ length: size }, (_, at) => member(at));
    return { roster, spare: size < all ? member(size) : undefined };
  }
}
