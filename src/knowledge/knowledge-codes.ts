import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Throttles } from '../accounts/throttles.js';
import { tokenHash } from '../accounts/tokens.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { NamedPerson } from '../people/privacy.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { KnowledgeCode } from './knowledge.entities.js';
import { codeOf, readPersonalCode } from './personal-code.js';

/** The code of somebody, with the short number of the sheet. */
export interface PersonalCode {
  person_id: number;
  number: number;
  code: string;
}

/** Who came by a code: of a record that was merged the survivor. */
export interface CodeHolder {
  activity_id: number;
  person: NamedPerson;
}

type Known = Pick<KnowledgeCode, 'person_id' | 'number' | 'nonce'> & { holder_id: number };

/** Personal codes for the test of an activity. Each opens that test for that person, and nothing else. */
@Injectable()
export class KnowledgeCodes {
  constructor(
    private readonly database: Database,
    private readonly throttles: Throttles,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * The codes of people, made where somebody has none. Call it inside a transaction that holds the activity.
   * @param people ids after merges, in the order in which new numbers are given
   */
  async ensure(activityId: number, people: readonly number[]): Promise<Map<number, PersonalCode>> {
    const known = await this.of(activityId);
    const [last] = await this.database.rowsNow<{ number: number | null }>(
      'SELECT MAX(number) AS number FROM knowledge_codes WHERE activity_id = ?',
      [activityId],
    );
    let number = Number(last?.number ?? 0);
    const made = people
      .filter((person) => !known.has(person))
      .map((person_id) => {
        const nonce = randomBytes(16).toString('base64url');
        const code = this.codeOfNonce(nonce);
        number += 1;
        known.set(person_id, { person_id, number, code });
        return { activity_id: activityId, person_id, number, nonce, code_hash: tokenHash(code), made_at: nowIso() };
      });
    await this.database.insert(KnowledgeCode, made);
    return known;
  }

  /** Makes the codes of everybody on a roster, in the order of their given names. */
  async ensureRoster(activityId: number): Promise<void> {
    const rows = await this.database.rows<{ id: number; sort_key: string }>(
      `SELECT DISTINCT su.id, su.sort_key FROM participations r JOIN people p ON p.id = r.person_id
       JOIN people su ON su.id = COALESCE(p.merged_into_id, p.id) WHERE r.activity_id = ? ORDER BY su.sort_key, su.id`,
      [activityId],
    );
    await this.ensure(
      activityId,
      rows.map(({ id }) => id),
    );
  }

  /** The codes in use of an activity, by person after merges: of several records the first one. */
  async of(activityId: number): Promise<Map<number, PersonalCode>> {
    const rows = await this.database.rowsNow<Known>(
      `SELECT c.person_id, c.number, c.nonce, COALESCE(p.merged_into_id, p.id) AS holder_id
       FROM knowledge_codes c JOIN people p ON p.id = c.person_id
       WHERE c.activity_id = ? AND c.withdrawn_at IS NULL ORDER BY c.number DESC`,
      [activityId],
    );
    return new Map(
      rows.map(({ holder_id, number, nonce }) => [
        holder_id,
        { person_id: holder_id, number, code: this.codeOfNonce(nonce) },
      ]),
    );
  }

  /** The codes in use of somebody, by the ids of all records, the newest first. */
  async ofPerson(records: readonly number[]): Promise<{ activity_id: number; code: string }[]> {
    const rows = await this.database.rowsIn<Pick<KnowledgeCode, 'id' | 'activity_id' | 'nonce'>>(
      'SELECT id, activity_id, nonce FROM knowledge_codes WHERE withdrawn_at IS NULL AND person_id IN (?)',
      [...records],
    );
    return rows
      .sort((a, b) => b.id - a.id)
      .map(({ activity_id, nonce }) => ({ activity_id, code: this.codeOfNonce(nonce) }));
  }

  /**
   * Whose code it is. @param address where the request comes from: guesses are counted
   * @throws NotFound alike for what is none, was withdrawn, or is of somebody who is not there any more
   */
  async open(typed: string, address: string): Promise<CodeHolder> {
    const code = readPersonalCode(typed);
    const row = code === null ? undefined : await this.find(code);
    if (!row) {
      // Right ones are not counted: a whole class shares an address.
      await this.throttles.take([{ door: 'address', caller: address }]);
      throw new NotFound('knowledge.no_code');
    }
    const { activity_id, ...person } = row;
    return { activity_id, person };
  }

  /** Ends the code of somebody; the next print makes another. */
  async withdraw(activityId: number, personId: number): Promise<void> {
    await this.database.execute(
      `UPDATE knowledge_codes SET withdrawn_at = ? WHERE activity_id = ? AND withdrawn_at IS NULL
       AND person_id IN (SELECT id FROM people WHERE id = ? OR merged_into_id = ?)`,
      [nowIso(), activityId, personId, personId],
    );
  }

  private find(code: string): Promise<(NamedPerson & { activity_id: number }) | undefined> {
    return this.database.row(
      `SELECT c.activity_id, p.id, p.full_name, p.birth_date, p.birth_year, p.consent_on FROM knowledge_codes c
       JOIN people own ON own.id = c.person_id JOIN people p ON p.id = COALESCE(own.merged_into_id, own.id)
       WHERE c.code_hash = ? AND c.withdrawn_at IS NULL`,
      [tokenHash(code)],
    );
  }

  /** Of bytes whose check character is hard to write others are taken, the same each time. */
  private codeOfNonce(nonce: string): string {
    let bytes = Buffer.from(this.holder.secret.hash('knowledge_code', nonce), 'base64url');
    for (;;) {
      const code = codeOf(bytes);
      if (code !== null) return code;
      bytes = createHash('sha256').update(bytes).digest();
    }
  }
}
