import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Sessions } from '../accounts/sessions.js';
import { Throttles } from '../accounts/throttles.js';
import { tokenHash } from '../accounts/tokens.js';
import { now, nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { NamedPerson } from '../people/privacy.js';
import { actor } from '../web/actor.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { LinkEndings } from './link-endings.js';
import { ParticipantLink } from './mine.entities.js';
import { ParticipantChoices } from './participant-choices.js';

const DAY_MS = 24 * 3_600_000;
/** How long a link opens the page: trainings are years apart, and paper is kept. */
const LASTS_MS = 3 * 365 * DAY_MS;
/** A link that ends sooner than this is not written into a new letter. */
const AT_LEAST_MS = 365 * DAY_MS;

/** A link that is in use. */
export type LinkInUse = Pick<ParticipantLink, 'id' | 'person_id' | 'made_at' | 'last_used_on'> & {
  path: string;
  /** When it will open the page no more. */
  ends_at: string;
};

/** Who has come by a link. */
export interface Holder {
  link: Pick<ParticipantLink, 'id' | 'person_id'>;
  /** Who they are now: of a record that was merged the survivor. */
  person: NamedPerson;
  /** All records of the person, the survivor's first. */
  records: number[];
}

type Known = Pick<ParticipantLink, 'id' | 'person_id' | 'nonce' | 'token_hash' | 'made_at' | 'last_used_on'>;

const IN_USE = `SELECT id, person_id, nonce, token_hash, made_at, last_used_on FROM participant_links
  WHERE withdrawn_at IS NULL`;

/** What somebody says who gives a link back. */
export type Returned = 'not_me' | 'unwanted';

/** That a link ended without the staff having withdrawn it. */
export interface Ended {
  by: Returned | 'readdressed';
  at: string;
}

/** Links that open the page of a participant, who has no account. Each opens that page and nothing else. */
@Injectable()
export class ParticipantLinks {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly sessions: Sessions,
    private readonly throttles: Throttles,
    private readonly choices: ParticipantChoices,
    private readonly endings: LinkEndings,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * The address of somebody's page, to be written into a letter or printed: the same each time until it is withdrawn or
   * its end is near. Call it inside the transaction of what it is written into; whether the caller may is decided there.
   * @param personId of a record that was not merged into another
   * @returns the path, `/mine/…`
   */
  async make(personId: number): Promise<string> {
    return this.database.transaction(async () => {
      // One after the other: of two at once both would make one.
      await this.database.rowsForUpdate('SELECT id FROM people WHERE id = ?', [personId]);
      // As they are now: the caller's transaction may have begun to read before the other one's link was there.
      const rows = await this.database.rowsForUpdate<Known>(`${IN_USE} AND person_id = ? ORDER BY id DESC`, [personId]);
      const known = rows.flatMap((row) => this.used(row)).find(({ ends_at }) => endsLate(ends_at));
      if (known) return known.path;
      const nonce = randomBytes(16).toString('base64url');
      const token = this.tokenOf(nonce);
      const by = actor()?.user_id ?? null;
      const link = { person_id: personId, nonce, token_hash: tokenHash(token), made_at: nowIso(), author_id: by };
      const id = await this.database.insertOne(ParticipantLink, link);
      const subject = { type: 'person', id: personId };
      await this.events.record({ kind: 'person.link_made', subject, detail: { link: id } });
      return paths.mine(token);
    });
  }

  /** The links that are in use of these records, the newest first. */
  async inUse(records: readonly number[]): Promise<LinkInUse[]> {
    const rows = await this.database.rowsIn<Known>(`${IN_USE} AND person_id IN (?)`, [...records]);
    return rows.flatMap((row) => this.used(row)).sort((a, b) => b.id - a.id);
  }

  /** The last link of these records that ended without a press of the staff; undefined where another was made since. */
  async lastEnded(records: readonly number[]): Promise<Ended | undefined> {
    const rows = await this.database.rowsIn<Pick<ParticipantLink, 'made_at' | 'withdrawn_at' | 'withdrawn_by'>>(
      'SELECT made_at, withdrawn_at, withdrawn_by FROM participant_links WHERE person_id IN (?)',
      [...records],
    );
    const ended = rows.flatMap(({ withdrawn_at: at, withdrawn_by: by }): Ended[] =>
      at !== null && by !== null && by !== 'staff' ? [{ at, by }] : [],
    );
    const [last] = ended.sort((a, b) => (a.at < b.at ? 1 : -1));
    return last && rows.every(({ made_at }) => made_at <= last.at) ? last : undefined;
  }

  /**
   * Whose page a token opens.
   * @param address where the request comes from: guesses are counted
   * @throws NotFound alike for what is none, was withdrawn, has ended, or is of somebody who is not there any more
   */
  async open(token: string, address: string): Promise<Holder> {
    const row = await this.database.row<Known & Survivor>(
      `SELECT l.id, l.person_id, l.nonce, l.token_hash, l.made_at, l.last_used_on, p.id AS survivor_id, p.full_name,
         p.birth_date, p.birth_year, p.consent_on
       FROM participant_links l JOIN people own ON own.id = l.person_id
       JOIN people p ON p.id = COALESCE(own.merged_into_id, own.id)
       WHERE l.token_hash = ? AND l.withdrawn_at IS NULL`,
      [tokenHash(token)],
    );
    if (!row || hasEnded(row)) {
      // As with tokens, right ones are not counted: a whole village may share an address.
      await this.throttles.take([{ door: 'address', caller: address }]);
      throw new NotFound('mine.link_gone');
    }
    this.noteUsed(row);
    const { id, person_id, survivor_id, full_name, birth_date, birth_year, consent_on } = row;
    return {
      link: { id, person_id },
      person: { id: survivor_id, full_name, birth_date, birth_year, consent_on },
      records: await this.recordsOf(survivor_id),
    };
  }

  /** A person and the records that were merged into it. */
  async recordsOf(personId: number): Promise<number[]> {
    const merged = await this.database.rows<{ id: number }>('SELECT id FROM people WHERE merged_into_id = ?', [
      personId,
    ]);
    return [personId, ...merged.map(({ id }) => id)];
  }

  /** Ends all links of a person, by whichever record. Without one there is nothing to do. */
  async withdraw(personId: number): Promise<void> {
    await this.database.transaction(async () => {
      const links = await this.endings.held(await this.recordsOf(personId));
      if (links.length === 0) return;
      await this.endings.end(links, 'staff');
      await this.events.record({ kind: 'person.link_withdrawn', subject: { type: 'person', id: personId } });
    });
  }

  /**
   * Whoever has a link gives it back. Who does not want it ends all links of that record, whichever letter they stood in, and all
   * letters; who is somebody else ends what was mailed to them, and nothing more is written to that address.
   */
  async giveBack({ link, person }: Holder, by: Returned): Promise<void> {
    await this.database.transaction(async () => {
      const links = await this.endings.held([link.person_id]);
      const own = links.find(({ id }) => id === link.id);
      if (!own) return;
      const subject = { type: 'person', id: link.person_id };
      await this.events.record({ kind: `person.link_${by}`, subject, byLink: true });
      if (by === 'not_me') return this.endings.disown(own, links, person.id);
      await this.choices.unsubscribe(link.person_id);
      await this.endings.end(links, by);
    });
  }

  /** Nothing for a link that has ended, or was made with another secret: its token is known to nobody here. */
  private used(row: Known): LinkInUse[] {
    const token = this.tokenOf(row.nonce);
    if (hasEnded(row) || tokenHash(token) !== row.token_hash) return [];
    const { id, person_id, made_at, last_used_on } = row;
    return [{ id, person_id, made_at, last_used_on, path: paths.mine(token), ends_at: endOf(row) }];
  }

  private tokenOf(nonce: string): string {
    return this.holder.secret.hash('participant_link', nonce);
  }

  private noteUsed({ id, last_used_on }: Known): void {
    const day = today();
    if (last_used_on === day) return;
    this.sessions.note(`participant link ${id}`, () =>
      this.database.update(ParticipantLink, { id }, { last_used_on: day }),
    );
  }
}

/** Where whoever has a link says that no more letters are wanted. @param path as `make` gives it */
export function mailPathOf(path: string): string {
  return `${path}/mail`;
}

type Survivor = Omit<NamedPerson, 'id'> & { survivor_id: number };

function endOf({ made_at }: Pick<ParticipantLink, 'made_at'>): string {
  return new Date(Date.parse(made_at) + LASTS_MS).toISOString();
}

function hasEnded(row: Pick<ParticipantLink, 'made_at'>): boolean {
  return endOf(row) <= nowIso();
}

function endsLate(endsAt: string): boolean {
  return Date.parse(endsAt) - now().getTime() > AT_LEAST_MS;
}
