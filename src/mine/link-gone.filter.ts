import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFound } from '../errors.js';
import { page } from '../web/answers.js';
import { PageWriter } from '../web/page-writer.js';

/** Whoever follows a link that opens nothing has no account: they are told what to do, and not sent to a door that is not theirs. */
@Catch(NotFound)
@Injectable()
export class LinkGoneFilter implements ExceptionFilter<NotFound> {
  constructor(private readonly pages: PageWriter) {}

  async catch({ key, params }: NotFound, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const model = { titleKey: 'mine.gone', textKey: `errors.${key}`, params };
    const answer = page('mine/gone', model, { status: 404, layout: 'layout-plain' });
    await this.pages.page(http.getRequest<Request>(), http.getResponse<Response>(), answer);
  }
}
