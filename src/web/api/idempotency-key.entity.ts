import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, LongText, Text } from '../../database/columns.js';

/** What a post with an `Idempotency-Key` answered, so that a repetition gets the same answer and does nothing. */
@Entity('idempotency_keys')
@Index('UQ_idempotency_keys_key', ['key_hash'], { unique: true })
export class IdempotencyKey {
  @Id() id!: number;
  @Text(64) key_hash!: string;
  /** Hash of method, path and body: the same key for another request is refused. */
  @Text(64) request_hash!: string;
  @Int() status!: number;
  @LongText() body!: string;
  @Instant() created_at!: string;
}
