import { Injectable, type OnModuleInit } from '@nestjs/common';
import { tokenHash } from '../accounts/tokens.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { addressKey } from '../mail/address.js';
import type { OutboxMessage } from '../mail/mail.entities.js';
import { Outbox } from '../mail/outbox.js';
import { Suppressions } from '../mail/suppressions.js';
import type { ParticipantLink } from './mine.entities.js';

/** A link as far as its end asks for it. */
export type EndingLink = Pick<ParticipantLink, 'id' | 'person_id' | 'token_hash'>;

/** A letter in which a link stands. */
interface Carrier {
  message_id: number;
  link_id: number;
  /** The address, as it is remembered. */
  address: string;
  /** Whether somebody may have read it there. */
  mayBeRead: boolean;
}

type Row = Pick<OutboxMessage, 'id' | 'state' | 'recipient' | 'attempted_at' | 'unsubscribe_url'>;

const LINKS = 'SELECT l.id, l.person_id, l.token_hash FROM participant_links l WHERE l.withdrawn_at IS NULL';
const OWNED = `SELECT l.id, l.person_id, l.token_hash, su.id AS survivor_id, su.email
  FROM participant_links l JOIN people own ON own.id = l.person_id
  JOIN people su ON su.id = COALESCE(own.merged_into_id, own.id) WHERE l.withdrawn_at IS NULL`;
/** The token of a link in the address at which its letters are refused (participant-links.ts, mailPathOf). */
const TOKEN = /\/mine\/([\w-]+)\/mail$/;

/** The end of links, with the letters in which they stand: those tell to whom a link was mailed, and do not leave with a dead one. */
@Injectable()
export class LinkEndings implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly outbox: Outbox,
    private readonly suppressions: Suppressions,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('people.readdressed', ({ person_ids }) => this.endMisaddressed(person_ids));
  }

  /** The links of these records that were not ended, held until the caller's transaction ends. */
  held(records: readonly number[]): Promise<EndingLink[]> {
    return this.database.rowsForUpdate<EndingLink>(`${LINKS} AND l.person_id IN (${placeholders(records)})`, [
      ...records,
    ]);
  }

  /** Ends links in the caller's transaction; the letters that have not left with them are taken back by whoever wrote them. */
  async end(links: readonly EndingLink[], by: NonNullable<ParticipantLink['withdrawn_by']>): Promise<void> {
    if (links.length === 0) return;
    await this.database.execute(
      `UPDATE participant_links SET withdrawn_at = ?, withdrawn_by = ?
       WHERE withdrawn_at IS NULL AND id IN (${placeholders(links)})`,
      [nowIso(), by, ...links.map(({ id }) => id)],
    );
    const carriers = await this.carriersOf(links);
    const message_ids = carriers.map(({ message_id }) => message_id);
    if (message_ids.length > 0) await this.bus.tell('mine.links_ended', { message_ids });
  }

  /**
   * Ends a link of which whoever has it says that it is somebody else's, with those that were mailed to the same addresses: there
   * nothing is written any more, and what had left did not reach the person. One that was only ever handed out on paper says
   * nothing about any address.
   * @param links those of the same record, held @param personId of whom it is told
   */
  async disown(link: EndingLink, links: readonly EndingLink[], personId: number): Promise<void> {
    const read = (await this.carriersOf(links)).filter(({ mayBeRead }) => mayBeRead);
    const addresses = new Set(read.filter(({ link_id }) => link_id === link.id).map(({ address }) => address));
    const theirs = read.filter(({ address }) => addresses.has(address));
    for (const address of addresses) await this.suppressions.add(address, 'not_me', { type: 'person', id: personId });
    const ended = new Set([link.id, ...theirs.map(({ link_id }) => link_id)]);
    await this.end(
      links.filter(({ id }) => ended.has(id)),
      'not_me',
    );
    await this.outbox.strayed(theirs.map(({ message_id }) => message_id));
  }

  /**
   * An address was corrected or removed: whoever reads letters at another one than that on record may be anybody, and keeps no
   * link. What was handed out on paper only, or came to nobody, goes on opening the page.
   */
  private async endMisaddressed(personIds: readonly number[]): Promise<void> {
    const survivors = await this.database.rowsIn<{ id: number }>(
      'SELECT DISTINCT COALESCE(merged_into_id, id) AS id FROM people WHERE id IN (?)',
      [...personIds],
    );
    const ids = survivors.map(({ id }) => id);
    if (ids.length === 0) return;
    const marks = placeholders(ids);
    const links = [
      ...(await this.database.rowsForUpdate<OwnedLink>(`${OWNED} AND own.id IN (${marks})`, ids)),
      ...(await this.database.rowsForUpdate<OwnedLink>(`${OWNED} AND own.merged_into_id IN (${marks})`, ids)),
    ];
    const carriers = Map.groupBy(await this.carriersOf(links), ({ link_id }) => link_id);
    const misaddressed = links.filter(({ id, email }) =>
      carriers.get(id)?.some(({ address, mayBeRead }) => mayBeRead && address !== addressKey(email ?? '')),
    );
    await this.end(misaddressed, 'readdressed');
    for (const id of new Set(misaddressed.map(({ survivor_id }) => survivor_id))) {
      await this.events.record({ kind: 'person.link_readdressed', subject: { type: 'person', id } });
    }
  }

  /** The letters in which these links stand, held until the transaction ends: none leaves meanwhile. */
  private async carriersOf(links: readonly EndingLink[]): Promise<Carrier[]> {
    const owners = [...new Set(links.map(({ person_id }) => person_id))];
    if (owners.length === 0) return [];
    const rows = await this.database.rowsForUpdate<Row>(
      `SELECT id, state, recipient, attempted_at, unsubscribe_url FROM outbox
       WHERE unsubscribe_url IS NOT NULL AND person_id IN (${placeholders(owners)}) ORDER BY id`,
      owners,
    );
    const suppressed = await this.suppressions.of(rows.map(({ recipient }) => recipient));
    const byHash = new Map(links.map(({ id, token_hash }) => [token_hash, id]));
    return rows.flatMap(({ id, state, recipient, attempted_at, unsubscribe_url }) => {
      const [, token] = TOKEN.exec(unsubscribe_url ?? '') ?? [];
      const link_id = token === undefined ? undefined : byHash.get(tokenHash(token));
      if (link_id === undefined) return [];
      // After a time-out nobody knows whether it arrived; where the server knows nobody, or it came back, it did not.
      const isNobody = ['refused', 'returned'].includes(suppressed.get(recipient)?.reason ?? '');
      const mayBeRead = state === 'sent' || (attempted_at !== null && !isNobody);
      return [{ message_id: id, link_id, address: addressKey(recipient), mayBeRead }];
    });
  }
}

type OwnedLink = EndingLink & { survivor_id: number; email: string | null };
