import { timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/secret.js';

const MINUTE_MS = 60_000;
/** A code on the wall opens the door in its own minute and the two after it: a camera and a slow line need as long. */
const OPENS_FOR = 2;
/** Who came through the door has this long to find the own name. */
const PASS_MINUTES = 20;

/**
 * What stands on the wall and changes every minute, and what whoever read it goes on with. Both name the session and are
 * signed: nobody makes one, and a photograph of the wall is worth nothing soon.
 */
export class Tickets {
  constructor(private readonly secret: Pick<Secret, 'hash'>) {}

  /** The ticket of a session in the minute of an instant. */
  ticket(session: number, at: Date): string {
    return this.signed('ticket', session, minuteOf(at));
  }

  /** The session of a ticket that opens at this instant; null for any other text. */
  sessionOfTicket(ticket: string, at: Date): number | null {
    const read = this.read('ticket', ticket);
    const age = read ? minuteOf(at) - read.minute : -1;
    return read && age >= 0 && age <= OPENS_FOR ? read.session : null;
  }

  /** What somebody goes on with who read the ticket. */
  pass(session: number, at: Date): string {
    return this.signed('pass', session, minuteOf(at) + PASS_MINUTES);
  }

  /** The session of a pass that still holds; null for any other text. */
  sessionOfPass(pass: string, at: Date): number | null {
    const read = this.read('pass', pass);
    return read && minuteOf(at) <= read.minute && read.minute - minuteOf(at) <= PASS_MINUTES ? read.session : null;
  }

  private signed(kind: 'ticket' | 'pass', session: number, minute: number): string {
    const said = `${session.toString(36)}-${minute.toString(36)}`;
    return `${said}-${this.secret.hash(`check-in ${kind}`, said).slice(0, 16)}`;
  }

  private read(kind: 'ticket' | 'pass', text: string): { session: number; minute: number } | null {
    const [, session = '', minute = ''] = /^([0-9a-z]{1,7})-([0-9a-z]{1,8})-[\w-]{16}$/.exec(text) ?? [];
    const read = { session: parseInt(session, 36), minute: parseInt(minute, 36) };
    if (!Number.isSafeInteger(read.session) || !Number.isSafeInteger(read.minute)) return null;
    const [given, own] = [Buffer.from(text), Buffer.from(this.signed(kind, read.session, read.minute))];
    return given.length === own.length && timingSafeEqual(given, own) ? read : null;
  }
}

function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / MINUTE_MS);
}
