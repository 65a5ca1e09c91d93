import { Injectable } from '@nestjs/common';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { isDuplicate } from '../database/engine-errors.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { User } from './accounts.entities.js';
import { asTypedCode, hashPassword, newSetupCode } from './passwords.js';
import { Sessions } from './sessions.js';
import type { Origin } from './sign-in.js';
import { Throttles } from './throttles.js';

/** The first administrator, as the form gives them. */
export interface FirstUser {
  name: string;
  email: string;
  password: string;
  locale: Locale;
}

/** The first account of an installation. Only who can read the server's output or its DATA_DIR can make it. */
@Injectable()
export class FirstRun {
  constructor(
    private readonly database: Database,
    private readonly holder: SettingsHolder,
    private readonly sessions: Sessions,
    private readonly throttles: Throttles,
    private readonly events: EventLog,
  ) {}

  /** The code to print at the start, the same for all processes over one DATA_DIR; null once somebody has an account. */
  async setupCode(): Promise<string | null> {
    if (!(await this.sessions.isFirstRun())) {
      this.forgetCode();
      return null;
    }
    return this.keptCode() ?? this.makeCode();
  }

  /** Whether the code is right. @throws DomainError `accounts.too_many` */
  async isCode(typed: string, address: string): Promise<boolean> {
    const ticket = await this.throttles.take([{ door: 'address', caller: address }]);
    const given = Buffer.from(asTypedCode(typed));
    const right = Buffer.from((await this.setupCode()) ?? '');
    if (right.length === 0 || given.length !== right.length || !timingSafeEqual(given, right)) return false;
    await this.throttles.giveBack(ticket);
    return true;
  }

  /**
   * Makes the first administrator and signs them in. @returns the secret for the cookie
   * @throws DomainError `accounts.first_run_over` when somebody was quicker: only one can be first
   */
  async make(first: FirstUser, origin: Origin): Promise<string> {
    const password_hash = await hashPassword(first.password);
    const token = await this.database.transaction(async () => {
      if (await this.database.row('SELECT id FROM users LIMIT 1')) throw over();
      await this.insert(first, password_hash);
      await this.events.record({ kind: 'user.first', subject: { type: 'user', id: 1 } });
      return this.sessions.open(1, 'full', origin.address, origin.agent);
    });
    this.forgetCode();
    return token;
  }

  /** The first user has the number 1: of two at once, with whatever addresses, the primary key lets one through. */
  private async insert({ name, email, locale }: FirstUser, password_hash: string): Promise<void> {
    try {
      await this.database.insert(User, [
        {
          id: 1,
          email: email.toLowerCase(),
          name,
          role: 'administrator',
          place_id: null,
          locale,
          password_hash,
          created_at: nowIso(),
        },
      ]);
    } catch (error) {
      throw isDuplicate(error) ? over() : error;
    }
  }

  private get path(): string {
    return join(this.holder.settings.dataDir, 'setup-code');
  }

  private keptCode(): string | null {
    try {
      return readFileSync(this.path, 'utf8').trim() || null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Written aside, then linked: of two processes that start at once both print the same code. */
  private makeCode(): string {
    const code = newSetupCode();
    const aside = `${this.path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    writeFileSync(aside, `${code}\n`, { mode: 0o600, flag: 'wx' });
    try {
      linkSync(aside, this.path);
      return code;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return this.keptCode() ?? code;
    } finally {
      rmSync(aside, { force: true });
    }
  }

  private forgetCode(): void {
    rmSync(this.path, { force: true });
  }
}

function over(): DomainError {
  return new DomainError('accounts.first_run_over', {}, 'conflict');
}
