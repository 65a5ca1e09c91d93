import { Entity, Index } from 'typeorm';
import { Day, Id, Int, Text } from '../database/columns.js';
import type { LedgerMeasure } from './measure.js';
import type { Span } from './span.js';

/**
 * Where and when a subject was reached first in the plan's period, by the earliest date, then the order of recording: there
 * it is counted (counting method §3). Derived from the qualifications, in the transaction of each change.
 */
@Entity('first_reaches')
@Index('UQ_first_reaches', ['plan_id', 'measure', 'group_code', 'subject_id'], { unique: true })
@Index('IX_first_reaches_place', ['plan_id', 'measure', 'group_code', 'place_id', 'date', 'participation_id'])
@Index('IX_first_reaches_date', ['plan_id', 'measure', 'group_code', 'date', 'participation_id', 'place_id'])
export class FirstReach {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text(16) measure!: LedgerMeasure;
  @Text(64) group_code!: string;
  /** Person (after merges) or organisation, by what the group counts. */
  @Int() subject_id!: number;
  @Int() participation_id!: number;
  @Int() activity_id!: number;
  @Int() place_id!: number;
  @Day() date!: string;
  /** Grows with every change of the subject's qualifications, so that of two who change them at once one notices. */
  @Int({ default: 1 }) changes!: number;
}

/**
 * What was counted at a place itself in a span of days: on a day, in a month, in a year, at all. Nothing of it depends on the
 * tree: a reform moves no row.
 */
@Entity('span_counts')
@Index('UQ_span_counts', ['plan_id', 'span', 'place_id', 'measure', 'group_code'], { unique: true })
@Index('IX_span_counts_sums', [
  ...['plan_id', 'span', 'place_id', 'measure', 'group_code'],
  // The rest of what is summed: the index alone then answers.
  ...['firsts', 'attendances', 'heads'],
])
export class SpanCount {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text(10) span!: Span;
  @Int() place_id!: number;
  @Text(16) measure!: LedgerMeasure;
  @Text(64) group_code!: string;
  /** Subjects reached first here in these days. */
  @Int() firsts!: number;
  /** Qualifying participations of these days, each at its own place. */
  @Int() attendances!: number;
  /** Headcounts of these days, counted and estimated. */
  @Int() heads!: number;
}

/** Of a session with headcounts of a group: how many of the group were certainly there, by the place where they count. */
@Entity('gatherings')
@Index('UQ_gatherings', ['plan_id', 'measure', 'group_code', 'session_id', 'place_id'], { unique: true })
@Index('IX_gatherings_activity', ['activity_id'])
// The largest of a place, and those there that are larger than something: a step into the index each.
@Index('IX_gatherings_size', ['plan_id', 'measure', 'group_code', 'place_id', 'size', 'total', 'date'])
export class Gathering {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Text(16) measure!: LedgerMeasure;
  @Text(64) group_code!: string;
  @Int() session_id!: number;
  @Int() activity_id!: number;
  @Int() place_id!: number;
  /** The session's. */
  @Day() date!: string;
  /** All headcounts of the place. */
  @Int() heads!: number;
  /** Counted headcounts of the place, and the subjects counted at it who were there; 0 where nobody counted heads. */
  @Int() size!: number;
  /** The sizes of the session's places together. */
  @Int({ default: 0 }) total!: number;
}

/** Moves whenever something of a plan was counted anew. Several rows a plan, of which a change moves one: none is hot. */
@Entity('ledger_stamps')
@Index('UQ_ledger_stamps', ['plan_id', 'stripe'], { unique: true })
export class LedgerStamp {
  @Id() id!: number;
  @Int() plan_id!: number;
  @Int() stripe!: number;
  @Int() changes!: number;
}
