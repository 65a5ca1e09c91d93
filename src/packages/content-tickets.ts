import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
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
 * address itself is the key, for one package, one person and twelve hours.
 */
@Injectable()
export class ContentTickets {
  constructor(private readonly holder: SettingsHolder) {}

  /** A ticket as it stands in an address: letters, digits, `-`, `_` and one dot. */
  issue(pass: ContentPass): string {
    const until = Math.floor(now().getTime() / 1000) + TICKET_HOURS * 3600;
    const fields = [pass.sha256, pass.standard, pass.activity_id, pass.person_id, pass.lesson_key, until];
    const text = Buffer.from(JSON.stringify(fields)).toString('base64url');
    return `${text}.${this.sign(text)}`;
  }

  /** What a ticket opens; `expired` where it was good once, null where it is none. */
  check(ticket: string): ContentPass | 'expired' | null {
    const [text = '', sign = '', ...more] = ticket.length > LONGEST_TICKET ? [] : ticket.split('.');
    if (more.length > 0 || !same(sign, this.sign(text))) return null;
    // Nobody but us has written what is signed.
    const fields = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Fields;
    const [sha256, standard, activity_id, person_id, lesson_key, until] = fields;
    if (until * 1000 <= now().getTime()) return 'expired';
    return { sha256, standard, activity_id, person_id, lesson_key };
  }

  private sign(text: string): string {
    return this.holder.secret.hash(PURPOSE, text);
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
