import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import { DomainError } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { wordsBelow } from '../i18n/words-below.js';
import { Can, Public } from '../web/access.js';
import { actor } from '../web/actor.js';
import { JsonAnswer, page, type PageAnswer } from '../web/answers.js';
import { valid } from '../web/api/valid.js';
import { ClientScripts } from '../web/client-scripts.js';
import { paths, query } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { contextOf } from '../web/request.js';
import { Shell } from '../web/shell.js';
import { sending } from './act.js';
import { Differences } from './differences.js';
import { OfflineActs } from './offline-acts.js';
import { Packets } from './packets.js';

/** The attendance screen that works without a network: the page, its scripts, what it takes along and what it sends. */
@Controller('offline')
export class OfflineController {
  constructor(
    private readonly packets: Packets,
    private readonly acts: OfflineActs,
    private readonly differences: Differences,
    private readonly shell: Shell,
    private readonly scripts: ClientScripts,
  ) {}

  /** The same for everybody, and without anybody's data: the device keeps it. */
  @Public()
  @Get()
  app(@ReaderLocale() locale: Locale): PageAnswer {
    const version = this.scripts.version('offline');
    const words = { ...wordsBelow(locale, 'offline.app.'), ...wordsBelow(locale, 'activities.mark.') };
    const model = {
      title: translate(locale, 'offline.title'),
      manifest: '/assets/offline.webmanifest',
      signIn: paths.signIn() + query({ next: paths.offline() }),
      settings: JSON.stringify({ words, version, css: this.shell.stylePath }),
    };
    return page('offline/app', model, { layout: 'layout-offline', script: 'offline/app' });
  }

  @Can('attendance.record')
  @Get('packet.json')
  async packet(@Req() request: Request, @ReaderLocale() locale: Locale): Promise<JsonAnswer> {
    const { session } = contextOf(request);
    const by = actor();
    if (!session || !by) throw new DomainError('sign_in_needed', {}, 'forbidden');
    return new JsonAnswer({
      user: { id: by.user_id, name: by.name },
      token: session.csrf_token,
      differences: await this.differences.count(),
      ...(await this.packets.pack(locale)),
    });
  }

  @Can('attendance.record')
  @HttpCode(200)
  @Post('acts')
  async take(@Body(valid(sending)) body: z.infer<typeof sending>): Promise<JsonAnswer> {
    const outcomes = await this.acts.take(body.acts, body.sent_at);
    return new JsonAnswer({ outcomes, differences: await this.differences.count() });
  }
}
