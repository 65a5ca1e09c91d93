import type { ActivityRules, AttendanceStatus, SessionFacts } from '../activities/qualification.js';

/** What of an activity decides whether coming to it can still become something. */
export interface AttemptedActivity extends ActivityRules {
  id: number;
  sessions: SessionFacts[];
}

/**
 * A participation that had not qualified by the as-of date, of somebody who was marked: the marks by session id.
 * `subject_id` as in the ledger.
 */
export interface Attempt {
  participation_id: number;
  subject_id: number;
  /** Null while the activity has no date. */
  place_id: number | null;
  activity: AttemptedActivity;
  marks: ReadonlyMap<number, AttendanceStatus>;
  /** The day on which the test was passed, where the training requires it. */
  passed_on: string | null;
  /** Of a course: the day on which it was completed. */
  completed_on: string | null;
}

/** Somebody on a roster of the group who qualified in another group only. */
export interface OtherGroup {
  subject_id: number;
  place_id: number | null;
  group_code: string;
  activity_id: number;
  date: string;
}
