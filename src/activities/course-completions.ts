import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { Completion } from './activities.entities.js';
import { CompletionDays } from './completion-days.js';
import { DerivedPlaces } from './derived-places.js';
import { Ledger } from './ledger.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';

/** Somebody's line on the roster of a course; `survivor_id` is the person after merges. */
interface Line {
  activity_id: number;
  person_id: number;
  survivor_id: number;
  group_code: string;
}

/** A person with all records that were merged, on one roster. `?`: activity, person, person. */
const LINES = `SELECT p.activity_id, p.person_id, p.group_code, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
  FROM participations p JOIN people pe ON pe.id = p.person_id JOIN people me ON me.id = ?
  WHERE p.activity_id = ? AND COALESCE(pe.merged_into_id, pe.id) = COALESCE(me.merged_into_id, me.id) ORDER BY p.id`;

/** Who completed a course, recorded by whatever knows it; whether the caller may is settled there. */
@Injectable()
export class CourseCompletions {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
    private readonly bus: Bus,
    private readonly events: EventLog,
  ) {}

  /**
   * Notes that somebody completed a course on a day, in every group in which they are on its roster. What is noted already
   * of that day or an earlier one stays.
   * @returns in how many groups that was news
   * @throws NotFound; DomainError for what is no course, a day to come, or somebody who is on no roster
   */
  async complete(activityId: number, personId: number, date: string): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.course(activityId);
      if (date > today()) throw new DomainError('activities.day_ahead');
      const lines = await this.lines(activityId, personId);
      if (lines.length === 0) throw new DomainError('activities.not_enrolled');
      const known = await CompletionDays.read((sql, params) => this.database.rowsNow(sql, params), [activityId]);
      const news = lines.filter((line) => (known.of(line) ?? '9999') > date);
      for (const line of news) await this.note(line, date);
      const groups = news.map(({ group_code }) => group_code);
      if (news.length > 0) await this.tell('completion.recorded', activity, { person: personId, date, groups });
      return news.length;
    });
  }

  /**
   * Takes back that somebody completed a course, in all groups and of all records of the person.
   * @returns whether there was anything to take back @throws NotFound; DomainError for what is no course
   */
  async withdraw(activityId: number, personId: number): Promise<boolean> {
    return this.database.transaction(async () => {
      const activity = await this.course(activityId);
      const kept = await this.database.rowsNow<Completion>(
        `SELECT c.* FROM completions c JOIN people pe ON pe.id = c.person_id JOIN people me ON me.id = ?
         WHERE c.activity_id = ? AND COALESCE(pe.merged_into_id, pe.id) = COALESCE(me.merged_into_id, me.id)`,
        [personId, activityId],
      );
      for (const { id } of kept) await this.database.delete(Completion, { id });
      const before = kept.map(({ group_code: group, date }) => ({ group, date }));
      if (kept.length === 0) return false;
      await this.tell('completion.withdrawn', activity, { person: personId, before });
      await this.bus.tell('completions.withdrawn', { activity_id: activityId, person_id: personId });
      return true;
    });
  }

  /** Who is on the roster of a course in a group in which no completion is noted of them: the people after merges. */
  async lacking(activityId: number): Promise<ReadonlySet<number>> {
    const lines = await this.database.rows<Omit<Line, 'person_id'>>(
      `SELECT p.activity_id, p.group_code, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ?`,
      [activityId],
    );
    const known = await CompletionDays.read((sql, params) => this.database.rows(sql, params), [activityId]);
    return new Set(lines.filter((line) => known.of(line) === null).map(({ survivor_id }) => survivor_id));
  }

  private async course(activityId: number): Promise<OpenActivity> {
    const activity = await this.door.held(activityId);
    if (activity.kind !== 'course')
      throw new DomainError('activities.completions_of_course_only', { code: activity.code });
    return activity;
  }

  /** One line for each group: that of the person's own record where there is one. */
  private async lines(activityId: number, personId: number): Promise<Line[]> {
    const all = await this.database.rowsNow<Line>(LINES, [personId, activityId]);
    const byGroup = Map.groupBy(all, ({ group_code }) => group_code);
    return [...byGroup.values()].map(
      (lines) => lines.find(({ person_id }) => person_id === personId) ?? (lines[0] as Line),
    );
  }

  private async note({ activity_id, person_id, group_code }: Line, date: string): Promise<void> {
    const whose = { activity_id, person_id, group_code };
    const changed = await this.database.update(Completion, whose, { date });
    if (changed === 0) await this.database.insert(Completion, [{ ...whose, date }]);
  }

  private async tell(kind: string, { id, code }: OpenActivity, detail: object): Promise<void> {
    this.places.touch([id]);
    this.ledger.touch([id]);
    await this.events.record({ kind, subject: { type: 'activity', id }, detail: { activity: code, ...detail } });
  }
}
