import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { Outbox } from '../mail/outbox.js';
import { ParticipantChoice } from './mine.entities.js';

/** Which letters somebody wants: all, only certificates and changes of what they are invited to, or none. */
export const MAILS = ['all', 'certificates', 'none'] as const;
export type Mails = (typeof MAILS)[number];

/** What is written to participants of what they take part in (`Message.kind`). */
const LETTERS = ['invitation', 'change', 'reminder', 'thanks', 'certificate', 'due_reminder', 'learner_message'];

/** The kinds of letters that each choice keeps back. */
export const KEPT_BACK: Record<Mails, readonly string[]> = {
  all: [],
  certificates: LETTERS.filter((kind) => kind !== 'certificate' && kind !== 'change'),
  none: LETTERS,
};

/** What a participant chose; a language of null was not chosen. */
export interface Choices {
  locale: Locale | null;
  mails: Mails;
}

const NOT_CHOSEN: Choices = { locale: null, mails: 'all' };

const CHOSEN = `SELECT COALESCE(p.merged_into_id, p.id) AS survivor, c.locale, c.mails, c.changed_at, c.id
  FROM participant_choices c JOIN people p ON p.id = c.person_id`;

type Row = Choices & { survivor: number };

/** Which letters participants want, and in which language. */
@Injectable()
export class ParticipantChoices {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly outbox: Outbox,
  ) {}

  /**
   * What each of these people chose, by the id asked for; who chose nothing gets all letters. Of records that were merged
   * what was chosen last stands for all of them.
   * @param personIds of people who were not merged into another
   */
  async of(personIds: readonly number[]): Promise<Map<number, Choices>> {
    const ids = [...new Set(personIds)];
    const rows = [
      ...(await this.database.rowsIn<Row & Dated>(`${CHOSEN} WHERE p.id IN (?)`, ids)),
      ...(await this.database.rowsIn<Row & Dated>(`${CHOSEN} WHERE p.merged_into_id IN (?)`, ids)),
    ].sort(byChange);
    const chosen = new Map(ids.map((id): [number, Choices] => [id, NOT_CHOSEN]));
    for (const { survivor, locale, mails } of rows) chosen.set(survivor, { locale, mails });
    return chosen;
  }

  /**
   * Keeps what somebody chose, with an event if it is something else than before; letters that wait and are not wanted any
   * more are taken back. @param personId their own record
   */
  async choose(personId: number, choices: Choices): Promise<void> {
    await this.database.transaction(async () => {
      // One after the other: of two at once both would make the row.
      await this.database.rowsForUpdate('SELECT id FROM people WHERE id = ?', [personId]);
      const [known] = await this.database.rowsForUpdate<ParticipantChoice>(
        'SELECT id, locale, mails FROM participant_choices WHERE person_id = ?',
        [personId],
      );
      const chosen = { ...choices, changed_at: nowIso() };
      if (known) await this.database.update(ParticipantChoice, { id: known.id }, chosen);
      else await this.database.insert(ParticipantChoice, [{ person_id: personId, ...chosen }]);
      await this.takeBack(await this.recordsOf(personId), choices.mails);
      const { locale, mails } = known ?? NOT_CHOSEN;
      if (locale === choices.locale && mails === choices.mails) return;
      const subject = { type: 'person', id: personId };
      await this.events.record({ kind: 'person.choices_changed', subject, detail: choices, byLink: true });
    });
  }

  /**
   * Ends all letters at one press, whatever the language is: also for the button that mail programs show by themselves
   * (RFC 8058). Pressed again it changes nothing.
   */
  async unsubscribe(personId: number): Promise<void> {
    await this.database.transaction(async () => {
      const [survivor] = await this.recordsOf(personId);
      if (survivor === undefined) return;
      const { locale } = (await this.of([survivor])).get(survivor) ?? NOT_CHOSEN;
      await this.choose(personId, { locale, mails: 'none' });
    });
  }

  private async takeBack(records: readonly number[], mails: Mails): Promise<void> {
    await this.outbox.cancel({ people: records, kinds: KEPT_BACK[mails] }, 'tried');
  }

  /** All records of whom this one is of, the survivor's first; nothing where there is none. */
  private async recordsOf(personId: number): Promise<number[]> {
    const own = 'SELECT COALESCE(merged_into_id, id) FROM people WHERE id = ?';
    const rows = await this.database.rows<{ id: number }>(
      `SELECT id FROM people WHERE id = (${own}) OR merged_into_id = (${own})
       ORDER BY CASE WHEN merged_into_id IS NULL THEN 0 ELSE 1 END, id`,
      [personId, personId],
    );
    return rows.map(({ id }) => id);
  }
}

interface Dated {
  changed_at: string;
  id: number;
}

function byChange(one: Dated, other: Dated): number {
  if (one.changed_at === other.changed_at) return one.id - other.id;
  return one.changed_at < other.changed_at ? -1 : 1;
}
