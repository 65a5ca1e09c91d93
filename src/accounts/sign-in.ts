import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import { Log } from '../web/log.js';
import { SignIn, type User } from './accounts.entities.js';
import { isPassword } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { Sessions } from './sessions.js';
import { type Ticket, Throttles } from './throttles.js';

/** Where a try comes from. */
export interface Origin {
  address: string;
  agent: string;
}

/** Signed in (perhaps by half), or refused with the tries that are left. */
export type Outcome = { token: string; stage: SignIn['stage'] } | { token: null; left: number };

type Candidate = Pick<User, 'id' | 'email' | 'password_hash' | 'totp_secret' | 'disabled_at'>;
const CANDIDATE = 'SELECT id, email, password_hash, totp_secret, disabled_at FROM users';
const SWEEP_EVERY_MS = 3_600_000;

/** The one way in: password, then the second factor where there is one. */
@Injectable()
export class SigningIn {
  private sweptAt = 0;

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly throttles: Throttles,
    private readonly secondFactor: SecondFactor,
    private readonly events: EventLog,
    private readonly log: Log,
  ) {}

  /**
   * First step. Unknown, disabled and wrong are one answer and take the same time.
   * @param formerSession the browser's session until now: it ends
   * @throws DomainError `accounts.too_many`
   */
  async withPassword(email: string, password: string, origin: Origin, formerSession: number | null): Promise<Outcome> {
    const address = email.toLowerCase();
    const ticket = await this.throttles.take([
      { door: 'account', caller: address },
      { door: 'address', caller: origin.address },
    ]);
    const user = await this.database.row<Candidate>(`${CANDIDATE} WHERE email = ?`, [address]);
    const open = user && user.disabled_at === null ? user : undefined;
    if (!(await isPassword(open?.password_hash, password)) || !open) return this.refused(open, origin, ticket);
    const stage = open.totp_secret === null ? 'full' : 'password';
    const token = await this.openIfUnchanged(open, stage, origin, formerSession);
    if (token === null) return this.refused(open, origin, ticket);
    await this.throttles.giveBack(ticket);
    await this.sweep();
    return { token, stage };
  }

  /**
   * Second step: a code of the application or a recovery code, each once.
   * @param session the half session: it ends, the full one has a secret of its own
   * @throws DomainError `accounts.too_many`
   */
  async withCode(userId: number, session: number, typed: string, origin: Origin): Promise<Outcome> {
    const user = await this.database.row<Candidate>(`${CANDIDATE} WHERE id = ?`, [userId]);
    if (!user || user.disabled_at !== null) return { token: null, left: 0 };
    const ticket = await this.throttles.take([
      { door: 'account', caller: user.email },
      { door: 'code', caller: String(userId) },
      { door: 'address', caller: origin.address },
    ]);
    const proof = await this.secondFactor.prove(user, typed);
    if (!proof) return this.refused(user, origin, ticket);
    const token = await this.database.transaction(async () => {
      if (!(await this.secondFactor.spend(userId, proof))) return null;
      // Whoever ended the half session meanwhile ended this, too.
      if ((await this.database.delete(SignIn, { id: session, user_id: userId })) === 0) return null;
      const opened = await this.sessions.open(userId, 'full', origin.address, origin.agent);
      await this.signedIn(userId, proof.kind);
      return opened;
    });
    if (token === null) return this.refused(user, origin, ticket);
    await this.throttles.giveBack(ticket);
    return { token, stage: 'full' };
  }

  /**
   * The password once more, before acts of weight. @returns whether it was right, and the tries left
   * @throws DomainError `accounts.too_many`
   */
  async confirm(userId: number, password: string, origin: Origin): Promise<{ right: boolean; left: number }> {
    const user = await this.database.row<Candidate>(`${CANDIDATE} WHERE id = ?`, [userId]);
    const ticket = await this.throttles.take([
      { door: 'account', caller: user?.email ?? '' },
      { door: 'address', caller: origin.address },
    ]);
    const right = await isPassword(user?.password_hash, password);
    if (right) await this.throttles.giveBack(ticket);
    else this.refused(user, origin, ticket);
    return { right, left: ticket.left };
  }

  private openIfUnchanged(
    user: Candidate,
    stage: SignIn['stage'],
    origin: Origin,
    formerSession: number | null,
  ): Promise<string | null> {
    return this.database.transaction(async () => {
      // Comparing takes its time: meanwhile the password may have been changed, the account closed.
      const [now] = await this.database.rowsForUpdate<Candidate>(`${CANDIDATE} WHERE id = ?`, [user.id]);
      const same = now?.password_hash === user.password_hash && now?.totp_secret === user.totp_secret;
      if (!now || now.disabled_at !== null || !same) return null;
      if (formerSession !== null) await this.sessions.close(formerSession);
      const token = await this.sessions.open(user.id, stage, origin.address, origin.agent);
      if (stage === 'full') await this.signedIn(user.id, 'password');
      return token;
    });
  }

  private async signedIn(userId: number, by: string): Promise<void> {
    await this.events.record({ kind: 'user.signed_in', subject: { type: 'user', id: userId }, detail: { by } });
  }

  private refused(user: Candidate | undefined, origin: Origin, ticket: Ticket): { token: null; left: number } {
    this.log.warn({ user: user?.id ?? null, address: origin.address }, 'a sign-in was refused');
    return { token: null, left: ticket.left };
  }

  /** What has run out goes, at most once an hour, away from anybody's transaction. */
  private async sweep(): Promise<void> {
    const at = now().getTime();
    if (at - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = at;
    await this.throttles.sweep();
    await this.database.transaction(async () => {
      await this.database.execute('DELETE FROM sign_ins WHERE expires_at < ?', [nowIso()]);
      await this.database.execute('DELETE FROM password_resets WHERE expires_at < ?', [nowIso()]);
    });
  }
}
