import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** An act: who, when, what, before and after. Written in the same transaction as the act itself. */
@Entity('events')
@Index('IX_events_subject', ['subject_type', 'subject_id'])
@Index('IX_events_at', ['at'])
export class EventRow {
  @Id() id!: number;
  @Instant() at!: string;
  /** Null: nobody signed in (first run, a failed sign-in), a participant by a link of their own, or the command line. */
  @Int({ nullable: true }) actor_id!: number | null;
  /** `page`, `api`, `link` or `command`. */
  @Text(10) door!: string;
  /** `plan.imported`, `user.added` …: the noun, then what happened to it. */
  @Text(64) kind!: string;
  @Text(32, { nullable: true }) subject_type!: string | null;
  @Int({ nullable: true }) subject_id!: number | null;
  /** JSON; never a secret, a national ID or a whole record of a person. */
  @LongText({ nullable: true }) detail!: string | null;
}
