import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { originOf } from '../accounts/confirm.js';
import { unsentOn } from '../accounts/unsent.js';
import type { Locale } from '../i18n/locale.js';
import { LinkGoneFilter } from '../mine/link-gone.filter.js';
import { Public } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { ownPath } from '../web/own-path.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { contextOf } from '../web/request.js';
import { LearnerCodes } from './learner-codes.js';
import { LearnerCookie } from './learner-cookie.js';
import { LearnerDoor } from './learner-door.js';
import { LearnerLinks } from './learner-links.js';
import { LearnerSessions } from './learner-sessions.js';
import { codePage, linkPage, sentPage, signInPage } from './learner-sign-in.page.js';

const LAYOUT = { layout: 'layout-plain' } as const;
const VIEW = 'learning/sign-in';
/** Of a code only so much is looked at. */
const LONGEST_CODE = 60;

/** How learners come in: by a mailed link, or with the code on their slip. */
@UseFilters(LinkGoneFilter)
@Controller('learning')
export class LearnerSignInController {
  constructor(
    private readonly links: LearnerLinks,
    private readonly codes: LearnerCodes,
    private readonly sessions: LearnerSessions,
    private readonly cookie: LearnerCookie,
    private readonly door: LearnerDoor,
  ) {}

  @Public()
  @Get('sign-in')
  async show(
    @Req() request: Request,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const next = nextOf(asked.next);
    if (await this.door.find(request)) return redirect(next ?? paths.learning());
    const said = { isUnlinked: asked.unlinked !== undefined, isOut: asked.out !== undefined };
    return page(VIEW, signInPage(locale, { next, ...said }), LAYOUT);
  }

  /** The answer is the same whether or not anybody has the address. */
  @Public()
  @Post('sign-in')
  async ask(@Req() request: Request, @Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(body);
    const next = nextOf(form.raw('next'));
    const email = form.text('email');
    if (email !== '' && !email.includes('@')) form.refuse('email', 'learning.no_address');
    const sent = await attempt(form, async () => {
      await this.links.ask(email, { address: originOf(request).address, locale, next });
      return true;
    });
    if (!sent) return formAgain(VIEW, signInPage(locale, { next, email }), form.errors, LAYOUT);
    return page('learning/link-sent', sentPage(email), LAYOUT);
  }

  @Public()
  @HttpCode(303)
  @Post('sign-in/code')
  async giveCode(
    @Req() request: Request,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const next = nextOf(form.raw('next'));
    const isOwn = form.ticked('own_device');
    const code = form.raw('code').slice(0, LONGEST_CODE);
    const token = await this.codes.signIn(code, originOf(request).address, isOwn);
    if (token !== null) {
      this.cookie.give(response, token, isOwn);
      return redirect(next ?? paths.learning());
    }
    form.refuse('code', 'learning.wrong_code');
    return formAgain(VIEW, signInPage(locale, { next, isOwn }), form.errors, LAYOUT);
  }

  /** Programs that check mail open links too: only a press uses one up. */
  @Public()
  @Get('in/:token')
  async openLink(
    @Param('token') token: string,
    @Req() request: Request,
    @Query('next') next: unknown,
  ): Promise<PageAnswer> {
    const people = await this.links.open(token, originOf(request).address);
    return page('learning/link', linkPage(token, people, nextOf(next)), LAYOUT);
  }

  @Public()
  @HttpCode(303)
  @Post('in/:token')
  async useLink(
    @Param('token') token: string,
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const next = nextOf(form.raw('next'));
    const people = await this.links.open(token, originOf(request).address);
    const isOwn = form.ticked('own_device');
    const chosen = form.raw('person') === '' ? null : Number(form.raw('person'));
    const opened = await attempt(form, () => this.links.use(token, chosen, isOwn));
    if (opened === undefined) return formAgain('learning/link', linkPage(token, people, next), form.errors, LAYOUT);
    this.cookie.give(response, opened, isOwn);
    return redirect(next ?? paths.learning());
  }

  /** Behind the QR code of a slip: nothing is looked up before the press, so that nothing is told by looking. */
  @Public()
  @Get('code/:code')
  openCode(@Param('code') code: string): PageAnswer {
    return page('learning/code', codePage(code.slice(0, LONGEST_CODE)), LAYOUT);
  }

  @Public()
  @HttpCode(303)
  @Post('sign-out')
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<RedirectAnswer> {
    const token = this.cookie.of(request);
    if (token !== undefined) await this.sessions.close(token);
    this.cookie.take(response);
    // What waits here of a lesson leaves with who learnt it; not what the staff on this device has noted without a network.
    if (contextOf(request).session === null && unsentOn(request) === 0) {
      response.setHeader('Clear-Site-Data', '"storage"');
    }
    return redirect(paths.learnerSignIn({ out: '1' }));
  }
}

/** Where somebody wanted to go: only to where learners go. */
function nextOf(given: unknown): string | undefined {
  const next = ownPath(given);
  return next !== undefined && /^\/(?:learning|k)(?:[/?]|$)/.test(next) ? next : undefined;
}
