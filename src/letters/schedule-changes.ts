import { Injectable, type OnModuleInit } from '@nestjs/common';
import { pieces } from '../database/chunks.js';
import { now, nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { Bus } from '../events/domain-events.js';
import type { MessageState } from '../mail/message-state.js';
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
  /** Empty: see `ToldSchedule`. */
  dedupe_key: string;
  /** Undefined: it was taken back. */
  letter: ToldLetter | undefined;
}

/** The letter that told it, with the batch that it is in. */
interface ToldLetter {
  dedupe_key: string;
  kind: string;
  state: MessageState;
  batch_id: number | null;
  /** When somebody stopped the batch. */
  stopped_at: string | null;
}

/** Of a letter that is not to leave any more: it has, or is about to; it was tried, and may have arrived; nobody ever got it. */
type Fate = 'left' | 'tried' | 'unsent';

/** What somebody knows once the letters that have not left are taken back. */
interface Known {
  /** What the last letter said that has left; null: none has. */
  sure: Schedule | null;
  /** What letters said since then that were tried: they may have arrived. */
  unsure: Schedule[];
  /** Of the next letter. */
  ordinal: number;
  /** That was taken back; undefined: none was. */
  invitation?: ToldLetter;
  /** Of a letter about a change that was taken back, if nobody has stopped it. */
  batch: number | null;
}

/** What somebody is to be told. */
interface Change {
  person: Addressee;
  before: Schedule;
  ordinal: number;
}

/**
 * Those who were invited by mail hear of it when the schedule changes, by whatever way it was changed: the letter is written in
 * the transaction of the change. The last letter that can still leave says what stands: whatever waits is taken back, also what
 * was tried before and waits for its next attempt.
 * - An invitation is written anew in its batch; to what is over or cancelled nobody is invited any more.
 * - A letter about a change is written anew in its batch, or in a new one where somebody has stopped that; where it is taken back
 *   before anybody got it, nothing is told.
 *
 * What was tried may have arrived, if the connection broke at the end. So it is remembered as told: of a cancellation, or that
 * a change was taken back, its reader hears too. What replaces it has a Message-ID of its own: mail servers pass over one that
 * they know, and the old date would stay. What is on its way at that moment counts as told, and is not tried once more.
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
    this.bus.on('activities.changed', ({ activity_ids }) => this.tellWhereInvited(activity_ids));
  }

  /** Tells whoever was invited what has changed since, in the caller's transaction; nothing where nothing has. */
  async tellWhereInvited(ids: readonly number[]): Promise<void> {
    for (const piece of pieces(ids, 500)) {
      // Also who was invited while this transaction waited for the activity.
      const invited = await this.database.rowsNow<{ activity_id: number }>(
        `SELECT activity_id FROM told_schedules WHERE activity_id IN (${placeholders(piece)}) GROUP BY activity_id`,
        piece,
      );
      const told = new Set(invited.map(({ activity_id }) => activity_id));
      for (const id of piece.filter((each) => told.has(each))) await this.tell(id);
    }
  }

  private async tell(activityId: number): Promise<void> {
    const told = await this.letters.told(activityId);
    if (!told || told.activity.status === 'draft') return;
    const stale = await this.stale(activityId, fingerprint(told.schedule));
    if (stale.length === 0) return;
    const invitable = await this.reached(told, 'invitation');
    const reachable = await this.reached(told, 'change');
    const { tells_changes } = await this.choices.of(activityId);
    const changes: Change[] = [];
    let batch: number | null = null;
    for (const own of stale) {
      const personId = (own[0] as Told).person_id;
      const known = await this.withoutUnsent(own);
      batch ??= known.batch;
      const guest = isToBeInvited(known, told.schedule) ? invitable.get(personId) : undefined;
      const person = tells_changes === 1 ? reachable.get(personId) : undefined;
      const before = outdated(known, told.schedule);
      if (guest) await this.invite(told, guest, known);
      else if (person && before) changes.push({ person, before, ordinal: known.ordinal });
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
      `SELECT o.dedupe_key, o.kind, o.state, o.batch_id, b.stopped_at FROM outbox o LEFT JOIN mail_batches b ON b.id = o.batch_id
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

  /** Takes back what has not left, and forgets what nobody ever got. */
  private async withoutUnsent(own: readonly Told[]): Promise<Known> {
    const known: Known = { sure: null, unsure: [], ordinal: 0, batch: null };
    for (const { id, dedupe_key, letter, told, ordinal } of own) {
      const fate = await this.takeBack(dedupe_key, letter);
      if (fate === 'unsent') await this.database.delete(ToldSchedule, { id });
      else known.ordinal = Math.max(known.ordinal, ordinal + 1);
      const schedule = JSON.parse(told) as Schedule;
      if (fate === 'left') Object.assign(known, { sure: schedule, unsure: [] });
      else if (letter?.kind === 'invitation') known.invitation = letter;
      else if (letter?.stopped_at === null) known.batch = letter.batch_id;
      if (fate === 'tried') known.unsure.push(schedule);
      if (fate === 'tried' && letter) await this.database.update(ToldSchedule, { id }, { dedupe_key: '' });
    }
    return known;
  }

  /** What is on its way cannot be taken back: it is not tried once more. */
  private async takeBack(key: string, letter: ToldLetter | undefined): Promise<Fate> {
    if (key === '') return 'tried';
    if (!letter) return 'unsent';
    if (letter.state === 'sent') return 'left';
    if ((await this.outbox.cancel({ keys: [key] })) > 0) return 'unsent';
    return (await this.outbox.cancel({ keys: [key] }, 'tried')) > 0 ? 'tried' : 'left';
  }

  private async invite(told: ToldActivity, person: Addressee, { ordinal, invitation }: Known): Promise<void> {
    const { activity, schedule } = told;
    const key = keys.invitation(activity.id, person.id);
    const reached = { person, key, certificate: null, attached: false };
    await this.outbox.put(await this.messages.message('invitation', told, reached, invitation?.batch_id ?? null));
    await this.note(activity.id, person.id, ordinal, key, schedule);
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

/** Whether an invitation was taken back, and nothing else is there by which they were invited. */
function isToBeInvited({ sure, invitation }: Known, schedule: Schedule): boolean {
  return sure === null && invitation !== undefined && !isOver(schedule, today());
}

/** What somebody knows, or may know, that is not what stands now. */
function outdated({ sure, unsure }: Known, schedule: Schedule): Schedule | undefined {
  const told = sure === null ? unsure : [sure, ...unsure];
  return told.find((each) => isNews(each, schedule, today()));
}
