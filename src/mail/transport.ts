import type { OutboxMessage } from './mail.entities.js';
import type { ReadyAttachment } from './attachments.js';

/** What of a message leaves the house. */
export type Leaving = Pick<
  OutboxMessage,
  'message_id' | 'recipient' | 'subject' | 'body' | 'html' | 'locale' | 'unsubscribe_url'
> & {
  attachments: ReadyAttachment[];
};

/** Carries letters to the mail server. */
export interface Transport {
  /** @throws Error when the mail server does not take the letter */
  send(message: Leaving): Promise<void>;
  close(): void;
}

/**
 * How long a mail server may keep us waiting: until it greets, and for an answer. One that takes a letter after we have gone
 * has it twice, so the second is long. Tests shorten both.
 */
export const patience = { greeting_ms: 20_000, answer_ms: 60_000 };

/** Letters of one connection: some servers count them. */
const PER_CONNECTION = 100;

/** Opens the way to the mail server of SMTP_URL: one connection, which letters use one after the other. */
export async function openTransport(smtpUrl: string, from: string): Promise<Transport> {
  // Loaded with the first letter: most starts of the program send none.
  const { createTransport } = await import('nodemailer');
  const mailer = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 1,
    maxMessages: PER_CONNECTION,
    // Whether a letter goes again is for the outbox to say.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: patience.greeting_ms,
    greetingTimeout: patience.greeting_ms,
    socketTimeout: patience.answer_ms,
  });
  // What a connection that nobody waits for ends with is seen by the next letter.
  mailer.on('error', () => undefined);
  return {
    send: async (message) => void (await mailer.sendMail({ from, ...mailOf(message) })),
    close: () => mailer.close(),
  };
}

function mailOf(message: Leaving): object {
  const { message_id, recipient, subject, body, html, locale, attachments, unsubscribe_url } = message;
  const calendar = attachments.find(({ method }) => method !== undefined);
  const others = attachments.filter((each) => each !== calendar);
  return {
    messageId: message_id,
    // As an object the address is not taken apart again: it cannot become two.
    to: { name: '', address: recipient },
    subject,
    text: body,
    ...(html === null ? {} : { html }),
    headers: {
      ...{ 'Auto-Submitted': 'auto-generated', 'Content-Language': locale },
      ...unsubscribeHeaders(unsubscribe_url),
    },
    ...(calendar ? { icalEvent: { method: calendar.method, filename: calendar.name, content: calendar.content } } : {}),
    attachments: others.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
  };
}

/** What mail programs make their own button of; one press of it needs https (RFC 8058, section 3.1). */
function unsubscribeHeaders(url: string | null): Record<string, string> {
  if (url === null) return {};
  const header = { 'List-Unsubscribe': `<${url}>` };
  return url.startsWith('https:') ? { ...header, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : header;
}
