import { Entity, Index } from 'typeorm';
import { Flag, Id, Int, LongText, Text } from '../database/columns.js';
import type { QuestionKind } from './question.js';

/** A question of a plan's bank. Attempts keep their own copy. */
@Entity('questions')
@Index('UQ_questions_ref', ['plan_id', 'ref'], { unique: true })
@Index('IX_questions_topic', ['plan_id', 'topic'])
export class QuestionRow {
  @Id() id!: number;
  @Int() plan_id!: number;
  /** Never changed: files, courses and tests know the question by it. */
  @Text(64) ref!: string;
  /** Empty: filed under none. */
  @Text() topic!: string;
  @Text() title!: string;
  @Text(16) kind!: QuestionKind;
  /** The question as JSON (question.ts). */
  @LongText() body!: string;
  /** Title, reference and text without marks, in lower case: what a search looks at. */
  @LongText() folded!: string;
  @Int({ default: 1 }) version!: number;
  /** It is asked no more, and what has been answered stays. */
  @Flag({ default: 0 }) is_withdrawn!: number;
}

/** A picture of a plan's questions, known in texts as `media/NAME`. */
@Entity('question_media')
@Index('UQ_question_media', ['plan_id', 'name'], { unique: true })
@Index('IX_question_media_sha256', ['sha256'])
export class QuestionMedia {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text() name!: string;
  @Text(64) sha256!: string;
  @Int() bytes!: number;
  @Text(64) media_type!: string;
}
