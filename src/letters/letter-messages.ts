import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { formatDate } from '../i18n/format.js';
import { translate } from '../i18n/translate.js';
import { Batches } from '../mail/batches.js';
import type { Message } from '../mail/outbox.js';
import { isUnderAge } from '../people/privacy.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { ActivityLetters, type ToldActivity } from './activity-letters.js';
import type { LetterKind, PressedKind } from './letter-kinds.js';
import type { Reached } from './letter-rounds.js';
import { endOf, type ToldSession } from './schedule.js';

/** The messages of one kind of letter, and the batch under which they can be stopped. */
@Injectable()
export class LetterMessages {
  constructor(
    private readonly letters: ActivityLetters,
    private readonly batches: Batches,
    private readonly holder: SettingsHolder,
  ) {}

  /** Messages to people who are reached by mail, in a batch of their own; in the caller's transaction. */
  async of(
    kind: PressedKind,
    told: ToldActivity,
    to: readonly Reached[],
  ): Promise<{ batch: number; messages: Message[] }> {
    const batch = await this.batch(kind, told);
    const messages: Message[] = [];
    for (const reached of to) messages.push(await this.message(kind, told, reached, batch));
    return { batch, messages };
  }

  /**
   * The batch under which letters of an activity are found and stopped, in the caller's transaction.
   * @param session that they are about
   * @param batch_key of what it is the batch: asked for twice it is the same, stopped if somebody has stopped it
   */
  async batch(
    kind: LetterKind,
    { activity }: ToldActivity,
    { session, batch_key = null }: { session?: ToldSession; batch_key?: string | null } = {},
  ): Promise<number> {
    const locale = this.holder.settings.defaultLocale;
    const about: Record<string, string> = session
      ? { number: String(session.number), date: formatDate(locale, session.date) }
      : {};
    const title = translate(locale, `letters.batch.${kind}`, { title: activity.title, ...about });
    const { id } = await this.batches.open({ kind, title, subject: { type: 'activity', id: activity.id }, batch_key });
    return id;
  }

  /** One message that joins a batch which is open; in the caller's transaction. @param batch_id null: it goes by itself */
  async message(
    kind: PressedKind,
    told: ToldActivity,
    reached: Pick<Reached, 'person' | 'key' | 'certificate' | 'attached'>,
    batch_id: number | null,
  ): Promise<Message> {
    const { person, key, certificate } = reached;
    const attached = isAttached(reached);
    const own = { mailed: true, serial: certificate?.serial, attached };
    const calendar = kind === 'invitation' ? [await this.letters.calendar(told, person.locale, today())] : [];
    const paper = attached && certificate ? [{ from: 'certificate', id: certificate.id }] : [];
    return {
      kind,
      recipient: person.email ?? '',
      person_id: person.id,
      locale: person.locale,
      ...(await this.letters.write(kind, told, person, own)),
      attachments: [...calendar, ...paper],
      dedupe_key: key,
      batch_id,
      // Nobody is invited to what is over.
      expires_at: kind === 'invitation' ? endOf(told.schedule) : null,
    };
  }
}

/** Whether the paper goes with the letter: a child's, by the day of issue (`attached`) or by today, goes to nobody by mail. */
export function isAttached({ person, attached }: Pick<Reached, 'person' | 'attached'>): boolean {
  return attached && isUnderAge(person, today()) !== true;
}
