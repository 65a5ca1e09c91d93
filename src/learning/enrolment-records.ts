import { Injectable } from '@nestjs/common';
import { CompletionDays } from '../activities/completion-days.js';
import { ActivityRecords } from '../activities/activity-records.js';
import type { ListedActivity } from '../activities/activity-list.js';
import { today } from '../config/clock.js';
import { CourseStore, type CourseVersion } from '../courses/course-store.js';
import type { CourseMedia } from '../courses/courses.entities.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { PersonNames } from '../people/person-names.js';
import type { NamedPerson } from '../people/privacy.js';
import { Scopes } from '../territory/scope.js';
import { courseProgress, type CourseProgress } from './course-progress.js';
import { secondsOf } from './learner-courses.js';
import type { Enrolment, LessonProgressRow } from './learning.entities.js';
import { asOne, isSome } from './own-enrolments.js';
import { isBehind, keptOf } from './progress-rows.js';

/** Somebody who learns, as the staff sees it. */
export interface EnrolledLearner {
  enrolment: Enrolment;
  person: NamedPerson & { unit_code: string; sort_key: string };
  /** As the reader may see it. */
  name: string;
  /** Groups in which they are on the roster. */
  groups: string[];
  /** The version that they are in, or would begin. */
  version: CourseVersion;
  progress: CourseProgress;
  behind: boolean;
}

/** A course with everybody who learns it. */
export interface EnrolmentRecord {
  activity: ListedActivity;
  /** The newest published version; undefined: nobody can begin yet. */
  newest: CourseVersion | undefined;
  learners: EnrolledLearner[];
}

type Row = Enrolment & { survivor_id: number; home: string } & Omit<EnrolledLearner['person'], 'id' | 'unit_code'>;

const LEARNERS = `SELECT e.*, su.id AS survivor_id, su.full_name, su.birth_date, su.birth_year, su.consent_on,
  su.unit_code AS home, su.sort_key
  FROM enrolments e JOIN people pe ON pe.id = e.person_id JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id)
  WHERE e.activity_id = ? AND e.withdrawn_at IS NULL ORDER BY su.sort_key, e.id`;

/** Reads who learns a course of the reader's own territory: logs of learning are nobody else's business. */
@Injectable()
export class EnrolmentRecords {
  constructor(
    private readonly database: Database,
    private readonly activities: ActivityRecords,
    private readonly courses: CourseStore,
    private readonly names: PersonNames,
    private readonly scopes: Scopes,
  ) {}

  /** A course of the own territory. @throws NotFound */
  async course(code: string): Promise<ListedActivity> {
    const activity = await this.activities.activity(code);
    (await this.scopes.mine()).require(activity.place_id);
    if (activity.kind !== 'course') throw new NotFound();
    return activity;
  }

  /** Everybody who learns it, in Vietnamese order of the names; several records of one person are one. @throws NotFound */
  async of(code: string): Promise<EnrolmentRecord> {
    const activity = await this.course(code);
    return this.database.snapshot(async () => {
      const rows = await this.database.rows<Row>(LEARNERS, [activity.id]);
      const newest = await this.courses.published(activity.id);
      const media = await this.courses.media(activity.id);
      const progress = Map.groupBy(await this.progress(activity.id), ({ survivor_id }) => survivor_id);
      const groups = await this.groups(activity.id);
      const names = await this.names.of(rows.map(personOf));
      const completions = await CompletionDays.read((sql, params) => this.database.rows(sql, params), [activity.id]);
      const begun = await this.begun(activity.id, rows);
      const learners: EnrolledLearner[] = [];
      for (const own of Map.groupBy(rows, ({ survivor_id }) => survivor_id).values()) {
        if (!isSome(own)) continue;
        const row = asOne(own);
        const version = begun.get(row.version_number ?? 0) ?? newest ?? NOTHING_PUBLISHED;
        const person = personOf(row);
        const done = progressOf(version, progress.get(person.id) ?? [], media);
        // Whoever completed it elsewhere, as a file told, is done as well.
        const completed_on = own.find((each) => each.completed_on !== null)?.completed_on ?? completions.ofPerson(row);
        const enrolment: Enrolment = { ...row, completed_on };
        learners.push({
          ...{ enrolment, person, version, progress: done, groups: groups.get(person.id) ?? [] },
          name: names.get(person.id) ?? '',
          behind: isBehind(enrolment, done, today()),
        });
      }
      return { activity, newest, learners };
    });
  }

  /** One of them. @throws NotFound */
  async one(code: string, id: number): Promise<EnrolmentRecord & { learner: EnrolledLearner }> {
    const record = await this.of(code);
    const learner = record.learners.find(({ enrolment }) => enrolment.id === id);
    if (!learner) throw new NotFound();
    return { ...record, learner };
  }

  /** Who learns a course, merged records as one. */
  async enrolled(activityId: number): Promise<ReadonlySet<number>> {
    const rows = await this.database.rows<{ id: number }>(
      `SELECT COALESCE(p.merged_into_id, p.id) AS id FROM enrolments e JOIN people p ON p.id = e.person_id
       WHERE e.activity_id = ? AND e.withdrawn_at IS NULL`,
      [activityId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The versions that somebody has begun, by their numbers. */
  private async begun(activityId: number, rows: readonly Row[]): Promise<Map<number, CourseVersion>> {
    const numbers = new Set(rows.flatMap(({ version_number }) => version_number ?? []));
    const versions = (await this.courses.versions(activityId)).filter(({ number }) => numbers.has(number));
    const taught = await this.courses.several(versions.map(({ id }) => id));
    return new Map([...taught.values()].map((version) => [version.number, version]));
  }

  private progress(activityId: number): Promise<(LessonProgressRow & { survivor_id: number })[]> {
    return this.database.rows(
      `SELECT l.enrolment_id, l.lesson_key, l.opened_at, l.read_at, l.begun_at, l.touched_at, l.done_at, l.seconds,
         l.position, l.score, l.is_waiting, l.package_status, COALESCE(p.merged_into_id, p.id) AS survivor_id
       FROM lesson_progress l JOIN enrolments e ON e.id = l.enrolment_id JOIN people p ON p.id = e.person_id
       WHERE e.activity_id = ? AND e.withdrawn_at IS NULL`,
      [activityId],
    );
  }

  private async groups(activityId: number): Promise<Map<number, string[]>> {
    const rows = await this.database.rows<{ id: number; group_code: string }>(
      `SELECT DISTINCT COALESCE(pe.merged_into_id, pe.id) AS id, p.group_code
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ? ORDER BY p.group_code`,
      [activityId],
    );
    const groups = new Map<number, string[]>();
    for (const { id, group_code } of rows) groups.set(id, [...(groups.get(id) ?? []), group_code]);
    return groups;
  }
}

/** Whoever is enrolled before anything is published has nothing to do yet. */
const NOTHING_PUBLISHED: CourseVersion = {
  ...{ id: 0, activity_id: 0, number: 0, state: 'published', created_at: '', published_at: null, author_id: null },
  ...{ note: null, version: 0, content: { sections: [] } },
};

function progressOf(
  { content }: CourseVersion,
  rows: readonly LessonProgressRow[],
  media: ReadonlyMap<string, CourseMedia>,
): CourseProgress {
  return courseProgress(content, keptOf(rows, content), (lesson) => secondsOf(lesson, media));
}

function personOf(row: Row): EnrolledLearner['person'] {
  const { survivor_id: id, full_name, birth_date, birth_year, consent_on, home: unit_code, sort_key } = row;
  return { id, full_name, birth_date, birth_year, consent_on, unit_code, sort_key };
}
