import { Withdrawn } from '../../src/mail/attachments.js';
import { gatePauseAfter, judgeFailure, type MailError, pauseAfter } from '../../src/mail/verdict.js';

/** A failure as Nodemailer tells it: the command, and the answer of the server. */
const refused = (command: string, response: string, code = 'EENVELOPE'): MailError => ({
  ...{ command, response, code },
  responseCode: Number(response.slice(0, 3)),
});

describe('a failure', () => {
  it('to bring what must not leave any more is for good', () => {
    expect(judgeFailure(new Withdrawn())).toBe('refused');
  });

  it.each([
    ['RCPT TO', '550 5.1.1 no such user'],
    ['RCPT TO', '550 nobody here'],
    ['RCPT TO', '551 user not local'],
    ['RCPT TO', '553 mailbox name invalid'],
    ['RCPT TO', '554 no mailbox'],
    ['RCPT TO', '550 5.1.10 null MX'],
    ['RCPT TO', '550 5.2.1 mailbox disabled'],
    ['DATA', '550 5.1.1 no such user'],
  ])('%s: %s is about the address', (command, response) => {
    expect(judgeFailure(refused(command, response))).toBe('address');
  });

  it.each([
    ['RCPT TO', '554 5.7.1 relay access denied'],
    ['RCPT TO', '550 5.7.26 not authenticated'],
    ['RCPT TO', '530 authentication required'],
    ['RCPT TO', '421 too many connections'],
    ['MAIL FROM', '553 5.1.8 sender domain'],
    ['MAIL FROM', '451 try later'],
    ['RCPT TO', '550 5.1.8 bad sender'],
    ['CONN', '554 no service here'],
    ['EHLO', '501 no'],
    ['DATA', '554 5.7.1 spam'],
  ])('%s: %s is about the way to the server', (command, response) => {
    expect(judgeFailure(refused(command, response))).toBe('server');
  });

  it.each([
    ['RCPT TO', '450 4.2.1 mailbox busy', 'later'],
    ['RCPT TO', '452 4.2.2 full', 'later'],
    ['RCPT TO', '550 5.2.2 mailbox full', 'later'],
    ['RCPT TO', '550 relaying denied', 'later'],
    ['RCPT TO', '550 blocked by our blacklist', 'later'],
    ['DATA', '451 greylisted', 'later'],
    ['DATA', '554 transaction failed', 'later'],
    ['DATA', '550 no', 'later'],
    ['DATA', '552 too large', 'refused'],
    ['DATA', '554 5.3.4 too large', 'refused'],
  ])('%s: %s is about this message: %s', (command, response, verdict) => {
    expect(judgeFailure(refused(command, response))).toBe(verdict);
  });

  it.each(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'EAUTH', 'ETLS'])('%s is about the way', (code) => {
    expect(judgeFailure({ code })).toBe('server');
  });

  it('of our own is about this message', () => {
    expect(judgeFailure({ message: 'nobody makes the attachment' })).toBe('later');
  });
});

describe('the pauses', () => {
  it('grow, are not all the same, and end after three days', () => {
    const pauses = Array.from({ length: 9 }, (_, at) => pauseAfter(at + 1, 0));
    expect(pauses.map((ms) => ms && ms / 60_000)).toEqual([1, 5, 15, 60, 240, 1440, 1440, 1440, null]);
    expect(pauseAfter(1, 1)).toBe(72_000);
    const all = pauses.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
    expect(all).toBeGreaterThan(3 * 24 * 3_600_000);
  });

  it('of the way are none after the first failure, and at most a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((failures) => gatePauseAfter(failures) / 1000)).toEqual([
      0, 30, 60, 120, 300, 900, 900,
    ]);
  });
});
