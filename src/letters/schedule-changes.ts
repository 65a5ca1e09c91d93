import { Injectable, type OnModuleInit } from '@nestjs/common';
import { now, nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { Outbox } from '../mail/outbox.js';
import { ActivityLetters, type ToldActivity } from './activity-letters.js';
import { type Addressee, Addressees } from './addressees.js';
import { LetterChoices } from './letter-choices.js';
import { keys } from './letter-kinds.js';
import { ToldSchedule } from './letters.entities.js';
import { changesSince, fingerprint, type Schedule } from './schedule.js';

/** So long a change waits before it is told: whoever mends a slip, or moves three sessions, writes one letter. */
const QUIET_MS = 10 * 60_000;

type Told = Pick<ToldSchedule, 'id' | 'person_id' | 'ordinal' | 'told' | 'dedupe_key'>;

/**
 * Those who were invited by mail hear of it when the schedule changes, by whatever way it was changed: the letter is written in
 * the transaction of the change. Until it leaves, a further change replaces it, and one that takes the change back takes it
 * back too.
 */
@Injectable()
export class ScheduleChanges implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly letters: ActivityLetters,
    private readonly addressees: Addressees,
    private readonly choices: LetterChoices,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('activities.requalified', ({ activity_ids }) => this.tellWhereInvited(activity_ids));
  }

  private async tellWhereInvited(ids: readonly number[]): Promise<void> {
    const invited = await this.database.rowsIn<{ activity_id: number }>(
      'SELECT DISTINCT activity_id FROM told_schedules WHERE activity_id IN (?)',
      [...ids],
    );
    for (const { activity_id } of invited) await this.tell(activity_id);
  }

  private async tell(activityId: number): Promise<void> {
    const told = await this.letters.told(activityId);
    if (!told || told.activity.status === 'draft') return;
    if ((await this.choices.of(activityId)).tells_changes === 0) return;
    const latest = await this.latest(activityId, fingerprint(told.schedule));
    if (latest.length === 0) return;
    const people = new Map((await this.addressees.of(told.activity, 'change')).map((each) => [each.id, each]));
    for (const [personId, { before, ordinal }] of await this.withoutUnsent(latest)) {
      const person = people.get(personId);
      if (person && person.paper === null) await this.write(told, person, before, ordinal);
    }
  }

  /** What each person was told last, where that is not what stands now. */
  private async latest(activityId: number, print: string): Promise<Told[]> {
    const rows = await this.database.rowsForUpdate<Told>(
      'SELECT id, person_id, ordinal, told, dedupe_key FROM told_schedules WHERE activity_id = ? ORDER BY ordinal',
      [activityId],
    );
    const latest = new Map(rows.map((row) => [row.person_id, row]));
    const stale = new Set(
      [...latest.values()]
        .filter(({ told }) => fingerprint(JSON.parse(told) as Schedule) !== print)
        .map((row) => row.person_id),
    );
    return rows.filter(({ person_id }) => stale.has(person_id));
  }

  /** Takes back what was told in letters that have not left. @returns by person what then was told last, and the next ordinal */
  private async withoutUnsent(rows: readonly Told[]): Promise<Map<number, { before: Schedule; ordinal: number }>> {
    const found = new Map<number, { before: Schedule; ordinal: number }>();
    for (const [personId, own] of Map.groupBy(rows, ({ person_id }) => person_id)) {
      let last = own.at(-1);
      while (last && last.ordinal > 0 && (await this.takeBack(last))) {
        own.pop();
        last = own.at(-1);
      }
      if (last) found.set(personId, { before: JSON.parse(last.told) as Schedule, ordinal: last.ordinal + 1 });
    }
    return found;
  }

  private async takeBack({ id, dedupe_key }: Told): Promise<boolean> {
    if ((await this.outbox.cancel({ prefix: dedupe_key })) === 0) return false;
    await this.database.delete(ToldSchedule, { id });
    return true;
  }

  private async write(told: ToldActivity, person: Addressee, before: Schedule, ordinal: number): Promise<void> {
    const { activity, schedule } = told;
    const changes = changesSince(before, schedule, today());
    const news = schedule.isCancelled !== before.isCancelled || changes.length > 0;
    if (!news) return;
    const key = `${keys.change(activity.id, person.id, ordinal, fingerprint(schedule))}:${now().getTime().toString(36)}`;
    const written = await this.letters.write('change', told, person, { mailed: true, changes });
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
    const row = { activity_id: activity.id, person_id: person.id, ordinal, dedupe_key: key, told_at: nowIso() };
    await this.database.insert(ToldSchedule, [{ ...row, told: JSON.stringify(schedule) }]);
  }
}
