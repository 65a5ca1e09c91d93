import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** A file brought in by a page: checked first, saved only when somebody says so. */
@Entity('imports')
@Index('UQ_imports_token', ['token'], { unique: true })
export class ImportRow {
  @Id() id!: number;
  /** Name of the kept file and of the page's address; not guessable. */
  @Text(64) token!: string;
  @Int() user_id!: number;
  @Text(32) kind!: string;
  @Text() file_name!: string;
  /** `checking`, `checked`, `saving`, `saved`, `failed`, `expired` (nobody saved it in time). */
  @Text(16) status!: string;
  /** Rows read so far, and per cent of the file: of a large one written down from time to time. */
  @Int({ default: 0 }) rows_read!: number;
  @Int({ default: 0 }) progress!: number;
  /** The report as JSON once there is one; after a day it is gone. */
  @LongText({ nullable: true }) report!: string | null;
  /** Some process is checking or saving it until then; one that dies in the middle leaves it to the others. */
  @Instant({ nullable: true }) leased_until!: string | null;
  @Instant() created_at!: string;
  @Instant() updated_at!: string;
}
