import { Controller, Get, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { CalendarLinks } from '../accounts/calendar-links.js';
import { ownId } from '../accounts/confirm.js';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import { placeAsked } from '../people/homes.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { textAsked } from '../web/pager.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityWords } from './activity-words.js';
import { CalendarList, filterOf } from './calendar-list.js';
import { type Month, monthAsked } from './calendar-month.js';
import { type CalendarAsked, calendarPage, calendarRows, type CalendarShown } from './calendar.page.js';

type Asked = Record<string, unknown>;

/** What happens when: the sessions of a month. */
@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly list: CalendarList,
    private readonly scopes: Scopes,
    private readonly links: CalendarLinks,
  ) {}

  @Can('activity.read')
  @Get()
  async show(@Query() given: Asked, @Req() request: Request, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const asked = askedOf(given);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const shown = await this.shown(asked, monthAsked(asked.month, words.scope.day));
    const agencies = await this.list.agencies(locale);
    const records = actorMay('attendance.record');
    const link = await this.links.inUse(ownId(request));
    return page('activities/calendar', calendarPage(words, asked, { ...shown, agencies, records, link }));
  }

  @Can('activity.read')
  @Get('list.csv')
  async csv(@Query() given: Asked): Promise<FileAnswer> {
    const asked = askedOf(given);
    const month = monthAsked(asked.month, (await this.scopes.mine()).day);
    const rows = calendarRows(await this.shown(asked, month));
    return file(csvStream(rows), 'text/csv; charset=utf-8', `calendar-${month.month}.csv`);
  }

  private async shown(
    asked: CalendarAsked,
    month: Month,
  ): Promise<Pick<CalendarShown, 'month' | 'sessions' | 'trainers'>> {
    const placeId = placeAsked(await this.scopes.mine(), asked.unit);
    const trainers = await this.list.trainers();
    const sessions = await this.list.between(month.first, month.last, filterOf(asked, placeId, trainers));
    return { month, sessions, trainers };
  }
}

function askedOf(given: Asked): CalendarAsked {
  return {
    month: textAsked(given.month),
    view: textAsked(given.view),
    unit: textAsked(given.unit),
    agency: textAsked(given.agency),
    trainer: textAsked(given.trainer),
    kind: textAsked(given.kind),
  };
}
