import { writeLetter } from '../../src/mail/mail-template.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import type { Message } from '../../src/mail/outbox.js';
import type { World } from './world.js';

const SITE = 'http://localhost:3000';

/** A letter to somebody, in Vietnamese, that does not run out. */
export function letterTo(recipient: string): Message {
  const values = {
    name: 'Lò Văn Thiết',
    site: SITE,
    link: `${SITE}/password/reset?token=x`,
    expires_at: '2030-01-01T00:00:00.000Z',
  };
  const letter = writeLetter('password-reset', 'vi', values);
  return { kind: 'test', recipient, locale: 'vi', letter, expires_at: null };
}

/** Every message of the outbox, in the order in which they were written. */
export function messageRows({ database }: Pick<World, 'database'>): Promise<OutboxMessage[]> {
  return database.rows<OutboxMessage>('SELECT * FROM outbox ORDER BY id');
}
