import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { OutboxMessage } from './mail.entities.js';
import { isOnItsWay, PASSED_ON } from './message-state.js';
import { Outbox } from './outbox.js';

/**
 * What somebody decides of one message that waits: without a mail server messages are passed on by hand, and must not leave
 * a second time once there is one.
 */
@Injectable()
export class MessageActs {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly events: EventLog,
  ) {}

  /**
   * Notes that somebody gave it to its reader in another way: it counts as sent.
   * @throws AlreadyDone when it does not wait any more or has run out; DomainError while it is on its way
   */
  async passOn(id: number): Promise<void> {
    await this.database.transaction(async () => {
      const { expires_at } = await this.waiting(id);
      const sent_at = nowIso();
      if (expires_at !== null && expires_at <= sent_at) throw new AlreadyDone();
      const passedOn = { state: 'sent', sent_at, last_error: PASSED_ON, leased_until: null } as const;
      await this.database.update(OutboxMessage, { id }, passedOn);
      await this.events.record({ kind: 'mail.passed_on', subject: { type: 'mail', id } });
    });
  }

  /**
   * Does not let it leave. What somebody pressed for is written anew when it is pressed for again; what the server writes by
   * itself is not: it would be there again within the hour.
   * @throws AlreadyDone when it does not wait any more; DomainError while it is on its way
   */
  async takeBack(id: number): Promise<void> {
    await this.database.transaction(async () => {
      const { batch_id } = await this.waiting(id);
      await this.outbox.cancel({ ids: [id] }, 'tried', batch_id === null);
      await this.events.record({ kind: 'mail.taken_back', subject: { type: 'mail', id } });
    });
  }

  /** Held until the commit: whoever sends passes it over, or has it already. */
  private async waiting(id: number): Promise<OutboxMessage> {
    const [message] = await this.database.rowsForUpdate<OutboxMessage>('SELECT * FROM outbox WHERE id = ?', [id]);
    if (message?.state !== 'waiting' && message?.state !== 'stopped') throw new AlreadyDone();
    if (isOnItsWay(message, nowIso())) throw new DomainError('mail.on_its_way', {}, 'conflict');
    return message;
  }
}
