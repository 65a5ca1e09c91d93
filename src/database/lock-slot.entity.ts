import { Entity } from 'typeorm';
import { Flag, Id } from './columns.js';

/** Stands for the rows that are locked on a cluster (node-locks.ts). Its rows come as they are needed and mean nothing else. */
@Entity('lock_slots')
export class LockSlot {
  @Id() id!: number;
  /** Flips with each lock: a row that stays as it is would not be written. */
  @Flag() turn!: number;
}
