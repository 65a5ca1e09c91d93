import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { needsSecondFactor } from '../web/permissions.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { RecoveryCode, User } from './accounts.entities.js';
import { Notices } from './notices.js';
import { asTypedCode, hashPassword, isPassword, newRecoveryCode } from './passwords.js';
import { newTotpSecret, stepOfCode } from './totp.js';

export const RECOVERY_CODES = 10;
/** How long the picture for the camera is good. */
const ENROLMENT_MS = 30 * 60_000;

/** A code that is right but not spent yet. */
export type Proof = { kind: 'totp'; step: number } | { kind: 'recovery'; id: number };

/** The second factor: an authenticator application, and recovery codes for when it is lost. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly database: Database,
    private readonly holder: SettingsHolder,
    private readonly events: EventLog,
    private readonly notices: Notices,
  ) {}

  /**
   * A secret to set up, sealed for this user so that it can travel through the form: nothing is kept until a code shows
   * that the application has it.
   */
  begin(userId: number): { secret: string; sealed: string } {
    const secret = newTotpSecret();
    const until = now().getTime() + ENROLMENT_MS;
    return { secret, sealed: this.holder.secret.seal(`enrolment.${userId}`, `${until}:${secret}`) };
  }

  /** The secret of `begin`, or null when it has run out or is not this user's. */
  reopen(userId: number, sealed: string): string | null {
    try {
      const [until, secret] = this.holder.secret.open(`enrolment.${userId}`, sealed).split(':');
      return Number(until) > now().getTime() ? (secret ?? null) : null;
    } catch {
      return null;
    }
  }

  /** Switches the second factor on. @returns the recovery codes, shown this once; null when the code is wrong */
  async enable(userId: number, secret: string, code: string): Promise<string[] | null> {
    const step = stepOfCode(secret, digits(code), now());
    if (step === null) return null;
    const { codes, rows } = await makeCodes(userId);
    const totp_secret = this.holder.secret.seal(`totp.${userId}`, secret);
    await this.database.transaction(async () => {
      // The code that was typed here is spent: it cannot open a session as well.
      await this.database.update(User, { id: userId }, { totp_secret, totp_last_step: step });
      await this.replaceCodes(userId, rows);
      await this.events.record({ kind: 'user.second_factor_on', subject: { type: 'user', id: userId } });
      await this.notices.changed(userId, 'second_factor_on');
    });
    return codes;
  }

  /** New recovery codes in place of the old ones. @throws DomainError without a second factor */
  async renewCodes(userId: number): Promise<string[]> {
    const { codes, rows } = await makeCodes(userId);
    await this.database.transaction(async () => {
      const [user] = await this.database.rowsForUpdate<User>('SELECT id, totp_secret FROM users WHERE id = ?', [
        userId,
      ]);
      if (!user?.totp_secret) throw new DomainError('accounts.no_second_factor');
      await this.replaceCodes(userId, rows);
      await this.events.record({ kind: 'user.recovery_codes', subject: { type: 'user', id: userId } });
      await this.notices.changed(userId, 'recovery_codes');
    });
    return codes;
  }

  /** Switches it off where it is a choice. @throws DomainError for roles that must have it */
  async disable(userId: number): Promise<void> {
    await this.database.transaction(async () => {
      const [user] = await this.database.rowsForUpdate<User>('SELECT id, role FROM users WHERE id = ?', [userId]);
      if (!user || needsSecondFactor(user.role)) throw new DomainError('accounts.second_factor_obligatory');
      await this.forget(userId);
      await this.events.record({ kind: 'user.second_factor_off', subject: { type: 'user', id: userId } });
      await this.notices.changed(userId, 'second_factor_off');
    });
  }

  /** Takes the second factor off, in the caller's transaction. */
  async forget(userId: number): Promise<void> {
    await this.database.update(User, { id: userId }, { totp_secret: null, totp_last_step: null });
    await this.database.delete(RecoveryCode, { user_id: userId });
  }

  /** How many recovery codes are left. */
  async codesLeft(userId: number): Promise<number> {
    const sql = 'SELECT COUNT(*) AS number FROM recovery_codes WHERE user_id = ? AND used_at IS NULL';
    return Number((await this.database.row<{ number: number }>(sql, [userId]))?.number ?? 0);
  }

  /** Compares what was typed with the application's code and with the recovery codes; spends nothing yet. */
  async prove(user: Pick<User, 'id' | 'totp_secret'>, typed: string): Promise<Proof | null> {
    if (/^\d{6}$/.test(digits(typed))) {
      const step = stepOfCode(this.secretOf(user), digits(typed), now());
      return step === null ? null : { kind: 'totp', step };
    }
    const code = asTypedCode(typed);
    if (!/^\w{5}-\w{5}$/.test(code)) return null;
    const sql = 'SELECT id, code_hash FROM recovery_codes WHERE user_id = ? AND used_at IS NULL ORDER BY id';
    for (const row of await this.database.rows<RecoveryCode>(sql, [user.id])) {
      if (await isPassword(row.code_hash, code)) return { kind: 'recovery', id: row.id };
    }
    return null;
  }

  /** Spends a proof in the caller's transaction. @returns false when somebody else was quicker: each works once */
  async spend(userId: number, proof: Proof): Promise<boolean> {
    const spent =
      proof.kind === 'totp'
        ? await this.database.execute(
            'UPDATE users SET totp_last_step = ? WHERE id = ? AND (totp_last_step IS NULL OR totp_last_step < ?)',
            [proof.step, userId, proof.step],
          )
        : await this.database.execute('UPDATE recovery_codes SET used_at = ? WHERE id = ? AND used_at IS NULL', [
            nowIso(),
            proof.id,
          ]);
    return spent === 1;
  }

  private secretOf(user: Pick<User, 'id' | 'totp_secret'>): string {
    try {
      return this.holder.secret.open(`totp.${user.id}`, user.totp_secret ?? '');
    } catch {
      // Sealed with another SECRET_KEY: only an administrator's reset helps.
      throw new DomainError('accounts.second_factor_unreadable');
    }
  }

  private async replaceCodes(userId: number, rows: Partial<RecoveryCode>[]): Promise<void> {
    await this.database.delete(RecoveryCode, { user_id: userId });
    await this.database.insert(RecoveryCode, rows);
  }
}

async function makeCodes(userId: number): Promise<{ codes: string[]; rows: Partial<RecoveryCode>[] }> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const hashes = await Promise.all(codes.map(hashPassword));
  return { codes, rows: hashes.map((code_hash) => ({ user_id: userId, code_hash, used_at: null })) };
}

function digits(code: string): string {
  return code.replace(/\s/g, '');
}
