import { Entity, Index } from 'typeorm';
import { Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** What is written to the people of an activity without anybody pressing a button; without a row the usual. */
@Entity('letter_settings')
@Index('UQ_letter_settings', ['activity_id'], { unique: true })
export class LetterSettings {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** Days before each session on which it is reminded of: `3,1`; empty: none. */
  @Text(32) reminder_days!: string;
  /** Whether those who were invited hear of it when the schedule changes. */
  @Flag({ default: 1 }) tells_changes!: number;
  /** How a certificate goes by mail: as a `link`, as an `attachment`, or `none`. */
  @Text(16) certificate_as!: 'link' | 'attachment' | 'none';
  @Int({ default: 1 }) version!: number;
}

/** The schedule of an activity as somebody was told it last, so that a change is told once and says what is different. */
@Entity('told_schedules')
@Index('UQ_told_schedules', ['activity_id', 'person_id', 'ordinal'], { unique: true })
@Index('IX_told_schedules_person', ['person_id'])
export class ToldSchedule {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  /** 0 with the first invitation, then one more with each letter. */
  @Int() ordinal!: number;
  /** A `Schedule` as JSON. */
  @LongText() told!: string;
  /** The message that told it; empty: one that was taken back after it had been tried, and may have arrived. */
  @Text(190) dedupe_key!: string;
  @Instant() told_at!: string;
}

/** Organizers who do not want to be written to about what falls due. */
@Entity('digest_choices')
@Index('UQ_digest_choices', ['user_id'], { unique: true })
export class DigestChoice {
  @Id() id!: number;
  @Int() user_id!: number;
  @Flag() wanted!: number;
}
