import { Entity, Index } from 'typeorm';
import { Day, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** The test of an activity: the same questions before and after. */
@Entity('knowledge_tests')
@Index('UQ_knowledge_tests', ['activity_id'], { unique: true })
export class KnowledgeTest {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Text() title!: string;
  /** A `Quiz` as JSON that names each question: what was drawn of topics was drawn once. */
  @LongText() quiz!: string;
  /** Whether who hands it in is told the score. */
  @Flag({ default: 0 }) shows_score!: number;
  /** Whether it can be answered by telephone, before and after. */
  @Flag({ default: 0 }) before_open!: number;
  @Flag({ default: 0 }) after_open!: number;
  @Int({ default: 1 }) version!: number;
}

/** A question of a test as it was when the test was set: what the bank changes later would be another question. */
@Entity('knowledge_questions')
@Index('UQ_knowledge_questions', ['activity_id', 'position'], { unique: true })
export class KnowledgeQuestion {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** From 1. */
  @Int() position!: number;
  @Text() ref!: string;
  /** A `PresentedQuestion` as JSON: the same order on every paper and telephone. */
  @LongText() presented!: string;
}

/** The personal code of somebody for the test of an activity. */
@Entity('knowledge_codes')
@Index('UQ_knowledge_codes_hash', ['code_hash'], { unique: true })
@Index('UQ_knowledge_codes_number', ['activity_id', 'number'], { unique: true })
@Index('IX_knowledge_codes_person', ['person_id'])
export class KnowledgeCode {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** The record it was made for; after a merge it is the survivor's. */
  @Int() person_id!: number;
  /** The short number on the sheet, from 1: for the desk, it opens nothing. */
  @Int() number!: number;
  /** With the secret of the installation the code can be made again of it, and with nothing else. */
  @Text(32) nonce!: string;
  @Text(64) code_hash!: string;
  @Instant() made_at!: string;
  @Instant({ nullable: true }) withdrawn_at!: string | null;
}

/** An attempt that was typed in from paper, and can be corrected by typing it in again. */
@Entity('knowledge_papers')
@Index('UQ_knowledge_papers', ['attempt_id'], { unique: true })
export class KnowledgePaper {
  @Id() id!: number;
  @Int() attempt_id!: number;
  /** The day on which it was taken; null: it was typed in before that was asked, and counts on that day. */
  @Day({ nullable: true }) taken_on!: string | null;
  /** Who typed it in last. */
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() typed_at!: string;
}

/** The satisfaction survey of an activity. */
@Entity('surveys')
@Index('UQ_surveys', ['activity_id'], { unique: true })
export class Survey {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** `SurveyQuestions` as JSON. */
  @LongText() questions!: string;
  @Flag({ default: 0 }) is_open!: number;
  /** What was counted on paper, `PaperCounts` as JSON. */
  @LongText({ nullable: true }) on_paper!: string | null;
  @Int({ default: 1 }) version!: number;
}

/**
 * What somebody answered, nobody knows who: no person and no time of the day. The ids are drawn by chance, so that the order
 * in which rows were written is kept nowhere.
 */
@Entity('survey_answers')
@Index('IX_survey_answers_activity', ['activity_id'])
export class SurveyAnswer {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Day() answered_on!: string;
  /** `SurveyAnswers` as JSON. */
  @LongText() answers!: string;
  /** 1: it stands in the results, since the survey was closed. */
  @Flag({ default: 0 }) is_shown!: number;
}

/** That somebody has answered, so that nobody does twice; not what. The ids are drawn by chance too. */
@Entity('survey_marks')
@Index('UQ_survey_marks', ['activity_id', 'person_id'], { unique: true })
@Index('IX_survey_marks_person', ['person_id'])
export class SurveyMark {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
}
