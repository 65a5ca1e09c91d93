import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, Text } from '../database/columns.js';

/** Somebody who waits for a place on a roster that is full. The ids follow the order of coming. */
@Entity('waiting_entries')
@Index('UQ_waiting_entries', ['activity_id', 'person_id', 'group_code'], { unique: true })
@Index('IX_waiting_entries_person', ['person_id'])
export class WaitingEntry {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  @Text(64) group_code!: string;
  @Int({ nullable: true }) organisation_id!: number | null;
  @Instant() waiting_since!: string;
}
