import type { Activity } from './activities.ts';
import { day, REFORM } from './days.ts';
import { ASK, type Dice } from './dice.ts';
import type { Files } from './files.ts';
import type { Land } from './land.ts';
import type { People } from './people.ts';
import type { Records } from './records.ts';
import type { Shape } from './shape.ts';

/** Writes what was found to be wrong later: rows that change what the first files said, and some that were forgotten. */
export class Corrections {
  private readonly dice: Dice;
  private readonly land: Land;
  private readonly people: People;
  private readonly records: Records;
  private readonly province: number;

  constructor(dice: Dice, land: Land, people: People, records: Records, province: number) {
    this.dice = dice;
    this.land = land;
    this.people = people;
    this.records = records;
    this.province = province;
  }

  /** Homes, births, and the register of one commune in ten. */
  writePeople(files: Files, shape: Shape): void {
    for (let commune = 0; commune < shape.communes; commune += 1) {
      for (let number = 0; number < shape.people; number += 1) {
        if (!this.dice.chance(5, ASK.correct, this.province, commune, number)) continue;
        this.people.writePerson(files, { commune, number }, true);
      }
      if (commune % 10 !== 3) continue;
      const [unit, value] = [this.land.before(commune), this.people.baseline(commune, 'child', 1)];
      files.row('baselines', unit, 'child', 2024, value, 'Rà soát');
    }
  }

  /** What was wrong about an activity, if anything was. */
  writeActivity(files: Files, activity: Activity): void {
    const { number } = activity;
    const how = this.dice.roll(1000, ASK.correctHow, this.province, number);
    if (how < 4) this.records.writeActivity(files, activity, 'cancelled');
    if (how >= 4 && how < 20) this.move(files, activity);
    if (how >= 20 && how < 40 && activity.kind !== 'course' && activity.spare) {
      this.records.writeParticipant(files, activity, activity.spare, activity.roster.length, 1);
    }
    for (const heads of this.records.headcounts(activity)) {
      if (!this.dice.chance(30, ASK.correct, this.province, number, heads.session.number, heads.count)) continue;
      this.records.writeHeadcount(files, activity, { ...heads, count: Math.floor(heads.count / 2), method: 'counted' });
    }
    for (const at of activity.roster.keys()) this.writeParticipant(files, activity, at);
  }

  /** All sessions three days later, but never across the reform: places of that day could then be others. */
  private move(files: Files, activity: Activity): void {
    const days = activity.sessions.map((session) => session.day);
    if (days.some((each) => each < REFORM && each + 3 >= REFORM)) return;
    for (const session of activity.sessions) this.records.writeSession(files, activity, session, 3);
  }

  private writeParticipant(files: Files, activity: Activity, at: number): void {
    const somebody = activity.roster[at];
    const how = this.dice.roll(1000, ASK.correctHow, this.province, activity.number, at);
    if (how >= 20 || somebody === undefined) return;
    const [code, ref] = [this.records.code(activity), this.people.ref(somebody)];
    if (activity.kind === 'course') {
      const completed = this.records.completedOn(activity, at);
      const isPerson = this.isOfPersons(activity);
      if (completed === undefined || !isPerson) return;
      files.row('completions', code, ref, activity.group, '', day(completed + (how % 2 === 0 ? 9 : 0)));
    } else if (how < 5 && this.isOfPersons(activity)) {
      const neighbour = activity.commune === 0 ? 1 : activity.commune - 1;
      files.row('participations', code, ref, activity.group, '', this.land.on(neighbour, activity.firstDay));
    } else {
      const number = 1;
      const wasThere = ['present', 'late'].includes(this.records.mark(activity, number, at));
      files.row('attendance', code, number, ref, wasThere ? 'absent' : 'present');
    }
  }

  private isOfPersons({ group }: Activity): boolean {
    return !['household', 'enterprise', 'cooperative'].includes(group);
  }
}
