import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { DomainError, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { wordsBelow } from '../i18n/words-below.js';
import { Can, Public } from '../web/access.js';
import { actor } from '../web/actor.js';
import { JsonAnswer, page, type PageAnswer } from '../web/answers.js';
import { valid } from '../web/api/valid.js';
import { paths, query } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { contextOf } from '../web/request.js';
import { Shell } from '../web/shell.js';
import { sending } from './act.js';
import { readClientFiles } from './client-files.js';
import { Differences } from './differences.js';
import { OfflineActs } from './offline-acts.js';
import { Packets } from './packets.js';

/** What the one page with a script may do: run ours, and talk to us. Nobody else's script, nothing inline. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** The attendance screen that works without a network: the page, its scripts, what it takes along and what it sends. */
@Controller('offline')
export class OfflineController {
  private readonly files = readClientFiles();

  constructor(
    private readonly packets: Packets,
    private readonly acts: OfflineActs,
    private readonly differences: Differences,
    private readonly shell: Shell,
  ) {}

  /** The same for everybody, and without anybody's data: the device keeps it. */
  @Public()
  @Get()
  app(@ReaderLocale() locale: Locale, @Res({ passthrough: true }) response: Response): PageAnswer {
    response.setHeader('Content-Security-Policy', POLICY);
    const { version } = this.files;
    const words = { ...wordsBelow(locale, 'offline.app.'), ...wordsBelow(locale, 'activities.mark.') };
    const model = {
      title: translate(locale, 'offline.title'),
      manifest: '/assets/offline.webmanifest',
      signIn: paths.signIn() + query({ next: paths.offline() }),
      settings: JSON.stringify({ words, version, css: this.shell.stylePath }),
    };
    return page('offline/app', model, { layout: 'layout-offline' });
  }

  @Public()
  @Get(':name.js')
  script(@Param('name') name: string, @Res() response: Response): void {
    const script = this.files.scripts.get(name);
    if (script === undefined) throw new NotFound('no_page');
    response.setHeader('Content-Security-Policy', POLICY);
    // The browser looks for a newer one each time; the device keeps its own copy for when there is no network.
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Service-Worker-Allowed', paths.offline());
    response.type('js').send(script);
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
