import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import type { Principal } from '../web/actor.js';
import { LearnerAccount } from './learners.entities.js';

/** A user who learns as a person; `byEmail`: nobody said so, the address is the same. */
export interface LinkedUser {
  user_id: number;
  name: string;
  email: string;
  byEmail: boolean;
}

/** Which person of the register a user is, so that staff learn with their accounts. */
@Injectable()
export class LearnerAccounts {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /**
   * The living record of a user: as somebody said, else the only one that has the user's e-mail address.
   * @returns null where nobody said so, and none or several have it
   */
  async personOf({ user_id, email }: Pick<Principal, 'user_id' | 'email'>): Promise<number | null> {
    const said = await this.database.row<{ id: number }>(
      `SELECT COALESCE(p.merged_into_id, p.id) AS id FROM learner_accounts l JOIN people p ON p.id = l.person_id
       WHERE l.user_id = ?`,
      [user_id],
    );
    if (said) return said.id;
    const same = await this.database.rows<{ id: number }>(
      'SELECT id FROM people WHERE email = ? AND merged_into_id IS NULL LIMIT 2',
      [email.toLowerCase()],
    );
    return same.length === 1 ? (same[0]?.id ?? null) : null;
  }

  /** The users who learn as a person, by any of the records. @param records the survivor's first */
  async usersOf(records: readonly number[]): Promise<LinkedUser[]> {
    const said = await this.database.rowsIn<Omit<LinkedUser, 'byEmail'>>(
      'SELECT u.id AS user_id, u.name, u.email FROM learner_accounts l JOIN users u ON u.id = l.user_id WHERE l.person_id IN (?)',
      [...records],
    );
    if (said.length > 0) return said.map((each) => ({ ...each, byEmail: false }));
    const [same] = await this.database.rows<Omit<LinkedUser, 'byEmail'>>(
      `SELECT u.id AS user_id, u.name, u.email FROM people p JOIN users u ON u.email = p.email
       WHERE p.id = ? AND u.disabled_at IS NULL AND NOT EXISTS (SELECT 1 FROM learner_accounts l WHERE l.user_id = u.id)`,
      [records[0] ?? 0],
    );
    const isOnly = same && (await this.personOf(same)) === records[0];
    return same && isOnly ? [{ ...same, byEmail: true }] : [];
  }

  /**
   * Says that a user is a person; said before of another, that ends. Whether the caller may change the person is decided
   * before. @throws DomainError `learning.no_such_user`
   */
  async link(personId: number, email: string): Promise<void> {
    await this.database.transaction(async () => {
      const [user] = await this.database.rowsForUpdate<{ id: number }>(
        'SELECT id FROM users WHERE email = ? AND disabled_at IS NULL',
        [email.toLowerCase()],
      );
      if (!user) throw new DomainError('learning.no_such_user', { email });
      await this.database.delete(LearnerAccount, { user_id: user.id });
      const by = actor()?.user_id ?? null;
      const row = { user_id: user.id, person_id: personId, linked_at: nowIso(), author_id: by };
      await this.database.insert(LearnerAccount, [row]);
      await this.told('person.account_linked', personId, user.id);
    });
  }

  /** Takes back what was said of a person's users. Without anything said there is nothing to do. */
  async unlink(records: readonly number[]): Promise<void> {
    await this.database.transaction(async () => {
      for (const { user_id, byEmail } of await this.usersOf(records)) {
        if (byEmail) continue;
        await this.database.delete(LearnerAccount, { user_id });
        await this.told('person.account_unlinked', records[0] ?? 0, user_id);
      }
    });
  }

  private async told(kind: string, id: number, user: number): Promise<void> {
    await this.events.record({ kind, subject: { type: 'person', id }, detail: { user } });
  }
}
