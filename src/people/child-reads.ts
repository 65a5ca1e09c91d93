import { Injectable } from '@nestjs/common';
import { now } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { Log } from '../web/log.js';
import { PersonNames } from './person-names.js';
import type { NamedPerson } from './privacy.js';

/** Who opens the same record again within this time has read it once. */
const ONCE_MS = 3_600_000;
const READ = 'person.read';

/** Reading the record of a child by name is an event: who looked, and when. */
@Injectable()
export class ChildReads {
  constructor(
    private readonly database: Database,
    private readonly names: PersonNames,
    private readonly events: EventLog,
    private readonly log: Log,
  ) {}

  /**
   * Notes that the person acting has opened a record, where it is a child's and its name is shown. A disk that takes no more
   * does not keep people from reading; the log has it then.
   */
  async note(id: number): Promise<void> {
    const person = await this.database.row<NamedPerson>(
      'SELECT id, full_name, birth_date, birth_year, consent_on FROM people WHERE id = ?',
      [id],
    );
    if (!person || !(await this.names.isChild(person)) || (await this.names.keptBack([person])).has(id)) return;
    if (await this.isNoted(id)) return;
    try {
      await this.database.transaction(async () => {
        await this.events.record({ kind: READ, subject: { type: 'person', id } });
      });
    } catch (error) {
      if (!(error instanceof DomainError) || !['full', 'unavailable'].includes(error.kind)) throw error;
      this.log.warn({ user: actor()?.user_id, person: id }, 'reading the record of a child could not be recorded');
    }
  }

  private async isNoted(id: number): Promise<boolean> {
    const since = new Date(now().getTime() - ONCE_MS).toISOString();
    const known = await this.database.row(
      "SELECT id FROM events WHERE subject_type = 'person' AND subject_id = ? AND kind = ? AND actor_id = ? AND at > ?",
      [id, READ, actor()?.user_id ?? 0, since],
    );
    return known !== undefined;
  }
}
