import { Entity, Index } from 'typeorm';
import { Day, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';
import type { Level } from './place.js';
import type { ReformKind } from './reform.js';

/** A node of the territory tree while it was valid. Open ends are FIRST_DAY and LAST_DAY. */
@Entity('places')
@Index('UQ_places_code_from', ['code', 'valid_from'], { unique: true })
export class PlaceRow {
  @Id() id!: number;
  @Text(64) code!: string;
  @Text() name!: string;
  @Text(20) level!: Level;
  @Text(64, { nullable: true }) parent_code!: string | null;
  @Day() valid_from!: string;
  @Day() valid_to!: string;
  @Int({ default: 1 }) version!: number;
}

/** Where the people of a place went. */
@Entity('successions')
@Index('UQ_successions', ['predecessor_id', 'successor_id', 'date'], { unique: true })
export class SuccessionRow {
  @Id() id!: number;
  @Int() predecessor_id!: number;
  @Int() successor_id!: number;
  /** The first day on which the people belong to the successor. */
  @Day() date!: string;
  @Flag({ default: 0 }) main!: number;
  /** Order of recording: of a split without a main successor the first is it. */
  @Int() position!: number;
  /** The reform that was carried out by page; null: brought in by file. */
  @Int({ nullable: true }) reform_id!: number | null;
}

/** A merger, split, new name or end that was carried out by page: what it did is kept, so that it can be undone. */
@Entity('reforms')
export class ReformRow {
  @Id() id!: number;
  @Text(16) kind!: ReformKind;
  /** The first day of the new order. */
  @Day() date!: string;
  /** JSON: the last id of each table that records something at places (place-uses.ts). What has a later one came since. */
  @LongText() marks!: string;
}

/** A place that a reform ended, or left without some of its land, or began. */
@Entity('reform_places')
@Index('UQ_reform_places', ['reform_id', 'place_id'], { unique: true })
@Index('IX_reform_places_place', ['place_id'])
export class ReformPlaceRow {
  @Id() id!: number;
  @Int() reform_id!: number;
  @Int() place_id!: number;
  /** Its last day before the reform; null: the reform began it. */
  @Day({ nullable: true }) last_day!: string | null;
}

/** A group of the people or organisations that a plan wants to reach. */
@Entity('subject_groups')
@Index('UQ_subject_groups_code', ['code'], { unique: true })
export class GroupRow {
  @Id() id!: number;
  @Text(64) code!: string;
  /** As its owner calls it; the built-in groups have no row, and their names are in the message files. */
  @Text() name!: string;
  @Text(20) counts!: 'persons' | 'organisations';
  @Int() position!: number;
  @Int({ default: 1 }) version!: number;
}

/** How many subjects a group has at a place in a year. Correcting one adds a revision; the latest is `current`. */
@Entity('baselines')
@Index('UQ_baselines_revision', ['unit_code', 'group_code', 'year', 'revision'], { unique: true })
@Index('IX_baselines_group', ['group_code', 'current'])
export class BaselineRow {
  @Id() id!: number;
  @Text(64) unit_code!: string;
  /** The place this figure describes, derived from code and year (counting method §4). */
  @Int() place_id!: number;
  @Text(64) group_code!: string;
  @Int() year!: number;
  @Int() value!: number;
  @LongText({ nullable: true }) source!: string | null;
  @Int() revision!: number;
  @Flag() current!: number;
  /** Null: the command line. */
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() recorded_at!: string;
  /** When it was taken back; the number of its revision is never given again. */
  @Instant({ nullable: true }) withdrawn_at!: string | null;
}
