import { Injectable } from '@nestjs/common';
import { hashPassword, isPassword } from '../accounts/passwords.js';
import { Sessions } from '../accounts/sessions.js';
import { Throttles } from '../accounts/throttles.js';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { LearnerSessions } from './learner-sessions.js';
import { LearnerCode } from './learners.entities.js';
import { newPersonalCode, type PersonalCode, readPersonalCode, spacedCode } from './personal-code.js';

/** What is known of a code in use. The code itself is known to nobody. */
export type CodeInUse = Pick<LearnerCode, 'id' | 'person_id' | 'made_at' | 'last_used_on'>;

/** How many hashes are made at the same time: each takes 19 MiB. */
const AT_ONCE = 4;

/** Personal codes on paper, for whom no mail reaches. Each is shown once, when it is made. */
@Injectable()
export class LearnerCodes {
  constructor(
    private readonly database: Database,
    private readonly throttles: Throttles,
    private readonly sessions: LearnerSessions,
    private readonly notes: Sessions,
    private readonly events: EventLog,
  ) {}

  /**
   * Makes a code for each of these people; those they had are withdrawn, with what was signed in by them. Whether the caller
   * may is decided before. @param personIds of records that were not merged into another
   * @returns the codes as they are printed, by person: nobody can be told them again
   */
  async make(personIds: readonly number[]): Promise<Map<number, string>> {
    const ids = [...new Set(personIds)];
    const codes = await this.free(ids.length);
    const hashes = await hashesOf(codes);
    await this.database.transaction(async () => {
      await this.end(await this.held(ids));
      const made = { made_at: nowIso(), author_id: actor()?.user_id ?? null, last_used_on: null, withdrawn_at: null };
      const rows = ids.map((person_id, at) => ({
        ...{ person_id, lookup: codes[at]?.lookup ?? '', secret_hash: hashes[at] ?? '' },
        ...made,
      }));
      await this.database.insert(LearnerCode, rows);
      for (const id of ids) await this.events.record({ kind: 'person.code_made', subject: { type: 'person', id } });
    });
    return new Map(ids.map((id, at) => [id, codes[at] ? spacedCode(codes[at]) : '']));
  }

  /** Ends the codes of these records, with what was signed in by them. Without one there is nothing to do. */
  async withdraw(records: readonly number[]): Promise<void> {
    await this.database.transaction(async () => {
      const held = await this.held(records);
      await this.end(held);
      const [id] = records;
      if (held.length === 0 || id === undefined) return;
      await this.events.record({ kind: 'person.code_withdrawn', subject: { type: 'person', id } });
    });
  }

  /** The codes in use of some records, the newest first. */
  async inUse(records: readonly number[]): Promise<CodeInUse[]> {
    const rows = await this.database.rowsIn<CodeInUse>(
      'SELECT id, person_id, made_at, last_used_on FROM learner_codes WHERE withdrawn_at IS NULL AND person_id IN (?)',
      [...records],
    );
    return rows.sort((a, b) => b.id - a.id);
  }

  /**
   * Signs in with a code. Right ones are not counted: a whole class may sit behind one address.
   * @returns the secret of the session; null for a code that is none
   * @throws DomainError `accounts.too_many`
   */
  async signIn(typed: string, address: string, isOwnDevice: boolean): Promise<string | null> {
    const code = readPersonalCode(typed);
    const found = `learner ${code?.lookup ?? ''}`;
    const ticket = await this.throttles.take([
      { door: 'address', caller: address },
      ...(code ? [{ door: 'code' as const, caller: found }] : []),
    ]);
    if (!code) return null;
    const row = await this.database.row<LearnerCode>(
      'SELECT id, person_id, secret_hash FROM learner_codes WHERE lookup = ? AND withdrawn_at IS NULL',
      [code.lookup],
    );
    if (!(await isPassword(row?.secret_hash, code.secret)) || !row) return null;
    await this.throttles.giveBack(ticket);
    return this.open(row, isOwnDevice);
  }

  /** It may have been withdrawn while its hash was made. */
  private async open({ id, person_id }: LearnerCode, isOwnDevice: boolean): Promise<string | null> {
    this.notes.note(`learner code ${id}`, () => this.database.update(LearnerCode, { id }, { last_used_on: today() }));
    return this.database.transaction(async () => {
      const [still] = await this.database.rowsForUpdate<LearnerCode>(
        'SELECT id FROM learner_codes WHERE id = ? AND withdrawn_at IS NULL',
        [id],
      );
      if (!still) return null;
      const subject = { type: 'person', id: person_id };
      await this.events.record({ kind: 'learner.signed_in', subject, detail: { way: 'code' }, byLink: true });
      return this.sessions.open({ personId: person_id, way: 'code', codeId: id, isOwnDevice });
    });
  }

  private held(records: readonly number[]): Promise<{ id: number }[]> {
    if (records.length === 0) return Promise.resolve([]);
    return this.database.rowsForUpdate<{ id: number }>(
      `SELECT id FROM learner_codes WHERE withdrawn_at IS NULL AND person_id IN (${placeholders(records)})`,
      [...records],
    );
  }

  private async end(codes: readonly { id: number }[]): Promise<void> {
    if (codes.length === 0) return;
    const ids = codes.map(({ id }) => id);
    await this.database.execute(`UPDATE learner_codes SET withdrawn_at = ? WHERE id IN (${placeholders(ids)})`, [
      nowIso(),
      ...ids,
    ]);
    await this.sessions.closeOfCodes(ids);
  }

  /** Codes whose first four characters nobody has: of a million there are some left, however often one draws. */
  private async free(count: number): Promise<PersonalCode[]> {
    const found = new Map<string, PersonalCode>();
    while (found.size < count) {
      const drawn = Array.from({ length: count - found.size }, () => newPersonalCode());
      const taken = await this.database.rowsIn<{ lookup: string }>(
        'SELECT lookup FROM learner_codes WHERE lookup IN (?)',
        drawn.map(({ lookup }) => lookup),
      );
      const known = new Set(taken.map(({ lookup }) => lookup));
      for (const code of drawn) if (!known.has(code.lookup)) found.set(code.lookup, code);
    }
    return [...found.values()];
  }
}

/** Outside any transaction: it takes its time. */
async function hashesOf(codes: readonly PersonalCode[]): Promise<string[]> {
  const hashes: string[] = [];
  for (let at = 0; at < codes.length; at += AT_ONCE) {
    hashes.push(...(await Promise.all(codes.slice(at, at + AT_ONCE).map(({ secret }) => hashPassword(secret)))));
  }
  return hashes;
}
