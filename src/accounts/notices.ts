import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { mailAddress } from '../mail/address.js';
import { writeLetter } from '../mail/mail-template.js';
import { Outbox } from '../mail/outbox.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { User } from './accounts.entities.js';

const DAY_MS = 24 * 3_600_000;
/** News of an account that could not be sent for a week is none any more. */
const NEWS_MS = 7 * DAY_MS;

/** What changed with an account; the words are under `accounts.notice.`. */
export type Change =
  'password' | 'second_factor_on' | 'second_factor_off' | 'recovery_codes' | 'email' | 'role' | 'token';

/** What letters need to know of a user. */
export type Addressee = Pick<User, 'name' | 'email' | 'locale'>;

/** Letters about accounts, written in the caller's transaction. */
@Injectable()
export class Notices {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly holder: SettingsHolder,
  ) {}

  /** Tells somebody that their account has changed: who did not do it can act. */
  async changed(userId: number, change: Change): Promise<void> {
    const user = await this.database.row<Addressee>('SELECT name, email, locale FROM users WHERE id = ?', [userId]);
    if (user) await this.changedOf(user, change);
  }

  /** As `changed`, to an address that may be the former one; what is none keeps nobody from mending it. */
  async changedOf(user: Addressee, change: Change): Promise<void> {
    if (mailAddress(user.email) === null) return;
    const what = translate(localeOf(user), `accounts.notice.${change}`);
    const expires_at = new Date(now().getTime() + NEWS_MS).toISOString();
    await this.put('account-changed', user, expires_at, { what, at: nowIso() });
  }

  /** A link to set a password: asked for, or the first one. @param by who made the account, for an invitation */
  async link(user: Addressee, path: string, expires_at: string, by: string | null): Promise<void> {
    const link = `${this.holder.settings.publicUrl}${path}`;
    const name = by === null ? 'password-reset' : 'invitation';
    await this.put(name, user, expires_at, { link, expires_at, by: by ?? '' });
  }

  private async put(name: string, user: Addressee, expires_at: string, values: Record<string, string>): Promise<void> {
    const site = this.holder.settings.publicUrl;
    const locale = localeOf(user);
    const letter = writeLetter(name, locale, { ...values, name: user.name, site });
    await this.outbox.put({ kind: name.replace('-', '_'), recipient: user.email, locale, letter, expires_at });
  }
}

function localeOf(user: Pick<User, 'locale'>): Locale {
  return user.locale === 'en' ? 'en' : 'vi';
}
