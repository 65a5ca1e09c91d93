import { Entity, Index } from 'typeorm';
import { Amount, Id, Int, Text } from '../database/columns.js';

/** An indicator of its plan that an activity is planned for; an activity with none may serve any. */
@Entity('activity_indicators')
@Index('UQ_activity_indicators', ['activity_id', 'indicator_id'], { unique: true })
export class ActivityIndicator {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() indicator_id!: number;
}

/** A task of its plan that an activity carries out. */
@Entity('activity_tasks')
@Index('UQ_activity_tasks', ['activity_id', 'task_id'], { unique: true })
export class ActivityTask {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() task_id!: number;
}

/** Somebody who trains beside the trainer of the activity. */
@Entity('activity_trainers')
@Index('UQ_activity_trainers', ['activity_id', 'email'], { unique: true })
export class ActivityTrainer {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** As the trainer of an activity: the address as written. */
  @Text(190) email!: string;
}

/** What is planned of an activity beside its facts. */
@Entity('plannings')
@Index('UQ_plannings_activity', ['activity_id'], { unique: true })
@Index('UQ_plannings_form_key', ['form_key'], { unique: true })
export class Planning {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** Of the form it was planned with: sent twice, it plans once. Null: it came by file. */
  @Text(64, { nullable: true }) form_key!: string | null;
  /** In đồng. */
  @Amount({ nullable: true }) budget!: number | null;
  @Text(190, { nullable: true }) budget_source!: string | null;
}
