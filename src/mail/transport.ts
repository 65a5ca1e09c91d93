import type { OutboxMessage } from './mail.entities.js';

/** Carries letters to the mail server. */
export interface Transport {
  /** @throws Error when the mail server does not take the letter */
  send(message: Pick<OutboxMessage, 'message_id' | 'recipient' | 'subject' | 'body'>): Promise<void>;
  close(): void;
}

/** How long a mail server may keep us waiting. */
const PATIENCE_MS = 20_000;

/** Opens the way to the mail server of SMTP_URL. Letters are text; nothing is read from files or addresses. */
export async function openTransport(smtpUrl: string, from: string): Promise<Transport> {
  // Loaded with the first letter: most starts of the program send none.
  const { createTransport } = await import('nodemailer');
  const mailer = createTransport({
    url: smtpUrl,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return {
    async send({ message_id, recipient, subject, body }) {
      // As an object the address is not taken apart again: it cannot become two.
      const to = { name: '', address: recipient };
      await mailer.sendMail({ messageId: message_id, from, to, subject, text: body });
    },
    close: () => mailer.close(),
  };
}
