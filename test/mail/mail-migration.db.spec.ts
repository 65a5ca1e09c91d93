import { MailEngine1764720000000 } from '../../migrations/1764720000000-mail-engine.js';
import { MailLinks1764750000000 } from '../../migrations/1764750000000-mail-links.js';
import { messageRows } from '../support/letters.js';
import { World } from '../support/world.js';

describe('bringing an outbox of the version before up to date', () => {
  it('keeps what waits waiting and what has left gone, and goes on where it was killed', async () => {
    const world = await World.create();
    const steps = [new MailEngine1764720000000(), new MailLinks1764750000000()];
    const runner = world.database.source.createQueryRunner();
    for (const step of [...steps].reverse()) await step.down(runner);
    for (const [id, sent] of [
      ['a', 'NULL'],
      ['b', "'2026-01-01T00:00:00.000Z'"],
    ]) {
      // prettier-ignore
      await runner.query(
        `INSERT INTO outbox (message_id, kind, recipient, subject, body, created_at, sent_at)
         VALUES ('${id}', 'test', '${id}@example.vn', 'Thư', 'Nội dung', '2026-01-01T00:00:00.000Z', ${sent})`,
      );
    }
    for (const step of steps) {
      await step.up(runner);
      // It may have been killed before it was noted as done.
      await step.up(runner);
    }
    if (world.database.engine === 'mariadb') await runner.release();
    expect(await messageRows(world)).toMatchObject([
      { message_id: 'a', state: 'waiting', next_attempt_at: '', priority: 0, html: null },
      { message_id: 'b', state: 'sent' },
    ]);
    expect(await world.database.rows('SELECT name, failures FROM mail_gate')).toEqual([{ name: 'smtp', failures: 0 }]);
    const drift = await world.database.source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    await world.close();
  });
});
