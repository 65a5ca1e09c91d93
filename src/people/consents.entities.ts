import { Entity, Index } from 'typeorm';
import { Day, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/**
 * What the representative of a minor, and from seven years the minor too, agreed to. It is never changed but by the
 * minor's own consent and by its withdrawal, each once, and never deleted.
 */
@Entity('consents')
@Index('UQ_consents_form_key', ['form_key', 'person_id'], { unique: true })
@Index('IX_consents_person', ['person_id'])
export class Consent {
  @Id() id!: number;
  @Int() person_id!: number;
  @Text() representative!: string;
  /** `mother`, `father`, `guardian` or `other`; null: a file did not say. */
  @Text(10, { nullable: true }) relation!: string | null;
  @Text(32, { nullable: true }) phone!: string | null;
  @Day() given_on!: string;
  /** `paper`, `spoken`, or `file` where only people.csv had told of it. */
  @Text(10) way!: string;
  @Flag({ default: 0 }) participation!: number;
  @Flag({ default: 0 }) photograph!: number;
  @Flag({ default: 0 }) certificate!: number;
  /** The day on which the minor agreed. */
  @Day({ nullable: true }) own_on!: string | null;
  @Int({ nullable: true }) own_author_id!: number | null;
  /** A form that is sent twice records one consent. */
  @Text(64) form_key!: string;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() recorded_at!: string;
  @Day({ nullable: true }) withdrawn_on!: string | null;
  /** `representative` or `minor`. */
  @Text(16, { nullable: true }) withdrawn_by!: string | null;
  @LongText({ nullable: true }) reason!: string | null;
  @Int({ nullable: true }) withdrawal_author_id!: number | null;
  @Instant({ nullable: true }) withdrawal_recorded_at!: string | null;
}
