import { Entity, Index } from 'typeorm';
import { Id, Int, Text } from './columns.js';

/** A number that moves whenever something that is kept in memory has changed: every process compares it before use. */
@Entity('stamps')
@Index('UQ_stamps_name', ['name'], { unique: true })
export class Stamp {
  @Id() id!: number;
  @Text(64) name!: string;
  @Int() value!: number;
}
