import { Injectable, type OnModuleInit } from '@nestjs/common';
import { now, nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { Outbox } from '../mail/outbox.js';
import { ActivityLetters, type ToldActivity } from './activity-letters.js';
import { type Addressee, Addressees } from './addressees.js';
import { LetterChoices } from './letter-choices.js';
import { keys, type LetterKind } from './letter-kinds.js';
import { LetterMessages } from './letter-messages.js';
import { ToldSchedule } from './letters.entities.js';
import { changesSince, fingerprint, isNews, isOver, type Schedule } from './schedule.js';

/** So long a change waits before it is told: whoever mends a slip, or moves three sessions, writes one letter. */
const QUIET_MS = 10 * 60_000;

interface Told {
  id: number;
  /** The person as it is now: of a record that was merged the survivor. */
  person_id: number;
  ordinal: number;
  told: string;
  dedupe_key: string;
  /** The batch of the letter, and whether it is still there: one that was taken back told nothing. */
  batch_id: number | null;
  stands: boolean;
}

/** What somebody knows once the letters that have not left are taken back. */
interface Known {
  /** Null: nothing has left yet. */
  before: Schedule | null;
  ordinal: number;
  /** The batch of an invitation that was taken back; undefined: none was. */
  batch?: number | null;
}

/**
 * Those who were invited by mail hear of it when the schedule changes, by whatever way it was changed: the letter is written in
 * the transaction of the change. Until it leaves, a further change replaces it, and one that takes the change back takes it
 * back too. An invitation that has not left yet is written anew; to what was cancelled nobody is invited any more.
 */
@Injectable()
export class ScheduleChanges implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly letters: ActivityLetters,
    private readonly messages: LetterMessages,
    private readonly addressees: Addressees,
    private readonly choices: LetterChoices,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('activities.requalified', ({ activity_ids }) => this.tellWhereInvited(activity_ids));
  }

  /** Tells whoever was invited what has changed since, in the caller's transaction; nothing where nothing has. */
  async tellWhereInvited(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      // Also who was invited while this transaction waited for the activity.
      const [invited] = await this.database.rowsNow('SELECT id FROM told_schedules WHERE activity_id = ? LIMIT 1', [
        id,
      ]);
      if (invited) await this.tell(id);
    }
  }

  private async tell(activityId: number): Promise<void> {
    const told = await this.letters.told(activityId);
    if (!told || told.activity.status === 'draft') return;
    const stale = await this.stale(activityId, fingerprint(told.schedule));
    if (stale.length === 0) return;
    const invitable = await this.reached(told, 'invitation');
    const reachable = await this.reached(told, 'change');
    const tellsChanges = (await this.choices.of(activityId)).tells_changes === 1;
    for (const own of stale) {
      const personId = (own[0] as Told).person_id;
      const { before, ordinal, batch } = await this.withoutUnsent(own);
      const [guest, person] = [invitable.get(personId), reachable.get(personId)];
      if (before === null) {
        if (batch !== undefined && guest) await this.invite(told, guest, batch);
      } else if (tellsChanges && person) await this.write(told, person, before, ordinal);
    }
  }

  private async reached(told: ToldActivity, kind: LetterKind): Promise<Map<number, Addressee>> {
    const people = await this.addressees.of(told.activity, kind);
    return new Map(people.filter(({ paper }) => paper === null).map((each) => [each.id, each]));
  }

  /** By person what they were told, the last at the end, where that is not what stands now. */
  private async stale(activityId: number, print: string): Promise<Told[][]> {
    const rows = await this.database.rowsForUpdate<Omit<Told, 'batch_id' | 'stands'>>(
      `SELECT t.id, COALESCE(p.merged_into_id, p.id) AS person_id, t.ordinal, t.told, t.dedupe_key
       FROM told_schedules t JOIN people p ON p.id = t.person_id WHERE t.activity_id = ? ORDER BY t.id`,
      [activityId],
    );
    const letters = await this.database.rowsIn<{ dedupe_key: string; batch_id: number | null }>(
      'SELECT dedupe_key, batch_id FROM outbox WHERE dedupe_key IN (?)',
      rows.map(({ dedupe_key }) => dedupe_key),
    );
    const standing = new Map(letters.map(({ dedupe_key, batch_id }) => [dedupe_key, batch_id]));
    const told = rows.map((row): Told => {
      const stands = standing.has(row.dedupe_key);
      return { ...row, batch_id: standing.get(row.dedupe_key) ?? null, stands };
    });
    return [...Map.groupBy(told, ({ person_id }) => person_id).values()].filter((own) => {
      const last = own.findLast(({ stands }) => stands);
      return !last || fingerprint(JSON.parse(last.told) as Schedule) !== print;
    });
  }

  /** Takes back what has not left, and forgets what was taken back before, by whomever. */
  private async withoutUnsent(own: readonly Told[]): Promise<Known> {
    const left: Told[] = [];
    let batch: number | null | undefined;
    for (const row of own) {
      const isUnsent = row.stands && (await this.outbox.cancel({ keys: [row.dedupe_key] })) > 0;
      if (isUnsent && row.ordinal === 0) batch = row.batch_id;
      if (isUnsent || !row.stands) await this.database.delete(ToldSchedule, { id: row.id });
      else left.push(row);
    }
    const last = left.at(-1);
    const ordinal = Math.max(0, ...left.map((row) => row.ordinal)) + 1;
    return { before: last ? (JSON.parse(last.told) as Schedule) : null, ordinal, batch };
  }

  private async invite(told: ToldActivity, person: Addressee, batch: number | null): Promise<void> {
    const { activity, schedule } = told;
    if (isOver(schedule, today())) return;
    const key = keys.invitation(activity.id, person.id);
    const reached = { person, key, certificate: null, attached: false };
    await this.outbox.put(await this.messages.message('invitation', told, reached, batch));
    await this.note(activity.id, person.id, 0, key, schedule);
  }

  private async write(told: ToldActivity, person: Addressee, before: Schedule, ordinal: number): Promise<void> {
    const { activity, schedule } = told;
    if (!isNews(before, schedule, today())) return;
    const changes = changesSince(before, schedule, today());
    const reopened = before.isCancelled && !schedule.isCancelled;
    const key = `${keys.change(activity.id, person.id, ordinal, fingerprint(schedule))}:${now().getTime().toString(36)}`;
    const written = await this.letters.write('change', told, person, { mailed: true, changes, reopened });
    await this.outbox.put({
      kind: 'change',
      recipient: person.email ?? '',
      person_id: person.id,
      locale: person.locale,
      ...written,
      attachments: [await this.letters.calendar(told, person.locale)],
      dedupe_key: key,
      not_before: new Date(now().getTime() + QUIET_MS).toISOString(),
      expires_at: null,
    });
    await this.note(activity.id, person.id, ordinal, key, schedule);
  }

  private async note(activity_id: number, person_id: number, ordinal: number, dedupe_key: string, told: Schedule) {
    const row = { activity_id, person_id, ordinal, dedupe_key, told: JSON.stringify(told), told_at: nowIso() };
    await this.database.insert(ToldSchedule, [row]);
  }
}
