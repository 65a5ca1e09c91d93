import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { ReadyAttachment } from './attachments.js';
import type { MailGateRow, MailSuppression, OutboxMessage } from './mail.entities.js';
import { type Asked, type Listed, type ListedMessage, OUTBOX_PAGE } from './message-list.js';
import { isOnItsWay, PASSED_ON, STATES } from './message-state.js';

/** What of a message tells where it stands. */
type Standing = Pick<OutboxMessage, 'state' | 'last_error' | 'expires_at'>;

/** Where a message stands: a key under `mail.state.`, which knows two kinds of waiting and of sent. */
export function stateOf({ state, last_error, expires_at }: Standing, at: string): string {
  const waits = state === 'waiting' || state === 'stopped';
  if (waits && expires_at !== null && expires_at <= at) return 'expired';
  if (state === 'sent' && last_error === PASSED_ON) return PASSED_ON;
  return state === 'waiting' && last_error !== null ? 'retrying' : state;
}

const MARKS: Record<string, string> = {
  sent: 'met',
  [PASSED_ON]: 'met',
  waiting: 'uncertain',
  retrying: 'uncertain',
  stopped: 'uncertain',
  failed: 'not_met',
  suppressed: 'not_met',
  cancelled: 'no_longer',
  expired: 'no_baseline',
};

/** A cell that says where a message stands, and why it did not leave. */
export function stateCell(locale: Locale, message: ListedMessage): object {
  const state = stateOf(message, '');
  const sub =
    message.state === 'sent' || message.last_error === null ? undefined : reasonWords(locale, message.last_error);
  return { status: MARKS[state], text: translate(locale, `mail.state.${state}`), sub };
}

/** Reasons of ours have words; what a server said stands as it said it. */
function reasonWords(locale: Locale, reason: string): string {
  if (reason === 'withdrawn') return translate(locale, 'mail.withdrawn');
  return reason === 'returned' || reason === 'not_me' ? translate(locale, `mail.suppression.${reason}`) : reason;
}

/** A tab for each state that some message is in. @param at the address of a state; undefined: of all */
export function stateTabs(
  locale: Locale,
  { state: asked }: Pick<Asked, 'state'>,
  { counts }: Pick<Listed, 'counts'>,
  at: (state: string | undefined) => string,
): object {
  const shown = STATES.filter((state) => counts[state] > 0 || state === asked);
  return {
    label: translate(locale, 'mail.by_state'),
    items: [
      { text: translate(locale, 'mail.state.all'), href: at(undefined), current: asked === null },
      ...shown.map((state) => ({
        text: translate(locale, `mail.state.${state}`),
        href: at(state),
        current: state === asked,
        count: counts[state],
      })),
    ],
  };
}

/** How letters leave. */
interface Way {
  leaves: boolean;
  gate: Pick<MailGateRow, 'closed_until' | 'failures' | 'last_error'>;
}

/** The page of all messages, newest first. */
export function outboxPage(locale: Locale, asked: Asked, listed: Listed, { leaves, gate }: Way): object {
  const { messages, counts, total } = listed;
  return {
    titleKey: 'mail.outbox',
    crumbs: [
      { text: translate(locale, 'accounts.users'), href: paths.users() },
      { text: translate(locale, 'mail.outbox') },
    ],
    leaves,
    waiting: counts.waiting,
    trouble: leaves && gate.failures > 1 ? { until: gate.closed_until, answer: gate.last_error } : null,
    tabs: stateTabs(locale, asked, listed, (state) => paths.outbox(state)),
    columns: ['subject', 'recipient', 'created', 'state'].map((name) => ({ text: translate(locale, `mail.${name}`) })),
    rows: messages.map((message) => ({
      cells: [
        { text: message.subject, href: paths.outboxMessage(message.id) },
        { text: message.recipient },
        { text: formatInstant(locale, message.created_at), nowrap: true },
        stateCell(locale, message),
      ],
    })),
    pager: pager(
      { page: asked.page, total, size: OUTBOX_PAGE },
      pagesOf(paths.outbox(), asked.state === null ? {} : { state: asked.state }),
    ),
  };
}

/** States in which somebody else may pass the text on: it has not left, and may still be of use. */
const READABLE = new Set(['waiting', 'retrying', 'stopped', 'failed', 'suppressed']);

/** Whether its text and what is attached are shown: they may hold a link or a name, so only while somebody can pass them on. */
export function isReadable(message: OutboxMessage, at: string): boolean {
  const past = message.expires_at !== null && message.expires_at <= at;
  return READABLE.has(stateOf(message, at)) && message.sent_at === null && !past;
}

/** What goes with a message. */
interface With {
  /** Why its address is not written to. */
  suppression: MailSuppression | undefined;
  /** Null for one that cannot be made. */
  attachments: readonly (ReadyAttachment | null)[];
}

/** The page of one message, as it stands at an instant. */
export function messagePage(
  locale: Locale,
  message: OutboxMessage,
  { suppression, attachments }: With,
  at: string,
): object {
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
      ...fact('next_attempt', state === 'retrying' ? instant(message.next_attempt_at || null) : null),
      ...fact('last_error', message.last_error && state !== PASSED_ON ? reasonWords(locale, message.last_error) : null),
    ],
    suppression: suppression && {
      text: suppressionWords(locale, suppression),
      action: paths.outboxMessageAct(message.id, 'suppression-lifting'),
    },
    ...actsOf(message, suppression !== undefined, at),
    lines: isReadable(message, at) ? message.body.split('\n').filter((line) => line !== '') : null,
    attachments: attachments.map((attachment, index) =>
      attachment
        ? { text: attachment.name, href: paths.outboxMessageAttachment(message.id, index + 1) }
        : { text: translate(locale, 'mail.attachment_not_made', { number: index + 1 }) },
    ),
  };
}

/** The addresses of what can be done with a message now; null for what cannot. */
function actsOf(message: OutboxMessage, isSuppressed: boolean, at: string): Record<string, string | null> {
  const state = stateOf(message, at);
  const act = (name: string, isOpen: boolean): string | null =>
    isOpen ? paths.outboxMessageAct(message.id, name) : null;
  const past = message.expires_at !== null && message.expires_at <= at;
  const waits = ['waiting', 'retrying', 'stopped'].includes(state) && !isOnItsWay(message, at);
  return {
    again: act('sending-again', !isSuppressed && !past && ['failed', 'suppressed'].includes(state)),
    cameBack: act('return', state === 'sent'),
    passOn: act('passing-on', waits),
    takeBack: act('taking-back', waits),
  };
}

/** Why and since when an address is not written to. */
export function suppressionWords(locale: Locale, { reason, answer, since }: MailSuppression): string {
  const date = formatInstant(locale, since);
  const why = translate(locale, `mail.suppression.${reason}`);
  return translate(locale, 'mail.suppressed_since', { date, why: answer ? `${why} (${answer})` : why });
}
