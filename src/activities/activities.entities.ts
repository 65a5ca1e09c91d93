import { Entity, Index } from 'typeorm';
import type { LedgerMeasure } from '../ledger/measure.js';
import type { ActivityKind, ActivityStatus, AttendanceStatus, SessionStatus } from './qualification.js';
import { Day, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

export type { ActivityKind, ActivityStatus, AttendanceStatus, SessionStatus };

/** A training, a campaign or a course, organised by one agency or unit (the reporter). */
@Entity('activities')
@Index('UQ_activities_code', ['code'], { unique: true })
@Index('IX_activities_plan', ['plan_id', 'first_date'])
@Index('IX_activities_place', ['place_id'])
export class Activity {
  @Id() id!: number;
  @Text(64) code!: string;
  @Int() plan_id!: number;
  @Text(16) kind!: ActivityKind;
  @LongText() title!: string;
  @Text(64) unit_code!: string;
  @Text(64, { nullable: true }) agency_code!: string | null;
  /** Hundredths of a percent: 8000 is 80%. Null: the default. */
  @Int({ nullable: true }) min_attendance!: number | null;
  @Int({ nullable: true }) capacity!: number | null;
  /** The e-mail of the user who trains, as written: files come before accounts, and outlive them. */
  @Text(190, { nullable: true }) trainer!: string | null;
  @Text(16) status!: ActivityStatus;
  /** 1: of a training whose test must be passed to be trained. */
  @Flag({ default: 0 }) test_required!: number;
  /** Earliest date of a session that is not cancelled, of a course that of its first completion; derived. */
  @Day({ nullable: true }) first_date!: string | null;
  /** The place of `unit_code` on the first date (else today); derived, for territories and lists. */
  @Int({ nullable: true }) place_id!: number | null;
  @Int({ default: 1 }) version!: number;
}

/** One dated gathering of an activity. */
@Entity('sessions')
@Index('UQ_sessions_number', ['activity_id', 'number'], { unique: true })
@Index('IX_sessions_date', ['date'])
export class Session {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() number!: number;
  @Day() date!: string;
  @Text(5, { nullable: true }) start!: string | null;
  @Text(5, { nullable: true }) end!: string | null;
  @Text(190, { nullable: true }) venue!: string | null;
  /** The number of the session of the same activity that this one makes up for. */
  @Int({ nullable: true }) makes_up!: number | null;
  @Text(16) status!: SessionStatus;
  @Int({ default: 1 }) version!: number;
}

/** A person on an activity's roster in one group. The ids follow the order of recording. */
@Entity('participations')
@Index('UQ_participations', ['activity_id', 'person_id', 'group_code'], { unique: true })
@Index('IX_participations_person', ['person_id'])
@Index('IX_participations_organisation', ['organisation_id'])
@Index('IX_participations_place_activity', ['place_id', 'activity_id'])
export class Participation {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  @Text(64) group_code!: string;
  @Int({ nullable: true }) organisation_id!: number | null;
  /** The code written down when the participation was recorded; it does not follow later changes of address. */
  @Text(64) unit_code!: string;
  /** 1: the roster said the unit; 0: it is the subject's home. */
  @Flag() unit_given!: number;
  /**
   * The place of `unit_code` on the activity's first date; derived. Null while the activity has no session. In a course,
   * which never has one: on the day of completion, before it on the day of recording.
   */
  @Int({ nullable: true }) place_id!: number | null;
  @Instant() recorded_at!: string;
}

/** Somebody on the roster of a course completed it. */
@Entity('completions')
@Index('UQ_completions', ['activity_id', 'person_id', 'group_code'], { unique: true })
@Index('IX_completions_person', ['person_id'])
export class Completion {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  @Text(64) group_code!: string;
  @Day() date!: string;
}

/** Somebody on the roster of a training passed its test; who only failed it has no row. */
@Entity('test_results')
@Index('UQ_test_results_from', ['activity_id', 'person_id', 'from_attempt'], { unique: true })
@Index('IX_test_results_person', ['person_id'])
export class TestResult {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  /** The day of the first pass. */
  @Day() passed_on!: string;
  /** 1: it follows from attempts, and changes with them; 0: somebody entered it, and it stays. */
  @Flag({ default: 0 }) from_attempt!: number;
}

@Entity('attendance')
@Index('UQ_attendance', ['session_id', 'person_id'], { unique: true })
@Index('IX_attendance_person', ['person_id'])
export class Attendance {
  @Id() id!: number;
  @Int() session_id!: number;
  @Int() person_id!: number;
  @Text(16) status!: AttendanceStatus;
}

/** People at a session beside those on the roster. */
@Entity('headcounts')
@Index('UQ_headcounts', ['session_id', 'unit_code', 'group_code'], { unique: true })
export class Headcount {
  @Id() id!: number;
  @Int() session_id!: number;
  /** The code as it was written down; it does not follow what becomes of the place. */
  @Text(64) unit_code!: string;
  /** The place of `unit_code` on the session's day; derived. */
  @Int() place_id!: number;
  @Text(64) group_code!: string;
  @Int() count!: number;
  @Text(16) method!: 'counted' | 'estimated';
  @LongText({ nullable: true }) note!: string | null;
}

/**
 * What each participation has reached: kept in the same transaction as each change, so that coverage need not read
 * attendance again. Rebuilt and compared by `recount`.
 */
@Entity('qualifications')
@Index('UQ_qualifications', ['participation_id', 'measure'], { unique: true })
@Index('IX_qualifications_subject', ['plan_id', 'measure', 'group_code', 'subject_id'])
@Index('IX_qualifications_place', ['plan_id', 'measure', 'group_code', 'place_id'])
// A window asks for those of its days whose day before lies before it: the index alone then answers.
@Index('IX_qualifications_repeat', ['plan_id', 'measure', 'group_code', 'date', 'previous_date', 'place_id'])
@Index('IX_qualifications_activity', ['activity_id'])
export class Qualification {
  @Id() id!: number;
  @Int() participation_id!: number;
  @Int() activity_id!: number;
  @Int() plan_id!: number;
  @Text(16) kind!: ActivityKind;
  @Text(16) measure!: LedgerMeasure;
  @Text(64) group_code!: string;
  /** Person (after merges) or organisation, by what the group counts. */
  @Int() subject_id!: number;
  @Int() place_id!: number;
  @Day() date!: string;
  /** Of the plan's period: the day of the subject's qualification before this one in the same list; null: none, or not in the period. */
  @Day({ nullable: true }) previous_date!: string | null;
}
