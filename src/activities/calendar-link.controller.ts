import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { CalendarLinks } from '../accounts/calendar-links.js';
import { browserSession, ownId } from '../accounts/confirm.js';
import { placeAsked } from '../people/homes.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { ActivityWords } from './activity-words.js';
import { readFeedFilter } from './calendar-feed.js';
import { type LinkAsked, linkMadePage, type LinkOptions, linkPage } from './calendar-link.page.js';
import { type CalendarChoice, CalendarList } from './calendar-list.js';

/** The link by which one's telephone fetches the calendar: making it, and ending it. */
@Controller('calendar/link')
export class CalendarLinkController {
  constructor(
    private readonly links: CalendarLinks,
    private readonly list: CalendarList,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  @Can('activity.read')
  @Get()
  async show(@Query() given: Record<string, unknown>, @Req() request: Request): Promise<PageAnswer> {
    const { mine, ...choice } = readFeedFilter(given);
    const words = await this.wordsFor(request, choice);
    return page('activities/calendar-link', await this.model(request, words, { choice, covers: 'all' }));
  }

  /** Only in the browser: a token makes no further ways in. */
  @Can('activity.read')
  @Post()
  async make(@Req() request: Request, @Body() body: unknown): Promise<PageAnswer | RedirectAnswer> {
    browserSession(request);
    const form = new Form(body);
    const choice = choiceOf(form);
    const words = await this.wordsFor(request, choice);
    const covers = form.choice('covers', actorMay('attendance.record') ? ['all', 'mine'] : ['all']);
    if (!isOffered(choice, await this.options(words))) form.refuse('covers', 'calendar.filter_gone');
    if (form.errors.length > 0) {
      return formAgain('activities/calendar-link', await this.model(request, words, { choice, covers }), form.errors);
    }
    return orWarning(paths.calendarLink({ ...choice }), async () => {
      const token = await this.links.make(ownId(request), formKeyOf(form), { mine: covers === 'mine', ...choice });
      const link = new URL(paths.calendarFeed(token), this.holder.settings.publicUrl).toString();
      return page('activities/calendar-link-made', linkMadePage(words, link), { status: 201 });
    });
  }

  @Can('activity.read')
  @Post('closure')
  async end(@Req() request: Request): Promise<RedirectAnswer> {
    browserSession(request);
    await this.links.end(ownId(request));
    return redirect(paths.calendarLink(), { kind: 'done', key: 'calendar.phone.ended' });
  }

  /** @throws NotFound for a place outside the territory */
  private async wordsFor(request: Request, { unit }: CalendarChoice): Promise<ActivityWords> {
    const scope = await this.scopes.mine();
    placeAsked(scope, unit);
    return new ActivityWords(contextOf(request).locale, scope);
  }

  private async options({ locale }: ActivityWords): Promise<LinkOptions> {
    const [agencies, trainers] = await Promise.all([this.list.agencies(locale), this.list.trainers()]);
    return { agencies, trainers };
  }

  private async model(request: Request, words: ActivityWords, asked: LinkAsked): Promise<object> {
    const link = await this.links.inUse(ownId(request));
    return linkPage(words, asked, { link, records: actorMay('attendance.record'), ...(await this.options(words)) });
  }
}

function choiceOf(form: Form): CalendarChoice {
  return {
    unit: form.raw('unit'),
    agency: form.raw('agency'),
    trainer: form.raw('trainer'),
    kind: form.raw('kind'),
  };
}

/** Whether the calendar page would offer this choice. */
function isOffered({ agency, trainer, kind }: CalendarChoice, { agencies, trainers }: LinkOptions): boolean {
  const among = (value: string, options: readonly { value: string }[]): boolean =>
    value === '' || options.some((option) => option.value === value);
  return among(agency, agencies) && among(trainer, trainers) && ['', 'training', 'campaign'].includes(kind);
}
