import { Entity, Index } from 'typeorm';
import { Day, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** A promise for a territory and a period. */
@Entity('plans')
@Index('UQ_plans_code', ['code'], { unique: true })
export class Plan {
  @Id() id!: number;
  @Text(64) code!: string;
  @LongText() title_vi!: string;
  @LongText() title_en!: string;
  @Text(64) unit_code!: string;
  /** The plan's own unit: the place that had the code on the plan's first day. */
  @Int() place_id!: number;
  /** JSON array of texts. */
  @LongText() legal_basis!: string;
  @Day() start!: string;
  @Day() end!: string;
  @Day({ nullable: true }) orientation_until!: string | null;
  @Text(64, { nullable: true }) lead_agency!: string | null;
  @Int({ default: 1 }) version!: number;
}

@Entity('objectives')
@Index('UQ_objectives_code', ['plan_id', 'code'], { unique: true })
export class Objective {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text(64) code!: string;
  @LongText() title_vi!: string;
  @LongText() title_en!: string;
  @Int() position!: number;
}

@Entity('indicators')
@Index('UQ_indicators_code', ['plan_id', 'code'], { unique: true })
export class Indicator {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Int() objective_id!: number;
  @Text(64) code!: string;
  /** `informed` and `trained` are counted; other measures take entered values. */
  @Text(32) measure!: string;
  @Text(16) comparator!: string;
  /** Decimal as written ("90", "5.3"), compared exactly; null: no figure (a rate that must fall). */
  @Text(20, { nullable: true }) target!: string | null;
  @Text(32) unit!: string;
  @Day() due!: string;
  @Text(64, { nullable: true }) highlight!: string | null;
  @Flag({ default: 1 }) trainings_inform!: number;
  @LongText() title_vi!: string;
  @LongText() title_en!: string;
  @Int() position!: number;
  @Int({ default: 1 }) version!: number;
}

@Entity('indicator_groups')
@Index('UQ_indicator_groups', ['indicator_id', 'group_code'], { unique: true })
export class IndicatorGroup {
  @Id() id!: number;
  @Int() indicator_id!: number;
  @Text(64) group_code!: string;
  @Int() position!: number;
}

@Entity('tasks')
@Index('UQ_tasks_code', ['plan_id', 'code'], { unique: true })
export class Task {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text(64) code!: string;
  @LongText() title_vi!: string;
  @LongText() title_en!: string;
  @Int() position!: number;
}

@Entity('agencies')
@Index('UQ_agencies_code', ['plan_id', 'code'], { unique: true })
export class Agency {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text(64) code!: string;
  @LongText() title_vi!: string;
  @LongText() title_en!: string;
  @Text(32, { nullable: true }) role!: string | null;
  @Int() position!: number;
}

@Entity('agency_tasks')
@Index('UQ_agency_tasks', ['agency_id', 'task_id'], { unique: true })
export class AgencyTask {
  @Id() id!: number;
  @Int() agency_id!: number;
  @Int() task_id!: number;
  @Int() position!: number;
}

/** When reports fall due each year. */
@Entity('reporting_dates')
@Index('IX_reporting_dates_plan', ['plan_id'])
export class ReportingDate {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text(32) kind!: string;
  /** `MM-DD`; null: when needed. */
  @Text(5, { nullable: true }) due!: string | null;
  @Text(190, { nullable: true }) to!: string | null;
  @Text(190, { nullable: true }) from!: string | null;
  @Int() position!: number;
}

/** A value entered for an indicator that is not computed from attendance. Correcting one adds a revision. */
@Entity('reported_values')
@Index('UQ_reported_values_revision', ['indicator_id', 'date', 'revision'], { unique: true })
export class ReportedValue {
  @Id() id!: number;
  @Int() indicator_id!: number;
  /** The day that the value describes. */
  @Day() date!: string;
  @Text(20) value!: string;
  @Int({ nullable: true }) numerator!: number | null;
  @Int({ nullable: true }) denominator!: number | null;
  @LongText() source!: string;
  @Int() revision!: number;
  @Flag() current!: number;
  /** When it was taken back; null: it holds, or a later revision took its place. */
  @Instant({ nullable: true }) withdrawn_at!: string | null;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() recorded_at!: string;
}
