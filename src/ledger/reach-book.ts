import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Overtaken } from '../database/engine-errors.js';
import { placeholders } from '../database/placeholders.js';
import { changeOf, type First, isInPeriod, type Link, sameFirst } from './chain.js';
import { FirstReach } from './ledger.entities.js';
import { type LedgerList, listParams, OF_LIST } from './measure.js';
import { type Counted, type Settlement, subjectsByList } from './settlement.js';

/** Subjects whose chains are read at once. */
const CHUNK = 500;

interface SubjectLink extends Link {
  subject_id: number;
}

/** What follows for the first reaches of one list. */
interface Outcome {
  gone: number[];
  fresh: Partial<FirstReach>[];
  kept: Partial<FirstReach>[];
  /** Ids of qualifications by the day of the one before. */
  before: Map<string | null, number[]>;
}

/**
 * Keeps the first reach of every subject, and of every qualification the day of the one before it. A correction costs as
 * much as the subject has qualifications, whatever else there is.
 */
@Injectable()
export class ReachBook {
  constructor(private readonly database: Database) {}

  /** Follows qualifications that were written (`added`) and deleted (`removed`) in this transaction. */
  async follow(removed: readonly Counted[], added: readonly Counted[], settlement: Settlement): Promise<void> {
    for (const [rows, attendances] of [[removed, -1] as const, [added, 1] as const]) {
      for (const row of rows) {
        if (isInPeriod(settlement.termsOf(row.plan_id), row.date)) settlement.counts.add(row, row, { attendances });
      }
    }
    for (const { list, subjects } of subjectsByList([...removed, ...added])) {
      for (let at = 0; at < subjects.length; at += CHUNK) {
        await this.followSubjects(list, subjects.slice(at, at + CHUNK), settlement);
      }
    }
  }

  private async followSubjects(list: LedgerList, subjects: number[], settlement: Settlement): Promise<void> {
    const firsts = new Map((await this.firsts(list, subjects)).map((first) => [first.subject_id, first]));
    const links = Map.groupBy(await this.links(list, subjects), ({ subject_id }) => subject_id);
    const outcome: Outcome = { gone: [], fresh: [], kept: [], before: new Map() };
    for (const subject of subjects) {
      settleSubject(list, subject, firsts.get(subject), links.get(subject) ?? [], settlement, outcome);
    }
    await this.write(outcome);
  }

  /**
   * The first reaches, each of them ours until the end: who changes the chain of a subject changes its row, so a chain that
   * was read is the newest. Of a subject that has none the unique index tells which of two was first.
   */
  private async firsts(list: LedgerList, subjects: number[]): Promise<FirstReach[]> {
    const rows = await this.database.rows<FirstReach>(
      `SELECT * FROM first_reaches WHERE ${OF_LIST} AND subject_id IN (${placeholders(subjects)})`,
      [...listParams(list), ...subjects],
    );
    if (rows.length === 0 || this.database.engine === 'sqlite') return rows;
    const ids = rows.map(({ id }) => id).sort((a, b) => a - b);
    const now = await this.database.rowsNow<{ id: number; changes: number }>(
      `SELECT id, changes FROM first_reaches WHERE id IN (${placeholders(ids)}) ORDER BY id`,
      ids,
    );
    const changes = new Map(now.map((row) => [row.id, row.changes]));
    if (rows.some((row) => changes.get(row.id) !== row.changes)) throw new Overtaken('a first reach');
    return rows;
  }

  private links(list: LedgerList, subjects: number[]): Promise<SubjectLink[]> {
    return this.database.rows<SubjectLink>(
      `SELECT id, subject_id, participation_id, activity_id, place_id, date, previous_date
       FROM qualifications WHERE ${OF_LIST} AND subject_id IN (${placeholders(subjects)})`,
      [...listParams(list), ...subjects],
    );
  }

  private async write({ gone, fresh, kept, before }: Outcome): Promise<void> {
    for (const [day, ids] of before) {
      for (let at = 0; at < ids.length; at += CHUNK) {
        const piece = ids.slice(at, at + CHUNK);
        await this.database.execute(
          `UPDATE qualifications SET previous_date = ? WHERE id IN (${placeholders(piece)})`,
          [day, ...piece],
        );
      }
    }
    if (gone.length > 0) {
      await this.database.execute(`DELETE FROM first_reaches WHERE id IN (${placeholders(gone)})`, gone);
    }
    await this.database.insert(FirstReach, fresh);
    await this.database.put(FirstReach, kept, ['plan_id', 'measure', 'group_code', 'subject_id']);
  }
}

function settleSubject(
  list: LedgerList,
  subject_id: number,
  old: FirstReach | undefined,
  links: readonly SubjectLink[],
  settlement: Settlement,
  outcome: Outcome,
): void {
  const { first, before } = changeOf(links, settlement.termsOf(list.plan_id));
  for (const [day, ids] of before) {
    const known = outcome.before.get(day);
    if (known) known.push(...ids);
    else outcome.before.set(day, ids);
  }
  noteFirst(list, subject_id, old, first, outcome);
  if (old && first && sameFirst(old, first)) return;
  if (old) settlement.counts.add(list, old, { firsts: -1 });
  if (first) settlement.counts.add(list, first, { firsts: 1 });
  if (old?.place_id === first?.place_id) return;
  // Where somebody is counted decides at which place a session was how large: of all sessions where they were.
  for (const { activity_id } of links) settlement.regathered.add(activity_id);
}

function noteFirst(
  { plan_id, measure, group_code }: LedgerList,
  subject_id: number,
  old: FirstReach | undefined,
  first: First | null,
  { gone, fresh, kept }: Outcome,
): void {
  const key = { plan_id, measure, group_code, subject_id };
  if (!first) gone.push(...(old ? [old.id] : []));
  else if (old) kept.push({ ...key, ...first, changes: old.changes + 1 });
  else fresh.push({ ...key, ...first, changes: 1 });
}
