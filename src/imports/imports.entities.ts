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
  /** `checking`, `checked`, `saving`, `saved`, `failed`. */
  @Text(16) status!: string;
  @Int({ default: 0 }) rows_read!: number;
  /** Per cent of the file that was read so far. */
  @Int({ default: 0 }) progress!: number;
  /** The report as JSON once there is one. */
  @LongText({ nullable: true }) report!: string | null;
  @Instant() created_at!: string;
  @Instant() updated_at!: string;
}
