import { Entity, Index } from 'typeorm';
import { Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** `open`: being answered; `waiting`: handed in, a trainer has to read what was written; `marked`: the score is there. */
export type AttemptState = 'open' | 'waiting' | 'marked';

/** One time that somebody answers a quiz. The row keeps the record of the person who began it, whatever it is merged into. */
@Entity('attempts')
@Index('UQ_attempts', ['activity_id', 'person_id', 'part', 'number'], { unique: true })
@Index('IX_attempts_person', ['person_id'])
@Index('IX_attempts_state', ['state', 'ends_at'])
export class Attempt {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  /** The key of a lesson; of the test of an activity `before` or `after`. */
  @Text() part!: string;
  /** From 1, over all records of the person as they were when it began. */
  @Int() number!: number;
  @Text(16) state!: AttemptState;
  @Instant() started_at!: string;
  /** Null: no time limit. */
  @Instant({ nullable: true }) ends_at!: string | null;
  @Instant({ nullable: true }) submitted_at!: string | null;
  @Instant({ nullable: true }) marked_at!: string | null;
  /** What the quiz was called when the attempt began. */
  @LongText() title!: string;
  /** The quiz as it was when the attempt began, as JSON. */
  @LongText() quiz!: string;
  /** Hundredths of a per cent; null until it is final. */
  @Int({ nullable: true }) score!: number | null;
  @Flag({ default: 0 }) is_passed!: number;
}

/** One question of an attempt, as it was when the attempt began, with what was answered. */
@Entity('attempt_answers')
@Index('UQ_attempt_answers', ['attempt_id', 'position'], { unique: true })
@Index('IX_attempt_answers_ref', ['ref'])
export class AttemptAnswer {
  @Id() id!: number;
  @Int() attempt_id!: number;
  /** From 1, in the order in which they are asked. */
  @Int() position!: number;
  /** What the question is known by in its plan. */
  @Text() ref!: string;
  /** The question, as JSON. */
  @LongText() question!: string;
  /** The order in which what belongs to it is shown (presentation.ts), as JSON. */
  @LongText() shown!: string;
  /** What it is worth. */
  @Int() points!: number;
  /** As JSON; null: not answered. */
  @LongText({ nullable: true }) answer!: string | null;
  /** The moment of the answer in tenths of a second since the attempt began, as its page knew it: an older one never replaces it. */
  @Int({ default: 0 }) sequence!: number;
  @Instant({ nullable: true }) saved_at!: string | null;
  /** Hundredths of a point; null until marked. Of an essay as the trainer says; of the others rounded, for reading only. */
  @Int({ nullable: true }) points_hundredths!: number | null;
  /** Who marked an essay. */
  @Int({ nullable: true }) marked_by_id!: number | null;
  @LongText({ nullable: true }) remark!: string | null;
}
