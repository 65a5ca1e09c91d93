import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';

/** People whom a page registers, by whichever form: each record begins with an event of its own. Of a file the import tells. */
@Injectable()
export class Registrations {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** Registers people of these codes by `act`, and tells of those who were not there before. Stands in a transaction. */
  async tell(refs: readonly string[], act: () => Promise<unknown>): Promise<void> {
    const before = await this.idsOf(refs);
    await act();
    for (const [ref, id] of await this.idsOf(refs)) {
      if (!before.has(ref)) await this.events.record({ kind: 'person.registered', subject: { type: 'person', id } });
    }
  }

  /** The records of these codes, as far as there are any. */
  async idsOf(refs: readonly string[]): Promise<Map<string, number>> {
    const sql = 'SELECT id, ref FROM people WHERE ref IN (?) ORDER BY id';
    const rows = await this.database.rowsIn<{ id: number; ref: string }>(sql, [...refs]);
    return new Map(rows.map(({ id, ref }) => [ref, id]));
  }
}
