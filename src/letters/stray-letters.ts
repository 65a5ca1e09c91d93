import { Injectable, type OnModuleInit } from '@nestjs/common';
import { pieces } from '../database/chunks.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { addressKey } from '../mail/address.js';
import { Outbox } from '../mail/outbox.js';
import { beginsWith, keys, LEARNER_KINDS, LETTER_KINDS } from './letter-kinds.js';
import { ScheduleChanges } from './schedule-changes.js';

const LETTERS = `SELECT o.id, o.kind, o.recipient, o.dedupe_key, su.id AS person_id, su.email
  FROM outbox o JOIN people p ON p.id = o.person_id JOIN people su ON su.id = COALESCE(p.merged_into_id, p.id)`;
const WAITING = `${LETTERS} WHERE o.state IN ('waiting', 'stopped')`;
const UNDELIVERED = `${LETTERS} WHERE o.state IN ('waiting', 'stopped', 'failed', 'suppressed', 'expired')`;

/** Keys of one statement: an engine allows only so many alternatives in one. */
const MOST_KEYS = 250;

/** The kinds of letters that are ours to take back. */
const OURS: ReadonlySet<string> = new Set([...LETTER_KINDS, ...LEARNER_KINDS]);

interface Stray {
  id: number;
  kind: string;
  recipient: string;
  dedupe_key: string | null;
  person_id: number;
  email: string | null;
}

/**
 * Letters that wait while whoever they are for is taken off the roster, or has another address, or the link in them ends, or the
 * activity is a draft again: they are taken back. To another address, or with another link, what did not get anywhere is written
 * anew as well: by the next press or sweep; of a change of the schedule it is told at once.
 */
@Injectable()
export class StrayLetters implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly changes: ScheduleChanges,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('letters.unsettled', async ({ activity_ids }) => {
      for (const id of activity_ids) await this.takeBackOffRoster(id);
    });
    this.bus.on('people.readdressed', ({ person_ids }) => this.takeBackMisaddressed(person_ids));
    this.bus.on('people.merged', ({ person_ids }) => this.takeBackMisaddressed(person_ids));
    this.bus.on('mail.returned', ({ person_ids }) => this.takeBackMisaddressed(person_ids));
    this.bus.on('mine.links_ended', ({ message_ids }) => this.takeBackWithDeadLinks(message_ids));
  }

  private async takeBackOffRoster(activityId: number): Promise<void> {
    const waiting: Stray[] = [];
    for (const some of pieces(await this.prefixes(activityId), MOST_KEYS)) {
      const begun = beginsWith('o.dedupe_key', some);
      waiting.push(...(await this.database.rows<Stray>(`${WAITING} AND ${begun.sql}`, begun.params)));
    }
    if (waiting.length === 0) return;
    // Nobody is told of a draft: to it nobody is on the roster yet.
    const roster = await this.database.rows<{ id: number }>(
      `SELECT COALESCE(pe.merged_into_id, pe.id) AS id FROM participations p JOIN people pe ON pe.id = p.person_id
       JOIN activities a ON a.id = p.activity_id WHERE a.status <> 'draft' AND p.activity_id = ?`,
      [activityId],
    );
    const there = new Set(roster.map(({ id }) => id));
    const gone = waiting.filter(({ person_id }) => !there.has(person_id));
    await this.outbox.cancel({ ids: gone.map(({ id }) => id) }, 'tried');
  }

  private async prefixes(activityId: number): Promise<string[]> {
    const sessions = await this.database.rows<{ id: number }>('SELECT id FROM sessions WHERE activity_id = ?', [
      activityId,
    ]);
    return [...keys.ofActivity(activityId), ...sessions.map(({ id }) => keys.reminders(id))];
  }

  private async takeBackMisaddressed(ids: readonly number[]): Promise<void> {
    const rows = await this.database.rowsIn<Stray>(`${UNDELIVERED} AND o.person_id IN (?)`, [...ids]);
    await this.takeBackAndTell(
      rows.filter(({ recipient, email }) => addressKey(recipient) !== addressKey(email ?? '')),
    );
  }

  private async takeBackWithDeadLinks(ids: readonly number[]): Promise<void> {
    await this.takeBackAndTell(await this.database.rowsIn<Stray>(`${UNDELIVERED} AND o.id IN (?)`, [...ids]));
  }

  /** What is of no activity is somebody else's to take back. */
  private async takeBackAndTell(rows: readonly Stray[]): Promise<void> {
    const stray = rows.filter(({ kind }) => OURS.has(kind));
    await this.outbox.cancel({ ids: stray.map(({ id }) => id) }, 'undelivered');
    const told = stray.flatMap(({ kind, dedupe_key }) => (kind === 'change' ? Number(dedupe_key?.split(':')[1]) : []));
    await this.changes.tellWhereInvited([...new Set(told)]);
  }
}
