import { formatInstant, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type Paged, pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { BatchCounts, ListedBatch } from './batches.js';
import { type Asked, type Listed, OUTBOX_PAGE } from './message-list.js';
import { STATES } from './message-state.js';
import { stateCell, stateTabs } from './outbox.page.js';

/** What the list of batches shows. */
interface BatchList {
  batches: readonly ListedBatch[];
  counts: ReadonlyMap<number, BatchCounts>;
  list: Paged;
  /** Whether the reader may see every message: then there is a way back to them. */
  all: boolean;
}

/** The list of batches, newest first. */
export function batchesPage(locale: Locale, { batches, counts, list, all }: BatchList): object {
  return {
    titleKey: 'mail.batches',
    crumbs: crumbs(locale, all, { text: translate(locale, 'mail.batches') }),
    ...batchTable(locale, batches, counts),
    pager: pager(list, pagesOf(paths.outboxBatches(), {})),
  };
}

/** Batches that the reader may see as a table: whose they are, where their messages stand, and the way to each. */
export function batchTable(
  locale: Locale,
  batches: readonly ListedBatch[],
  counts: ReadonlyMap<number, BatchCounts>,
): { columns: object[]; rows: object[] } {
  const t = (key: string): string => translate(locale, `mail.${key}`);
  const number = (value: number | undefined): object => ({ text: formatNumber(locale, value ?? 0) });
  const numbers = ['to_send', 'sent_count', 'not_sent'].map((key) => ({ text: t(key), num: true }));
  return {
    columns: [{ text: t('batch') }, { text: t('author') }, { text: t('created') }, ...numbers],
    rows: batches.map((batch) => {
      const { waiting = 0, stopped = 0, sent = 0, failed = 0, suppressed = 0 } = counts.get(batch.id) ?? {};
      return {
        cells: [
          {
            ...{ text: batch.title, href: paths.outboxBatch(batch.id) },
            sub: batch.stopped_at === null ? undefined : t('state.stopped'),
          },
          { text: batch.author ?? '–' },
          { text: formatInstant(locale, batch.created_at), nowrap: true },
          ...[waiting + stopped, sent, failed + suppressed].map(number),
        ],
      };
    }),
  };
}

/** What of the messages of a batch its reader may see. */
interface Reader {
  /** Whether messages may be opened: then every address is shown. */
  readsAll: boolean;
  /** The records of people whose address may be read. */
  readable: ReadonlySet<number>;
}

/** One batch: where its messages stand, and the list of them. */
export function batchPage(
  locale: Locale,
  batch: ListedBatch,
  asked: Asked,
  listed: Listed,
  { readsAll, readable }: Reader,
): object {
  const t = (key: string): string => translate(locale, `mail.${key}`);
  const { counts, messages, total } = listed;
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const isStopped = batch.stopped_at !== null;
  const at = (state: string | undefined): string => paths.outboxBatch(batch.id, state);
  return {
    title: batch.title,
    heading: batch.title,
    crumbs: crumbs(locale, readsAll, { text: t('batches'), href: paths.outboxBatches() }, { text: batch.title }),
    facts: [
      { term: t('author'), value: batch.author ?? '–' },
      { term: t('created'), value: formatInstant(locale, batch.created_at) },
      ...(batch.stopped_at === null ? [] : [{ term: t('stopped_at'), value: formatInstant(locale, batch.stopped_at) }]),
      { term: t('messages'), value: formatNumber(locale, all) },
      ...STATES.filter((state) => counts[state] > 0).map((state) => ({
        term: t(`state.${state}`),
        value: formatNumber(locale, counts[state]),
      })),
    ],
    stop: !isStopped && counts.waiting > 0 ? paths.outboxBatchStopping(batch.id) : null,
    resume: isStopped ? paths.outboxBatchResuming(batch.id) : null,
    tabs: stateTabs(locale, asked, listed, at),
    columns: ['recipient', 'subject', 'sent', 'state'].map((name) => ({ text: t(name) })),
    rows: messages.map((message) => {
      const shows = readsAll || (message.person_id !== null && readable.has(message.person_id));
      const opens = readsAll ? { href: paths.outboxMessage(message.id) } : {};
      return {
        cells: [
          { text: shows ? message.recipient : t('address_kept'), ...opens },
          { text: message.subject },
          { text: message.sent_at === null ? '–' : formatInstant(locale, message.sent_at), nowrap: true },
          // What a server answers may name the address.
          shows ? stateCell(locale, message) : { ...stateCell(locale, message), sub: undefined },
        ],
      };
    }),
    pager: pager(
      { page: asked.page, total, size: OUTBOX_PAGE },
      pagesOf(paths.outboxBatch(batch.id), asked.state === null ? {} : { state: asked.state }),
    ),
  };
}

function crumbs(locale: Locale, all: boolean, ...rest: object[]): object[] {
  if (!all) return rest;
  return [
    { text: translate(locale, 'accounts.users'), href: paths.users() },
    { text: translate(locale, 'mail.outbox'), href: paths.outbox() },
    ...rest,
  ];
}
