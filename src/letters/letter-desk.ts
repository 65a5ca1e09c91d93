import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Outbox } from '../mail/outbox.js';
import type { ToldActivity } from './activity-letters.js';
import type { PressedKind } from './letter-kinds.js';
import { LetterMessages } from './letter-messages.js';
import { LetterRounds, type Reached } from './letter-rounds.js';
import { ToldSchedule } from './letters.entities.js';
import { isOver } from './schedule.js';

/** What came of sending. */
export interface Sent {
  /** Messages that were written, and go out after the commit. */
  written: number;
  /** The batch that can be stopped; null: there was nobody to write to. */
  batch: number | null;
}

/** Letters somebody looks at and then sends: to everybody who is reached by mail and was not written to yet. */
@Injectable()
export class LetterDesk {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rounds: LetterRounds,
    private readonly messages: LetterMessages,
    private readonly outbox: Outbox,
  ) {}

  /** Writes the letters of a kind in one transaction. Pressed again it writes to newcomers only. @throws NotFound, DomainError */
  async send(code: string, kind: PressedKind): Promise<Sent> {
    return this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const round = await this.rounds.of(id, kind);
      if (round.told.activity.status === 'draft') throw new DomainError('letters.draft', {}, 'conflict');
      if (kind === 'invitation' && isOver(round.told.schedule, today()))
        throw new DomainError('letters.over', {}, 'conflict');
      const fresh = round.people.filter(({ way }) => way === 'to_mail');
      if (fresh.length === 0) return { written: 0, batch: null };
      const { batch, messages } = await this.messages.of(kind, round.told, fresh);
      if (kind === 'invitation') await this.forgetTold(id, fresh);
      const isNew = await this.outbox.putAll(messages);
      if (kind === 'invitation') await this.noteTold(round.told, fresh);
      return { written: isNew.filter(Boolean).length, batch };
    });
  }

  /** What they were told before is forgotten, and what waits of it taken back: the invitation says what stands. */
  private async forgetTold(activityId: number, to: readonly Reached[]): Promise<void> {
    const records = new Set(to.flatMap(({ person }) => person.records));
    const known = await this.database.rows<Pick<ToldSchedule, 'id' | 'person_id' | 'dedupe_key'>>(
      'SELECT id, person_id, dedupe_key FROM told_schedules WHERE activity_id = ?',
      [activityId],
    );
    const theirs = known.filter(({ person_id }) => records.has(person_id));
    await this.outbox.cancel({ keys: theirs.map(({ dedupe_key }) => dedupe_key) }, 'tried');
    for (const { id } of theirs) await this.database.delete(ToldSchedule, { id });
  }

  private async noteTold({ activity, schedule }: ToldActivity, to: readonly Reached[]): Promise<void> {
    const told = to.map(({ person, key }) => ({
      ...{ activity_id: activity.id, person_id: person.id, ordinal: 0, told: JSON.stringify(schedule) },
      ...{ dedupe_key: key, told_at: nowIso() },
    }));
    await this.database.insert(ToldSchedule, told);
  }
}
