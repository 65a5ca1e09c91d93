import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { OutboxMessage } from '../mail/mail.entities.js';

/** Messages of one page of the outbox. */
export const OUTBOX_PAGE = 50;

/** A message as the list shows it: without its body. */
export type ListedMessage = Omit<OutboxMessage, 'body' | 'leased_until'>;

/** Where a message stands: a key under `mail.state.`. */
export function stateOf(message: Pick<OutboxMessage, 'sent_at' | 'expires_at' | 'last_error'>, at: string): string {
  if (message.sent_at !== null) return 'sent';
  if (message.expires_at !== null && message.expires_at <= at) return 'expired';
  return message.last_error === null ? 'waiting' : 'failed';
}

const MARKS: Record<string, string> = {
  sent: 'met',
  waiting: 'uncertain',
  failed: 'not_met',
  expired: 'no_baseline',
};

/** The page of all messages, newest first. @param page counted from 1 */
export function outboxPage(
  locale: Locale,
  messages: ListedMessage[],
  at: string,
  list: { page: number; total: number; waiting: number; leaves: boolean },
): object {
  return {
    titleKey: 'mail.outbox',
    crumbs: [
      { text: translate(locale, 'accounts.users'), href: paths.users() },
      { text: translate(locale, 'mail.outbox') },
    ],
    leaves: list.leaves,
    waiting: list.waiting,
    columns: ['subject', 'recipient', 'created', 'state'].map((name) => ({ text: translate(locale, `mail.${name}`) })),
    rows: messages.map((message) => ({
      cells: [
        { text: message.subject, href: paths.outboxMessage(message.id) },
        { text: message.recipient },
        { text: formatInstant(locale, message.created_at), nowrap: true },
        { status: MARKS[stateOf(message, at)], text: translate(locale, `mail.state.${stateOf(message, at)}`) },
      ],
    })),
    pager: pager({ ...list, size: OUTBOX_PAGE }, pagesOf(paths.outbox(), {})),
  };
}

/** The page of one message. Once it has left or run out its body, which may hold a link, is not shown any more. */
export function messagePage(locale: Locale, message: OutboxMessage, at: string): object {
  const state = stateOf(message, at);
  const fact = (name: string, value: string | null): object[] =>
    value === null ? [] : [{ term: translate(locale, `mail.${name}`), value }];
  const instant = (value: string | null): string | null => value && formatInstant(locale, value);
  return {
    title: message.subject,
    narrow: true,
    crumbs: [
      { text: translate(locale, 'accounts.users'), href: paths.users() },
      { text: translate(locale, 'mail.outbox'), href: paths.outbox() },
      { text: message.subject },
    ],
    subject: message.subject,
    facts: [
      { term: translate(locale, 'mail.state'), value: translate(locale, `mail.state.${state}`), status: MARKS[state] },
      ...fact('recipient', message.recipient),
      ...fact('created', instant(message.created_at)),
      ...fact('expires', instant(message.expires_at)),
      ...fact('sent', instant(message.sent_at)),
      ...fact('attempts', String(message.attempts)),
      ...fact('last_error', message.last_error),
    ],
    lines: state === 'waiting' || state === 'failed' ? message.body.split('\n').filter((line) => line !== '') : null,
  };
}
