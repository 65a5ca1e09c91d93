import { nowIso } from '../../src/config/clock.js';
import { OutboxMessage } from '../../src/mail/mail.entities.js';
import type { World } from './world.js';

/** An invitation with its calendar that stands in the outbox. @returns the id */
export function messageThat(world: World, state: 'waiting' | 'sent' | 'failed'): Promise<number> {
  const letter = { kind: 'invitation', recipient: 'ai-do@example.vn', subject: 'Thư', body: 'Nội dung' };
  const attachments = JSON.stringify([{ name: 'lich.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR' }]);
  return world.database.transaction(() =>
    world.database.insertOne(OutboxMessage, {
      ...letter,
      ...{ message_id: `${state}@example.vn`, attachments, state, created_at: nowIso() },
    }),
  );
}
