import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { now } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { translate } from '../i18n/translate.js';
import { keys } from '../letters/letter-kinds.js';
import type { Sent } from '../letters/letter-desk.js';
import { Batches } from '../mail/batches.js';
import { type Message, Outbox } from '../mail/outbox.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { EnrolmentFilter } from './enrolment-filter.js';
import { LearnerLetters, type LearnerText } from './learner-letters.js';
import { type MessageRound, MessageRounds } from './message-rounds.js';

/** After so long what a trainer said of those behind does not hold any more. */
const LASTS_MS = 14 * 24 * 3_600_000;

/** What a trainer writes to those who learn a course, once looked at. */
@Injectable()
export class MessageDesk {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rounds: MessageRounds,
    private readonly letters: LearnerLetters,
    private readonly batches: Batches,
    private readonly outbox: Outbox,
    private readonly events: EventLog,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Writes to everybody whom the filter keeps and mail reaches, in one transaction. Sent twice with one form it is once.
   * @throws NotFound; DomainError of a draft, and of what was called off
   */
  async send(code: string, filter: EnrolmentFilter, text: LearnerText, formKey: string): Promise<Sent> {
    return this.database.transaction(async () => {
      const { id, status } = await this.door.activity(code);
      if (status === 'draft') throw new DomainError('letters.draft');
      if (status === 'cancelled') throw new DomainError('learning.called_off');
      const round = await this.rounds.of(code, filter, 'learner_message');
      const reached = round.people.filter(({ person }) => person.paper === null);
      if (reached.length === 0) return { written: 0, batch: null };
      const { id: batch, isNew } = await this.open(round, formKey);
      if (!isNew) return { written: 0, batch };
      const messages = await this.messages({ ...round, people: reached }, text, { formKey, batch });
      const written = (await this.outbox.putAll(messages)).filter(Boolean).length;
      const detail = { activity: code, stand: filter.stand, count: written };
      await this.events.record({ kind: 'learner_message.sent', subject: { type: 'activity', id }, detail });
      return { written, batch };
    });
  }

  private open({ told: { activity } }: MessageRound, formKey: string): Promise<{ id: number; isNew: boolean }> {
    const title = translate(this.holder.settings.defaultLocale, 'course_letters.batch_message', {
      title: activity.title,
    });
    const subject = { type: 'activity', id: activity.id };
    const batch_key = keys.messagesOf(activity.id, formKey);
    return this.batches.open({ kind: 'learner_message', title, subject, batch_key });
  }

  private async messages(
    { told, people }: MessageRound,
    text: LearnerText,
    { formKey, batch }: { formKey: string; batch: number },
  ): Promise<Message[]> {
    const expires_at = new Date(now().getTime() + LASTS_MS).toISOString();
    const messages: Message[] = [];
    for (const each of people) {
      const { id, email, locale } = each.person;
      messages.push({
        ...{ kind: 'learner_message', recipient: email ?? '', person_id: id, locale },
        ...(await this.letters.message(told, each, text)),
        dedupe_key: keys.message(told.activity.id, formKey, id),
        ...{ batch_id: batch, expires_at },
      });
    }
    return messages;
  }
}
