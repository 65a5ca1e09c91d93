import { Controller, Get, Param, Req } from '@nestjs/common';
import type { Request } from 'express';
import { createHash } from 'node:crypto';
import { CalendarLinks } from '../accounts/calendar-links.js';
import { originOf } from '../accounts/confirm.js';
import { Public } from '../web/access.js';
import { actAs } from '../web/actor.js';
import { type FileAnswer, keptFile } from '../web/answers.js';
import { CalendarFeed, readFeedFilter } from './calendar-feed.js';

/** What a telephone fetches by the link of its owner. Whoever is signed in where it is opened makes no difference. */
@Controller('calendar/feed')
export class CalendarFeedController {
  constructor(
    private readonly links: CalendarLinks,
    private readonly feed: CalendarFeed,
  ) {}

  @Public()
  @Get(':token.ics')
  async read(@Param('token') token: string, @Req() request: Request): Promise<FileAnswer> {
    const { principal, filter } = await this.links.ownerOf(token, originOf(request).address);
    const text = await actAs(principal, () => this.feed.text(readFeedFilter(filter), principal.locale));
    const etag = createHash('sha256').update(text).digest('base64url');
    const kept = { etag, bytes: Buffer.byteLength(text), inline: true };
    return keptFile(text, 'text/calendar; charset=utf-8', 'lan-toa.ics', kept);
  }
}
