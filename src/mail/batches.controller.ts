import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { offsetOf, pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { AddressReaders } from './address-readers.js';
import { batchesPage, batchPage } from './batches.page.js';
import { Batches, type ListedBatch } from './batches.js';
import { MessageList, OUTBOX_PAGE, stateAsked } from './message-list.js';

/** Letters that went to many at once: whoever wrote them, or could have, sees where each stands, and may stop them. Texts stay with administrators. */
@Controller('outbox/batches')
export class BatchesController {
  constructor(
    private readonly batches: Batches,
    private readonly messages: MessageList,
    private readonly readers: AddressReaders,
  ) {}

  @Can('letter.send')
  @Get()
  async list(@ReaderLocale() locale: Locale, @Query('page') given: unknown): Promise<PageAnswer> {
    const list = { page: pageAsked(given), total: await this.batches.count(), size: OUTBOX_PAGE };
    const batches = await this.batches.list(offsetOf(list), OUTBOX_PAGE);
    const counts = await this.batches.counts(batches.map(({ id }) => id));
    return page('mail/batches', batchesPage(locale, { batches, counts, list, all: actorMay('account.manage') }));
  }

  @Can('letter.send')
  @Get(':id')
  async show(
    @ReaderLocale() locale: Locale,
    @Param('id') id: string,
    @Query('state') given: unknown,
    @Query('page') at: unknown,
  ): Promise<PageAnswer> {
    const batch = await this.open(id);
    const asked = { batch: batch.id, state: stateAsked(given), page: pageAsked(at) };
    const listed = await this.messages.page(asked);
    const readsAll = actorMay('account.manage');
    const readable = await this.readers.of(listed.messages.flatMap(({ person_id }) => person_id ?? []));
    return page('mail/batch', batchPage(locale, batch, asked, listed, { readsAll, readable }));
  }

  @Can('letter.send')
  @Post(':id/stopping')
  async stop(@Param('id') id: string): Promise<RedirectAnswer> {
    const batch = await this.open(id);
    await this.batches.stop(batch.id);
    return redirect(paths.outboxBatch(batch.id), { kind: 'done', key: 'mail.batch_stopped' });
  }

  @Can('letter.send')
  @Post(':id/resuming')
  async resume(@Param('id') id: string): Promise<RedirectAnswer> {
    const batch = await this.open(id);
    await this.batches.resume(batch.id);
    return redirect(paths.outboxBatch(batch.id), { kind: 'done', key: 'mail.batch_resumed' });
  }

  private async open(id: string): Promise<ListedBatch> {
    const batch = await this.batches.one(addressNumber(id));
    if (!batch) throw new NotFound();
    return batch;
  }
}
