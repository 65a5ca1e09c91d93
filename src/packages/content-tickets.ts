import { Injectable } from '@nestjs/common';
import { now } from '../config/clock.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { PackageStandard } from './manifest.js';

/** What a ticket opens, and for whom it was made. */
export interface ContentPass {
  /** The package, by the hash under which it is kept. */
  sha256: string;
  standard: PackageStandard;
  activity_id: number;
  person_id: number;
  lesson_key: string;
}

/** How long a lesson may stay open before its page has to be loaded again. */
export const TICKET_HOURS = 12;
const LONGEST_TICKET = 600;
type Fields = [string, PackageStandard, number, number, string, number];
const PURPOSE = 'content-ticket';

/**
 * Tickets to the files of packages. A package runs without an origin or under another one, so no cookie can say who asks: the
 * address itself is the key, for one package, one person and twelve hours. The package reads its own address, and is to
 * learn nothing of who learns: a ticket is sealed, and no two are alike.
 */
@Injectable()
export class ContentTickets {
  constructor(private readonly holder: SettingsHolder) {}

  /** A ticket as it stands in an address: letters, digits, `-` and `_`. */
  issue(pass: ContentPass): string {
    const until = Math.floor(now().getTime() / 1000) + TICKET_HOURS * 3600;
    const fields: Fields = [pass.sha256, pass.standard, pass.activity_id, pass.person_id, pass.lesson_key, until];
    return this.holder.secret.seal(PURPOSE, JSON.stringify(fields));
  }

  /** What a ticket was made for; `expired` where it was good once, null where it is none. Who may still use it: `PassChecks`. */
  check(ticket: string): ContentPass | 'expired' | null {
    const fields = this.fieldsIn(ticket);
    if (fields === null) return null;
    const [sha256, standard, activity_id, person_id, lesson_key, until] = fields;
    if (until * 1000 <= now().getTime()) return 'expired';
    return { sha256, standard, activity_id, person_id, lesson_key };
  }

  /** Nobody but us has written what can be opened. */
  private fieldsIn(ticket: string): Fields | null {
    if (ticket.length > LONGEST_TICKET || !isWhole(ticket)) return null;
    try {
      return JSON.parse(this.holder.secret.open(PURPOSE, ticket)) as Fields;
    } catch {
      return null;
    }
  }
}

/** Readers of base64 pass over what is none: one ticket has one address. */
function isWhole(ticket: string): boolean {
  return Buffer.from(ticket, 'base64url').toString('base64url') === ticket;
}
