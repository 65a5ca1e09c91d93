import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, Text } from '../database/columns.js';

/** The door of a session: while it is open participants check in by themselves. */
@Entity('check_in_doors')
@Index('UQ_check_in_doors', ['session_id'], { unique: true })
export class CheckInDoor {
  @Id() id!: number;
  @Int() session_id!: number;
  @Instant() opened_at!: string;
  @Int({ nullable: true }) opened_by_id!: number | null;
  @Instant({ nullable: true }) closed_at!: string | null;
}

/** Somebody who says that they are there; nothing of it counts before the trainer has confirmed it. */
@Entity('check_ins')
@Index('UQ_check_ins_person', ['session_id', 'person_id'], { unique: true })
@Index('UQ_check_ins_form', ['session_id', 'form_key'], { unique: true })
@Index('IX_check_ins_person', ['person_id'])
export class CheckIn {
  @Id() id!: number;
  @Int() session_id!: number;
  /** Somebody of the roster; null: somebody who is not on it. */
  @Int({ nullable: true }) person_id!: number | null;
  /** What somebody who is not on the roster wrote, until it is decided. */
  @Text(190, { nullable: true }) full_name!: string | null;
  @Text(64, { nullable: true }) unit_code!: string | null;
  @Text(64) form_key!: string;
  @Instant() claimed_at!: string;
  @Text(16) state!: 'waiting' | 'confirmed' | 'refused';
  @Instant({ nullable: true }) decided_at!: string | null;
  @Int({ nullable: true }) decided_by_id!: number | null;
}
