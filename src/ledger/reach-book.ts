import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { CHUNK, filled, pieces } from '../database/chunks.js';
import { Overtaken } from '../database/engine-errors.js';
import { placeholders } from '../database/placeholders.js';
import { changeOf, type First, isInPeriod, type Link, sameFirst } from './chain.js';
import { writeDaysBefore } from './days-before.js';
import { FirstReach } from './ledger.entities.js';
import { type LedgerList, listKey, listParams, OF_LIST } from './measure.js';
import { type Added, type Counted, type Settlement, subjectsByList } from './settlement.js';

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

  /**
   * Follows qualifications that were deleted (`removed`) and are about to be written (`added`) in this transaction: those get
   * the day of the one before them, so that hardly a row is written twice.
   */
  async follow(removed: readonly Counted[], added: readonly Added[], settlement: Settlement): Promise<void> {
    for (const [rows, attendances] of [[removed, -1] as const, [added, 1] as const]) {
      for (const row of rows) {
        if (isInPeriod(settlement.termsOf(row.plan_id), row.date)) settlement.counts.add(row, row, { attendances });
      }
    }
    const coming = Map.groupBy(added.map(asLink), ({ row }) => listKey(row));
    const gone = new Set(removed.map((row) => `${listKey(row)} ${row.subject_id}`));
    for (const { list, subjects } of subjectsByList([...removed, ...added])) {
      const isGone = (subject: number): boolean => gone.has(`${listKey(list)} ${subject}`);
      const own = Map.groupBy(coming.get(listKey(list)) ?? [], ({ row }) => row.subject_id);
      for (const piece of pieces(subjects, CHUNK)) {
        const firsts = await this.firsts(list, piece, isGone);
        const before = await this.followSubjects(list, piece, firsts, own, settlement);
        await writeDaysBefore(this.database, takenAlong(before, added));
      }
    }
  }

  /** @returns the links whose day before is another one now, by that day */
  private async followSubjects(
    list: LedgerList,
    subjects: number[],
    firsts: ReadonlyMap<number, FirstReach>,
    coming: ReadonlyMap<number, Coming[]>,
    settlement: Settlement,
  ): Promise<Outcome['before']> {
    const links = Map.groupBy(await this.links(list, subjects), ({ subject_id }) => subject_id);
    const outcome: Outcome = { gone: [], fresh: [], kept: [], before: new Map() };
    for (const subject of subjects) {
      const all = [...(links.get(subject) ?? []), ...(coming.get(subject) ?? []).map(({ link }) => link)];
      settleSubject(list, subject, firsts.get(subject), all, settlement, outcome);
    }
    await this.write(outcome);
    return outcome.before;
  }

  /**
   * The first reaches, each of them ours until the end: who changes the chain of a subject changes its row, so a chain that
   * was read is the newest. Of a subject that has none the unique index tells which of two was first.
   * @param isGone whether something of a subject was deleted: it may have had one that this transaction does not see
   */
  private async firsts(
    list: LedgerList,
    subjects: number[],
    isGone: (subject: number) => boolean,
  ): Promise<Map<number, FirstReach>> {
    const rows = await this.database.rowsIn<FirstReach>(
      `SELECT * FROM first_reaches WHERE ${OF_LIST} AND subject_id IN (?)`,
      subjects,
      listParams(list),
    );
    const firsts = new Map(rows.map((row) => [row.subject_id, row]));
    if (this.database.engine === 'sqlite') return firsts;
    const unseen = filled(subjects.filter((subject) => !firsts.has(subject) && isGone(subject)));
    if (unseen.length > 0 && (await this.unseen(list, unseen))) throw new Overtaken('a first reach');
    if (rows.length === 0) return firsts;
    const ids = filled(rows.map(({ id }) => id).sort((a, b) => a - b));
    const now = await this.database.rowsNow<{ id: number; changes: number }>(
      `SELECT id, changes FROM first_reaches WHERE id IN (${placeholders(ids)}) ORDER BY id`,
      ids,
    );
    const changes = new Map(now.map((row) => [row.id, row.changes]));
    if (rows.some((row) => changes.get(row.id) !== row.changes)) throw new Overtaken('a first reach');
    return firsts;
  }

  /** Whether any of these subjects has a first reach by now. */
  private async unseen(list: LedgerList, subjects: number[]): Promise<boolean> {
    const rows = await this.database.rowsNow(
      `SELECT id FROM first_reaches WHERE ${OF_LIST} AND subject_id IN (${placeholders(subjects)})`,
      [...listParams(list), ...subjects],
    );
    return rows.length > 0;
  }

  private links(list: LedgerList, subjects: number[]): Promise<SubjectLink[]> {
    return this.database.rowsIn<SubjectLink>(
      `SELECT id, subject_id, participation_id, activity_id, place_id, date, previous_date
       FROM qualifications WHERE ${OF_LIST} AND subject_id IN (?)`,
      subjects,
      listParams(list),
    );
  }

  private async write({ gone, fresh, kept }: Outcome): Promise<void> {
    if (gone.length > 0) {
      await this.database.execute(`DELETE FROM first_reaches WHERE id IN (${placeholders(gone)})`, gone);
    }
    await this.database.insert(FirstReach, fresh);
    await this.database.put(FirstReach, kept, ['plan_id', 'measure', 'group_code', 'subject_id']);
  }
}

/** Gives the days to those that are about to be written. @returns those of rows that are there already */
function takenAlong(before: Outcome['before'], added: readonly Added[]): Outcome['before'] {
  const written: Outcome['before'] = new Map();
  for (const [day, ids] of before) {
    for (const id of ids) {
      const coming = added[-1 - id];
      if (coming) coming.previous_date = day;
    }
    written.set(
      day,
      ids.filter((id) => id > 0),
    );
  }
  return written;
}

/** What is about to be written as a link of its chain, under a number below 0 that tells which of all it is. */
interface Coming {
  row: Added;
  link: SubjectLink;
}

function asLink(row: Added, at: number): Coming {
  const { subject_id, participation_id, activity_id, place_id, date } = row;
  return {
    row,
    link: { id: -1 - at, subject_id, participation_id, activity_id, place_id, date, previous_date: null },
  };
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
