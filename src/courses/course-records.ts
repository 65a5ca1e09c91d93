import { Injectable } from '@nestjs/common';
import type { ListedActivity } from '../activities/activity-list.js';
import { ActivityRecords } from '../activities/activity-records.js';
import { activityVisible } from '../activities/visible.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { CourseStore } from './course-store.js';
import type { Course } from './courses.entities.js';

/** How far a course has come, as lists show it. */
export const COURSE_STATES = ['draft', 'published', 'changing'] as const;
export type CourseState = (typeof COURSE_STATES)[number];

/** A course as pages show it. One that came by a file of activities has no row of its own yet. */
export interface CourseRecord {
  activity: ListedActivity;
  about: Pick<Course, 'language' | 'summary' | 'minutes' | 'version'>;
  /** Whether the reader may write it: the permission, and the activity inside the territory. */
  mayWrite: boolean;
}

/** A line of the list. `published`: the newest number; null: none yet. */
export interface ListedCourse {
  code: string;
  title: string;
  plan_code: string;
  place_id: number | null;
  unit_code: string;
  published: number | null;
  draft: number | null;
}

const UNWRITTEN: CourseRecord['about'] = { language: 'vi', summary: null, minutes: null, version: 0 };
const PUBLISHED = "(SELECT MAX(v.number) FROM course_versions v WHERE v.activity_id = a.id AND v.state = 'published')";
const DRAFT = '(SELECT v.number FROM course_versions v WHERE v.activity_id = a.id AND v.draft_slot = 1)';
const IN_STATE: Record<CourseState, string> = {
  draft: `${PUBLISHED} IS NULL`,
  published: `${PUBLISHED} IS NOT NULL`,
  changing: `${PUBLISHED} IS NOT NULL AND ${DRAFT} IS NOT NULL`,
};

/** Reads the courses that exist for the reader: those whose activity does. */
@Injectable()
export class CourseRecords {
  constructor(
    private readonly database: Database,
    private readonly activities: ActivityRecords,
    private readonly store: CourseStore,
    private readonly scopes: Scopes,
  ) {}

  /** @throws NotFound where there is no such activity for the reader, or it is no course */
  async open(code: string): Promise<CourseRecord> {
    const activity = await this.activities.activity(code);
    if (activity.kind !== 'course') throw new NotFound();
    const about = (await this.store.course(activity.id)) ?? UNWRITTEN;
    const mayWrite = actorMay('course.write') && (await this.scopes.mine()).covers(activity.place_id);
    return { activity, about, mayWrite };
  }

  /** The same to be written: of a course outside the territory not even the form exists. @throws NotFound */
  async own(code: string): Promise<CourseRecord> {
    const record = await this.open(code);
    (await this.scopes.mine()).require(record.activity.place_id);
    return record;
  }

  /** A page of the list, the newest first. */
  async page(state: CourseState | null, page: number): Promise<{ courses: ListedCourse[]; total: number }> {
    const { sql, params } = activityVisible(await this.scopes.mine());
    const where = `a.kind = 'course' AND ${sql}${state === null ? '' : ` AND ${IN_STATE[state]}`}`;
    return this.database.snapshot(async () => {
      const count = await this.database.row<{ n: number }>(
        `SELECT COUNT(*) AS n FROM activities a WHERE ${where}`,
        params,
      );
      const total = Number(count?.n ?? 0);
      const courses = await this.database.rows<ListedCourse>(
        `SELECT a.code, a.title, pl.code AS plan_code, a.place_id, a.unit_code, ${PUBLISHED} AS published, ${DRAFT} AS draft
         FROM activities a JOIN plans pl ON pl.id = a.plan_id WHERE ${where} ORDER BY a.id DESC LIMIT ? OFFSET ?`,
        [...params, LIST_PAGE, offsetOf({ page, total })],
      );
      return { courses, total };
    });
  }
}
