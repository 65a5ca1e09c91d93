/**
 * What a failure says: of the `address`, which nobody is to write to any more; of the way to the `server`, and so of every
 * message; of this message for good (`refused`); or of this message for now (`later`).
 */
export type Verdict = 'address' | 'server' | 'refused' | 'later';

/** What Nodemailer knows of a failure. */
export interface MailError {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  message?: string;
}

/** What a message brings must not leave any more (attachments.ts). */
export const WITHDRAWN = 'EWITHDRAWN';
/** We did not get through, or were cut off. */
const AWAY = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
]);
/** Enhanced codes (RFC 3463) of a mailbox or a domain that is not there. 5.1.7 and 5.1.8 are about the sender: us. */
const NOBODY = /\b5\.(?:1\.(?:1|2|3|6|10)|2\.1)\b/;
const ENHANCED = /\b[245]\.\d{1,3}\.\d{1,3}\b/;
/** Authentication and policy, or an address of the sender that is refused. */
const OF_OUR_RIGHTS = /\b5\.(?:7\.\d+|1\.[78])\b/;
const OF_US = new Set([530, 535]);
const POLICY = /relay|polic|spam|block|black|denied|authenticat|not permitted|reputation/i;
const TOO_LARGE = /\b5\.(?:2\.3|3\.4)\b/;
const OF_A_MAILBOX = new Set([550, 551, 553, 554]);

/**
 * Judges why a letter was not taken. A number that begins with 5 is for good only where it speaks of the recipient or of the
 * size of the letter: that we may not send (authentication, policy) is mended by people, and the letters then go.
 */
export function judgeFailure({ code = '', command = '', response = '', responseCode = 0 }: MailError): Verdict {
  if (code === 'EAUTH' || responseCode === 421) return 'server';
  if (code === WITHDRAWN) return 'refused';
  if (responseCode === 0) return AWAY.has(code) ? 'server' : 'later';
  const atRecipient = command.startsWith('RCPT');
  // Before the first recipient, or between two letters, nothing is said of any letter.
  if (!atRecipient && !command.startsWith('DATA')) return 'server';
  return responseCode < 500 ? 'later' : judgeRefusal(responseCode, response, atRecipient);
}

function judgeRefusal(responseCode: number, response: string, atRecipient: boolean): Verdict {
  if (NOBODY.test(response)) return 'address';
  if (OF_US.has(responseCode) || OF_OUR_RIGHTS.test(response)) return 'server';
  if (responseCode === 552 || TOO_LARGE.test(response)) return 'refused';
  const plain = OF_A_MAILBOX.has(responseCode) && !ENHANCED.test(response) && !POLICY.test(response);
  return atRecipient && plain ? 'address' : 'later';
}

const MINUTE_MS = 60_000;
/** Pauses of one message after each failure, in minutes; the last three are days. */
const PAUSES = [1, 5, 15, 60, 240, 1440, 1440, 1440];
/** Pauses of the way to the server: none after the first failure, which may have been that message's. */
const GATE_PAUSES = [0, 0.5, 1, 2, 5, 15];

/** How long a message waits after its nth failure, in milliseconds; null: it is given up. Up to a fifth longer, not all at once. */
export function pauseAfter(attempts: number, chance: number = Math.random()): number | null {
  const minutes = PAUSES[attempts - 1];
  return minutes === undefined ? null : Math.round(minutes * MINUTE_MS * (1 + chance / 5));
}

/** How long nobody tries the server after so many failures of it in a row, in milliseconds. */
export function gatePauseAfter(failures: number): number {
  return (GATE_PAUSES[Math.min(failures, GATE_PAUSES.length) - 1] ?? 0) * MINUTE_MS;
}
