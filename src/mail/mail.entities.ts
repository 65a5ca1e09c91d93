import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, LongText, Text } from '../database/columns.js';
import type { MessageState } from './message-state.js';

/** A message, written in the transaction it tells of and sent after it. */
@Entity('outbox')
@Index('UQ_outbox_message_id', ['message_id'], { unique: true })
@Index('UQ_outbox_dedupe_key', ['dedupe_key'], { unique: true })
@Index('IX_outbox_due', ['state', 'priority', 'next_attempt_at', 'id'])
@Index('IX_outbox_attempted', ['attempted_at'])
@Index('IX_outbox_batch', ['batch_id', 'state'])
@Index('IX_outbox_person', ['person_id'])
export class OutboxMessage {
  @Id() id!: number;
  /** Stable, so that a repeated delivery can be recognised. */
  @Text() message_id!: string;
  @Text(32) kind!: string;
  @Text() recipient!: string;
  @LongText() subject!: string;
  @LongText() body!: string;
  @Instant() created_at!: string;
  /** A message whose link has run out is not sent any more. */
  @Instant({ nullable: true }) expires_at!: string | null;
  @Instant({ nullable: true }) sent_at!: string | null;
  /** How often it was on its way, but for when the server was down. */
  @Int({ default: 0 }) attempts!: number;
  @LongText({ nullable: true }) last_error!: string | null;
  /** Some process is sending it until then; one that dies in the middle leaves it to the others. */
  @Instant({ nullable: true }) leased_until!: string | null;
  @LongText({ nullable: true }) html!: string | null;
  @Text(2, { default: 'vi' }) locale!: string;
  @Int({ nullable: true }) person_id!: number | null;
  @Int({ nullable: true }) batch_id!: number | null;
  /** What it is and to whom: of two with the same key only the first is written. */
  @Text(190, { nullable: true }) dedupe_key!: string | null;
  /** A list of attachments.ts as JSON. */
  @LongText({ nullable: true }) attachments!: string | null;
  /** Where the reader says that no more letters are wanted; null: it is no letter that one can refuse. */
  @LongText({ nullable: true }) unsubscribe_url!: string | null;
  @Text(16, { default: 'waiting' }) state!: MessageState;
  /** 0 goes before 1: nobody's password waits for a batch of thousands. */
  @Int({ default: 0 }) priority!: number;
  /** Not before this instant; while it is on its way, the end of the lease. Empty: at once. */
  @Instant({ default: '' }) next_attempt_at!: string;
  /** When it was last on its way: what the limit per minute counts. */
  @Instant({ nullable: true }) attempted_at!: string | null;
}

/** Messages that go to many at once, by a press of a button or by themselves, which can be stopped together. */
@Entity('mail_batches')
@Index('UQ_mail_batches_key', ['batch_key'], { unique: true })
@Index('IX_mail_batches_author', ['author_id', 'id'])
@Index('IX_mail_batches_subject', ['subject_type', 'subject_id'])
export class MailBatch {
  @Id() id!: number;
  @Text(32) kind!: string;
  @Text() title!: string;
  /** Of what it is the batch, where there may be but one. */
  @Text(190, { nullable: true }) batch_key!: string | null;
  /** What it is about, as events say it: `activity` with its id. */
  @Text(32, { nullable: true }) subject_type!: string | null;
  @Int({ nullable: true }) subject_id!: number | null;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() created_at!: string;
  @Instant({ nullable: true }) stopped_at!: string | null;
}

/** An address that is not written to, of any kind, until somebody lifts that. */
@Entity('mail_suppressions')
@Index('UQ_mail_suppressions_address', ['address'], { unique: true })
export class MailSuppression {
  @Id() id!: number;
  /** In lower case. */
  @Text() address!: string;
  /** `refused` by the mail server; `returned` as a letter, which somebody noted; `not_me`: whoever reads it is somebody else. */
  @Text(16) reason!: SuppressionReason;
  /** What the mail server said. */
  @LongText({ nullable: true }) answer!: string | null;
  @Instant() since!: string;
  @Instant({ nullable: true }) lifted_at!: string | null;
  /** Who noted it. */
  @Int({ nullable: true }) author_id!: number | null;
}
export type SuppressionReason = 'refused' | 'returned' | 'not_me';

/** The way to the mail server, one row for all processes: they close it together, and count together. */
@Entity('mail_gate')
@Index('UQ_mail_gate_name', ['name'], { unique: true })
export class MailGateRow {
  @Id() id!: number;
  @Text(16) name!: string;
  @Instant({ nullable: true }) closed_until!: string | null;
  /** Failures of the server in a row. */
  @Int({ default: 0 }) failures!: number;
  @LongText({ nullable: true }) last_error!: string | null;
}
