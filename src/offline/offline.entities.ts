import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** What was noted on a device: a mark, somebody at the door, people without a name. */
export type ActKind = 'mark' | 'walk_in' | 'headcount';

/** `done`: it stands; `open`: somebody has to decide; `settled`: somebody has. */
export type ActState = 'done' | 'open' | 'settled';

/** Why something noted on a device could not simply stand. */
export type Difference = 'noted_otherwise' | 'off_roster' | 'cancelled' | 'namesake' | 'refused';

/** An act of a device without a network, taken once however often it is sent. */
@Entity('offline_acts')
@Index('UQ_offline_acts', ['user_id', 'act_key'], { unique: true })
@Index('IX_offline_acts_session', ['session_id', 'state'])
@Index('IX_offline_acts_state', ['state'])
export class OfflineAct {
  @Id() id!: number;
  /** Made by the device. */
  @Text(64) act_key!: string;
  @Int() user_id!: number;
  @Int() session_id!: number;
  @Text(16) kind!: ActKind;
  @Text(16) state!: ActState;
  @Text(32, { nullable: true }) reason!: Difference | null;
  /** Whom a mark is about. */
  @Int({ nullable: true }) person_id!: number | null;
  /** What was noted, while somebody has to decide about it; afterwards nothing. */
  @LongText({ nullable: true }) body!: string | null;
  /** When it was done, by the clock of the server: the device says how its own stands. */
  @Instant() done_at!: string;
  @Instant() received_at!: string;
  @Instant({ nullable: true }) decided_at!: string | null;
  @Int({ nullable: true }) decided_by_id!: number | null;
}
