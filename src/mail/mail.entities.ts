import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** A message, written in the transaction it tells of and sent after it. */
@Entity('outbox')
@Index('UQ_outbox_message_id', ['message_id'], { unique: true })
@Index('IX_outbox_waiting', ['sent_at', 'id'])
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
  @Int({ default: 0 }) attempts!: number;
  @LongText({ nullable: true }) last_error!: string | null;
  /** Some process is sending it until then; one that dies in the middle leaves it to the others. */
  @Instant({ nullable: true }) leased_until!: string | null;
}
