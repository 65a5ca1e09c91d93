import { Entity, Index } from 'typeorm';
import { Day, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** How somebody came to learn a course. */
export type EnrolmentWay = 'person' | 'group' | 'link' | 'account';

/** Somebody learns a course, once, whatever happened in between. */
@Entity('enrolments')
@Index('UQ_enrolments', ['activity_id', 'person_id'], { unique: true })
@Index('IX_enrolments_person', ['person_id'])
@Index('IX_enrolments_due', ['due_on'])
export class Enrolment {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  /** The version that was started; null: not begun, it will be the newest. */
  @Int({ nullable: true }) version_number!: number | null;
  @Day({ nullable: true }) due_on!: string | null;
  @Text(8) way!: EnrolmentWay;
  @Instant() enrolled_at!: string;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant({ nullable: true }) started_at!: string | null;
  @Day({ nullable: true }) completed_on!: string | null;
  /** When the staff took the completion back: it comes again with a lesson that is done after that. */
  @Instant({ nullable: true }) taken_back_at!: string | null;
  /**
   * Since when it opens nothing: somebody was taken out, or waits for a place. Progress stays; enrolled again, or admitted, it
   * goes on from there.
   */
  @Instant({ nullable: true }) withdrawn_at!: string | null;
}

/** How far somebody is in a lesson, by the key that it keeps through all versions. */
@Entity('lesson_progress')
@Index('UQ_lesson_progress', ['enrolment_id', 'lesson_key'], { unique: true })
export class LessonProgressRow {
  @Id() id!: number;
  @Int() enrolment_id!: number;
  @Text(64) lesson_key!: string;
  @Instant({ nullable: true }) opened_at!: string | null;
  @Instant({ nullable: true }) read_at!: string | null;
  /** When a film was begun: no more of it can have been played than fits in between. */
  @Instant({ nullable: true }) begun_at!: string | null;
  @Instant() touched_at!: string;
  /** Never goes away but by a reset. */
  @Instant({ nullable: true }) done_at!: string | null;
  /** What was played, as JSON (watched.ts). */
  @LongText({ nullable: true }) seconds!: string | null;
  /** Where a film was left, in seconds. */
  @Int({ nullable: true }) position!: number | null;
  /** The best one, in hundredths of a per cent. */
  @Int({ nullable: true }) score!: number | null;
  /** Answers wait for a trainer. */
  @Flag({ default: 0 }) is_waiting!: number;
  @Text(16, { nullable: true }) package_status!: string | null;
  /** Of several saves of one package the latest: one that comes late overwrites nothing. */
  @Int({ default: 0 }) package_serial!: number;
}

/** A piece of what a package wants to be told when it is opened again: all of it is longer than a text column may be. */
@Entity('package_states')
@Index('UQ_package_states', ['enrolment_id', 'lesson_key', 'position'], { unique: true })
export class PackageStateRow {
  @Id() id!: number;
  @Int() enrolment_id!: number;
  @Text(64) lesson_key!: string;
  /** From 0. */
  @Int() position!: number;
  @LongText() piece!: string;
}

/** Progress in a lesson was taken back on purpose. */
@Entity('progress_resets')
@Index('IX_progress_resets_enrolment', ['enrolment_id'])
export class ProgressReset {
  @Id() id!: number;
  @Int() enrolment_id!: number;
  @Text(64) lesson_key!: string;
  @Text(200) reason!: string;
  @Instant() reset_at!: string;
  @Int({ nullable: true }) author_id!: number | null;
  /** What was there before, as JSON. */
  @LongText() kept!: string;
}

/** A link by which people enrol themselves in a course. */
@Entity('enrolment_links')
@Index('UQ_enrolment_links_token', ['token_hash'], { unique: true })
@Index('IX_enrolment_links_activity', ['activity_id'])
export class EnrolmentLink {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** With the secret of the installation the token can be made again of it, and with nothing else. */
  @Text(32) nonce!: string;
  @Text(64) token_hash!: string;
  @Instant() made_at!: string;
  @Int({ nullable: true }) author_id!: number | null;
  /** The last day on which it opens; null: until it is withdrawn. */
  @Day({ nullable: true }) ends_on!: string | null;
  /** So many come by it at most, those who wait counted; null: any number. */
  @Int({ nullable: true }) most!: number | null;
  /** The groups as which people come by it, with spaces between. */
  @Text(255, { nullable: true }) group_codes!: string | null;
  @Instant({ nullable: true }) withdrawn_at!: string | null;
}

/** Somebody whom nobody knows yet asks to learn; nothing counts before somebody of the staff has said who it is. */
@Entity('enrolment_requests')
@Index('UQ_enrolment_requests_form', ['form_key'], { unique: true })
@Index('IX_enrolment_requests_activity', ['activity_id', 'state'])
export class EnrolmentRequest {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() link_id!: number;
  @Text() full_name!: string;
  @Int({ nullable: true }) birth_year!: number | null;
  @Text(64) unit_code!: string;
  @Text(64) group_code!: string;
  @Text(190, { nullable: true }) email!: string | null;
  @Text(32, { nullable: true }) phone!: string | null;
  @Text(16) state!: 'waiting' | 'accepted' | 'refused';
  @Instant() asked_at!: string;
  @Int({ nullable: true }) person_id!: number | null;
  @Int({ nullable: true }) decided_by_id!: number | null;
  @Instant({ nullable: true }) decided_at!: string | null;
  @Text(64) form_key!: string;
}

/** When a course reminds of its due dates, as somebody chose it; without a row the usual. */
@Entity('due_reminders')
@Index('UQ_due_reminders', ['activity_id'], { unique: true })
export class DueReminder {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** Days before the due date on which it is reminded of: `7,1`; empty: none. */
  @Text(32) reminder_days!: string;
  /** Whether once more when it is over. */
  @Flag() tells_overdue!: number;
  @Int({ default: 1 }) version!: number;
}
