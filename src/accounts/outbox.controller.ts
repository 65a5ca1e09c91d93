import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { offsetOf, pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { OutboxMessage } from '../mail/mail.entities.js';
import { addressNumber } from '../web/address-number.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type ListedMessage, messagePage, OUTBOX_PAGE, outboxPage } from './outbox.page.js';
import { Outbox } from '../mail/outbox.js';

/** What waits to be sent and what was sent; without a mail server an administrator passes messages on from here. */
@Controller('outbox')
export class OutboxController {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly events: EventLog,
  ) {}

  @Can('account.manage')
  @Get()
  async list(@ReaderLocale() locale: Locale, @Query('page') given: unknown): Promise<PageAnswer> {
    const wanted = pageAsked(given);
    const at = nowIso();
    const { messages, total, waiting } = await this.database.snapshot(async () => {
      const all = await this.count('1 = 1', []);
      return {
        total: all,
        messages: await this.database.rows<ListedMessage>(
          `SELECT id, message_id, kind, recipient, subject, created_at, expires_at, sent_at, attempts, last_error
             FROM outbox ORDER BY id DESC LIMIT ${OUTBOX_PAGE} OFFSET ?`,
          [offsetOf({ page: wanted, total: all, size: OUTBOX_PAGE })],
        ),
        waiting: await this.count('sent_at IS NULL AND (expires_at IS NULL OR expires_at > ?)', [at]),
      };
    });
    const list = { page: wanted, total, waiting, leaves: this.outbox.leaves };
    return page('mail/outbox', outboxPage(locale, messages, at, list));
  }

  /** A message may hold a link to set a password: reading one is recorded. */
  @Can('account.manage')
  @Get(':id')
  async show(@ReaderLocale() locale: Locale, @Param('id') id: string): Promise<PageAnswer> {
    const message = await this.database.row<OutboxMessage>('SELECT * FROM outbox WHERE id = ?', [addressNumber(id)]);
    if (!message) throw new NotFound();
    await this.database.transaction(() =>
      this.events.record({ kind: 'mail.read', subject: { type: 'mail', id: message.id } }),
    );
    return page('mail/message', messagePage(locale, message, nowIso()));
  }

  /** Tries again what waits. */
  @Can('account.manage')
  @Post('sending')
  async send(): Promise<RedirectAnswer> {
    const { sent, failed } = await this.outbox.sendWaiting();
    const kind = failed > 0 ? 'warning' : 'done';
    return redirect(paths.outbox(), { kind, key: 'mail.sending_done', params: { sent, failed } });
  }

  private async count(where: string, params: string[]): Promise<number> {
    const sql = `SELECT COUNT(*) AS number FROM outbox WHERE ${where}`;
    return Number((await this.database.row<{ number: number }>(sql, params))?.number ?? 0);
  }
}
