import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import { figurePage, type FigureQuery, keptHere, PlanViews } from '../plans/plan-views.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { file, type FileAnswer, formAgain, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { invitationRows, invitationsPage } from './invitations.page.js';
import { Invitations } from './invitations.js';
import { type Ahead, indicatorOf, Planner } from './planner.js';
import { plannerIndicatorPage, plannerPage } from './planner.page.js';

interface Address {
  code: string;
  indicator: string;
}

/** Seeing ahead: what is missing, what is planned, whom to invite. */
@Controller('plans/:code/planner')
export class PlannerController {
  constructor(
    private readonly views: PlanViews,
    private readonly planner: Planner,
    private readonly invitations: Invitations,
  ) {}

  @Can('coverage.read')
  @Get()
  async show(
    @Param('code') code: string,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const ahead = await this.views.atOnce(async () =>
      this.planner.ahead(await this.views.open(code, query, locale, { atHome: true })),
    );
    return figurePage('planning/planner', ahead.view, plannerPage(ahead));
  }

  @Can('coverage.read')
  @Get(':indicator')
  async ofIndicator(
    @Param() address: Address,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const ahead = await this.open(address, query, locale);
    return figurePage(
      'planning/planner-indicator',
      ahead.view,
      plannerIndicatorPage(ahead, actorMay('activity.write')),
    );
  }

  @Can('person.read')
  @Get(':indicator/invitations')
  async list(
    @Param() address: Address,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const ahead = await this.open(address, query, locale);
    return figurePage('planning/invitations', ahead.view, await this.model(ahead, query));
  }

  @Can('person.read')
  @Get(':indicator/invitations.csv')
  async csv(
    @Param() address: Address,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer> {
    const ahead = await this.open(address, query, locale);
    const group = groupAsked(ahead, query);
    const rows = invitationRows(ahead, group, await this.invitations.list(ahead, group));
    return file(csvStream(rows), 'text/csv; charset=utf-8', `${address.code}-${address.indicator}-invitations.csv`);
  }

  @Can('activity.write')
  @Post(':indicator/invitations')
  async enrol(
    @Param() address: Address,
    @Query() query: FigureQuery,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const ahead = await this.open(address, query, locale);
    const group = groupAsked(ahead, query);
    const form = new Form(body);
    const activity = form.choice(
      'activity',
      ahead.planned.map((each) => each.code),
    );
    const chosen = form.raw('who') === 'all' ? null : new Set(form.many('s').map(Number));
    if (chosen?.size === 0) form.refuse('activity', 'planner.nobody_chosen');
    const count = await attempt(form, () => this.invitations.enrol(ahead, group, activity, chosen));
    if (count === undefined) {
      return formAgain('planning/invitations', await this.model(ahead, query, form.typed()), form.errors);
    }
    const back = paths.planInvitations(address.code, address.indicator, { ...keptHere(ahead.view), group });
    const title = ahead.planned.find((each) => each.code === activity)?.title ?? activity;
    return redirect(back, { kind: 'done', key: 'planner.enrolled_done', params: { count, title } });
  }

  private async model(ahead: Ahead, query: FigureQuery, typed: Record<string, unknown> = {}): Promise<object> {
    const group = groupAsked(ahead, query);
    const guests = await this.invitations.list(ahead, group);
    const list = { group, guests, page: pageAsked(query.page), mayEnrol: actorMay('activity.write') };
    return { ...invitationsPage(ahead, list), typed };
  }

  /** @throws NotFound for an indicator that is not counted from attendance */
  private async open({ code, indicator }: Address, query: FigureQuery, locale: Locale): Promise<Ahead> {
    return this.views.atOnce(async () => {
      const view = await this.views.open(code, query, locale, { indicator, atHome: true });
      if (view.scope.indicators.length === 0) throw new NotFound();
      return this.planner.ahead(view);
    });
  }
}

/** The group asked for, else the first of the indicator. @throws NotFound for another one */
function groupAsked({ view }: Ahead, query: FigureQuery): string {
  const { groups } = indicatorOf(view);
  const [first] = groups;
  const asked = typeof query.group === 'string' && query.group !== '' ? query.group : first;
  if (asked === undefined || !groups.includes(asked)) throw new NotFound();
  return asked;
}
