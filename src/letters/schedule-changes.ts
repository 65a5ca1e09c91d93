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
  /** Undefined: it was taken back, and told nothing. */
  letter: ToldLetter | undefined;
}

/** The letter that told it, with the batch that it is in. */
interface ToldLetter {
  dedupe_key: string;
  kind: string;
  batch_id: number | null;
  /** When somebody stopped the batch. */
  stopped_at: string | null;
}

/** What somebody knows once the letters that have not left are taken back. */
interface Known {
  /** Null: nothing has left yet. */
  before: Schedule | null;
  ordinal: number;
  /** What was taken back; undefined: none was. */
  invitation?: ToldLetter;
  change?: ToldLetter;
}

/** What somebody is to be told. */
interface Change {
  person: Addressee;
  before: Schedule;
  ordinal: number;
}

/**
 * Those who were invited by mail hear of it when the schedule changes, by whatever way it was changed: the letter is written in
 * the transaction of the change. Until it leaves, a further change replaces it in its batch, or in a new one where somebody has
 * stopped that, and one that takes the change back takes it back too. An invitation that has not left yet is written anew; to what was cancelled nobody is invited any more.
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
    const changes: Change[] = [];
    let batch: number | null = null;
    for (const own of stale) {
      const personId = (own[0] as Told).person_id;
      const { before, ordinal, invitation, change } = await this.withoutUnsent(own);
      const [guest, person] = [invitable.get(personId), reachable.get(personId)];
      if (change?.stopped_at === null) batch ??= change.batch_id;
      if (before === null) {
        if (invitation && guest) await this.invite(told, guest, invitation.batch_id);
      } else if (tellsChanges && person && isNews(before, told.schedule, today())) {
        changes.push({ person, before, ordinal });
      }
    }
    if (changes.length === 0) return;
    batch ??= await this.messages.batch('change', told);
    for (const each of changes) await this.write(told, each, batch);
  }

  private async reached(told: ToldActivity, kind: LetterKind): Promise<Map<number, Addressee>> {
    const people = await this.addressees.of(told.activity, kind);
    return new Map(people.filter(({ paper }) => paper === null).map((each) => [each.id, each]));
  }

  /** By person what they were told, the last at the end, where that is not what stands now. */
  private async stale(activityId: number, print: string): Promise<Told[][]> {
    const rows = await this.database.rowsForUpdate<Omit<Told, 'letter'>>(
      `SELECT t.id, COALESCE(p.merged_into_id, p.id) AS person_id, t.ordinal, t.told, t.dedupe_key
       FROM told_schedules t JOIN people p ON p.id = t.person_id WHERE t.activity_id = ? ORDER BY t.id`,
      [activityId],
    );
    const letters = await this.database.rowsIn<ToldLetter>(
      `SELECT o.dedupe_key, o.kind, o.batch_id, b.stopped_at FROM outbox o LEFT JOIN mail_batches b ON b.id = o.batch_id
       WHERE o.dedupe_key IN (?)`,
      rows.map(({ dedupe_key }) => dedupe_key),
    );
    const standing = new Map(letters.map((letter) => [letter.dedupe_key, letter]));
    const told = rows.map((row): Told => ({ ...row, letter: standing.get(row.dedupe_key) }));
    return [...Map.groupBy(told, ({ person_id }) => person_id).values()].filter((own) => {
      const last = own.findLast(({ letter }) => letter);
      return !last || fingerprint(JSON.parse(last.told) as Schedule) !== print;
    });
  }

  /** Takes back what has not left, and forgets what was taken back before, by whomever. */
  private async withoutUnsent(own: readonly Told[]): Promise<Known> {
    const left: Told[] = [];
    const unsent: ToldLetter[] = [];
    for (const row of own) {
      const isUnsent = row.letter && (await this.outbox.cancel({ keys: [row.dedupe_key] })) > 0;
      if (isUnsent && row.letter) unsent.push(row.letter);
      if (isUnsent || !row.letter) await this.database.delete(ToldSchedule, { id: row.id });
      else left.push(row);
    }
    const last = left.at(-1);
    const ordinal = Math.max(0, ...left.map((row) => row.ordinal)) + 1;
    const takenBack = (kind: LetterKind): ToldLetter | undefined => unsent.findLast((each) => each.kind === kind);
    return {
      ...{ before: last ? (JSON.parse(last.told) as Schedule) : null, ordinal },
      ...{ invitation: takenBack('invitation'), change: takenBack('change') },
    };
  }

  private async invite(told: ToldActivity, person: Addressee, batch: number | null): Promise<void> {
    const { activity, schedule } = told;
    if (isOver(schedule, today())) return;
    const key = keys.invitation(activity.id, person.id);
    const reached = { person, key, certificate: null, attached: false };
    await this.outbox.put(await this.messages.message('invitation', told, reached, batch));
    await this.note(activity.id, person.id, 0, key, schedule);
  }

  private async write(told: ToldActivity, { person, before, ordinal }: Change, batch_id: number): Promise<void> {
    const { activity, schedule } = told;
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
      batch_id,
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
