import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { CompletionDays } from './completion-days.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';
import { type Coming, type Put, RosterDesk } from './roster-desk.js';
import { RosterRemovals } from './roster-removals.js';

/** Somebody who is to take a course: in a group, and for an organisation where the group counts these. */
export interface Enrolling {
  person_id: number;
  group_code: string;
  organisation_id: number | null;
}

interface Line {
  id: number;
  activity_id: number;
  survivor_id: number;
  group_code: string;
}

/** The roster of a course, for whatever enrols people: by the rules of every roster, within what whoever acts may write to. */
@Injectable()
export class CourseRoster {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly desk: RosterDesk,
    private readonly removals: RosterRemovals,
  ) {}

  /**
   * Puts people on the roster, all or nothing; who is on it in that group stays as they are, and who finds no place waits.
   * @throws NotFound for an unknown course, person or organisation; InvalidFields by the rules of participations.csv
   */
  async add(activityId: number, people: readonly Enrolling[]): Promise<Put> {
    return this.database.transaction(async () => {
      const activity = await this.course(activityId);
      const there = new Set((await this.lines(activityId)).map(keyOf));
      const coming = (await this.named(people)).filter(
        ({ person, group }) => !there.has(keyOf({ survivor_id: person.id, group_code: group })),
      );
      if (coming.length === 0) return { added: 0, waiting: 0 };
      return this.desk.putAll(activity.code, coming, { kind: 'participation.enrolled', detail: {} });
    });
  }

  /**
   * Takes people off the roster; who is not on it in that group is passed over.
   * @throws NotFound; DomainError where somebody completed the course
   */
  async remove(activityId: number, people: readonly Pick<Enrolling, 'person_id' | 'group_code'>[]): Promise<void> {
    await this.database.transaction(async () => {
      const { code } = await this.course(activityId);
      const survivors = await this.survivors(people);
      const wanted = new Set(
        people.map(({ person_id, group_code }) =>
          keyOf({ survivor_id: survivors.get(person_id)?.id ?? person_id, group_code }),
        ),
      );
      const lines = (await this.lines(activityId)).filter((line) => wanted.has(keyOf(line)));
      const completed = await CompletionDays.read((sql, params) => this.database.rowsNow(sql, params), [activityId]);
      if (lines.some((line) => completed.of(line) !== null)) {
        throw new DomainError('activities.completed_stays', {}, 'conflict');
      }
      // A line goes with those of all records of the person.
      const once = new Map(lines.map((line) => [keyOf(line), line]));
      for (const { id } of once.values()) await this.removals.removeLine(code, id);
    });
  }

  private async course(activityId: number): Promise<OpenActivity> {
    const { code } = await this.door.held(activityId);
    const activity = await this.door.activity(code);
    if (activity.kind !== 'course') throw new DomainError('activities.not_a_course', { code });
    return activity;
  }

  private lines(activityId: number): Promise<Line[]> {
    return this.database.rowsNow<Line>(
      `SELECT p.id, p.activity_id, p.group_code, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ? ORDER BY p.id`,
      [activityId],
    );
  }

  private async named(people: readonly Enrolling[]): Promise<Coming[]> {
    const survivors = await this.survivors(people);
    const found = await this.database.rowsIn<{ id: number; ref: string }>(
      'SELECT id, ref FROM organisations WHERE id IN (?)',
      [...new Set(people.flatMap(({ organisation_id }) => organisation_id ?? []))],
    );
    const organisations = new Map(found.map((each) => [each.id, each]));
    return people.map(({ person_id, group_code, organisation_id }) => {
      const person = survivors.get(person_id);
      const organisation = organisation_id === null ? null : organisations.get(organisation_id);
      if (!person || organisation === undefined) throw new NotFound();
      return { person, group: group_code, organisation };
    });
  }

  /** By the id of any record the person after merges. */
  private async survivors(people: readonly { person_id: number }[]): Promise<Map<number, { id: number; ref: string }>> {
    const rows = await this.database.rowsIn<{ record: number; id: number; ref: string }>(
      `SELECT pe.id AS record, su.id, su.ref FROM people pe JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id)
       WHERE pe.id IN (?)`,
      [...new Set(people.map(({ person_id }) => person_id))],
    );
    return new Map(rows.map(({ record, id, ref }) => [record, { id, ref }]));
  }
}

function keyOf({ survivor_id, group_code }: Pick<Line, 'survivor_id' | 'group_code'>): string {
  return `${survivor_id} ${group_code}`;
}
