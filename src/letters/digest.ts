import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/accounts.entities.js';
import { principalOf, USER_COLUMNS, type UserColumns } from '../accounts/sessions.js';
import { now, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Outbox } from '../mail/outbox.js';
import { Scopes } from '../territory/scope.js';
import { actAs } from '../web/actor.js';
import { addDays } from '../web/day.js';
import { HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { digestLetter, isAnyDue } from './digest-letter.js';
import { DueItemsReader } from './due-items.js';
import { keys } from './letter-kinds.js';

/** Not before this hour in Viet Nam, on Mondays. */
const FROM_HOUR = 7;
const HOUR_IN_VIET_NAM = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit' });

type Organizer = Pick<User, UserColumns> & { user_id: number };

/**
 * Tells organizers every Monday what falls due in their territory: read with their rights, in their language, once a week;
 * where nothing does, nothing is written.
 */
@Injectable()
export class Digest extends HourlySweep {
  constructor(
    database: Database,
    log: Log,
    private readonly items: DueItemsReader,
    private readonly scopes: Scopes,
    private readonly outbox: Outbox,
    private readonly holder: SettingsHolder,
  ) {
    super(database, log, 'the letters of what falls due could not be written');
  }

  /** Writes this week's letters, if it is the time. @returns how many */
  async sweep(): Promise<number> {
    const week = today();
    if (new Date(`${week}T00:00:00Z`).getUTCDay() !== 1 || Number(HOUR_IN_VIET_NAM.format(now())) < FROM_HOUR) return 0;
    let count = 0;
    for (const organizer of await this.organizers(week)) {
      if (await this.tryToWrite(organizer, week)) count += 1;
    }
    return count;
  }

  /** Those who want it and have not got it this week. */
  private async organizers(week: string): Promise<Organizer[]> {
    const organizers = await this.database.rows<Organizer>(
      `SELECT ${USER_COLUMNS} FROM users u LEFT JOIN digest_choices d ON d.user_id = u.id
       WHERE u.role = 'organizer' AND u.disabled_at IS NULL AND COALESCE(d.wanted, 1) = 1 ORDER BY u.id`,
    );
    const known = await this.database.rowsIn<{ dedupe_key: string }>(
      'SELECT dedupe_key FROM outbox WHERE dedupe_key IN (?)',
      organizers.map(({ user_id }) => keys.digest(week, user_id)),
    );
    const written = new Set(known.map(({ dedupe_key }) => dedupe_key));
    return organizers.filter(({ user_id }) => !written.has(keys.digest(week, user_id)));
  }

  /** What cannot be written to one of them keeps back nobody else’s; the next hour tries again. */
  private async tryToWrite(organizer: Organizer, week: string): Promise<boolean> {
    try {
      return await this.write(organizer, week);
    } catch (error) {
      this.log.error({ error, user: organizer.user_id }, 'one letter of what falls due could not be written');
      return false;
    }
  }

  private async write(organizer: Organizer, week: string): Promise<boolean> {
    const principal = principalOf(organizer, 'page');
    const { name, locale, email } = principal;
    const letter = await actAs(principal, async () => {
      const items = await this.items.mine();
      const about = { name, locale, site: this.holder.settings.publicUrl, week };
      return isAnyDue(items) ? digestLetter(items, { ...about, scope: await this.scopes.mine() }) : null;
    });
    if (letter === null) return false;
    return this.database.transaction(() =>
      this.outbox.put({
        kind: 'digest',
        recipient: email,
        locale,
        letter,
        dedupe_key: keys.digest(week, organizer.user_id),
        // By then it is another week.
        expires_at: new Date(`${addDays(week, 7)}T00:00:00+07:00`).toISOString(),
      }),
    );
  }
}
