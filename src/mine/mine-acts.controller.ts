import { Body, Controller, Get, Param, Post, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { readCell } from '../people/person-form.js';
import { peopleFile } from '../people/people.file.js';
import { Public } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf, newFormKey } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { LinkGoneFilter } from './link-gone.filter.js';
import { MineDoor, type Visitor } from './mine-door.js';
import { headOf, say } from './mine.page.js';
import { NameCorrections } from './name-corrections.js';
import { ParticipantLinks, type Returned } from './participant-links.js';

const CORRECTION = 'mine/correction';
const WITHDRAWAL = 'mine/withdrawal';
const LAYOUT = { layout: 'layout-plain' } as const;
const REASONS = ['not_me', 'unwanted'] as const;

/** What a participant asks for on the own page: another name, or the end of the link. */
@UseFilters(LinkGoneFilter)
@Controller('mine/:token')
export class MineActsController {
  constructor(
    private readonly door: MineDoor,
    private readonly corrections: NameCorrections,
    private readonly links: ParticipantLinks,
  ) {}

  @Public()
  @Get('correction')
  async blank(@Param('token') token: string, @Req() request: Request): Promise<PageAnswer> {
    return page(CORRECTION, correctionPage(await this.door.enter(token, request), {}), LAYOUT);
  }

  @Public()
  @Post('correction')
  async ask(
    @Param('token') token: string,
    @Req() request: Request,
    @Body() body: unknown,
  ): Promise<PageAnswer | RedirectAnswer> {
    const visitor = await this.door.enter(token, request);
    const { holder, name } = visitor;
    const form = new Form(body);
    const wanted_name = form.text('wanted_name');
    if (!form.hasError('wanted_name')) readCell<string | null>(form, 'wanted_name', peopleFile.columns.full_name);
    const wanted = { wanted_name, remark: form.optionalText('remark', 200) };
    const asked = await attempt(form, async () => {
      await this.corrections.ask(holder, wanted, formKeyOf(form), name.isHidden);
      return true;
    });
    if (asked) return redirect(paths.mine(token, { done: 'correction' }));
    return formAgain(CORRECTION, correctionPage(visitor, form.typed()), form.errors, LAYOUT);
  }

  @Public()
  @Get('withdrawal')
  async consider(@Param('token') token: string, @Req() request: Request): Promise<PageAnswer> {
    return page(WITHDRAWAL, withdrawalPage(await this.door.enter(token, request)), LAYOUT);
  }

  /** The answer is the page itself: the address that led here opens nothing any more. */
  @Public()
  @Post('withdrawal')
  async withdraw(@Param('token') token: string, @Req() request: Request, @Body() body: unknown): Promise<PageAnswer> {
    const visitor = await this.door.enter(token, request);
    const form = new Form(body);
    const reason: Returned = form.choice('reason', REASONS);
    if (form.errors.length > 0) return formAgain(WITHDRAWAL, withdrawalPage(visitor), form.errors, LAYOUT);
    await this.links.giveBack(visitor.holder, reason);
    const title = say(visitor.words, 'returned');
    return page('mine/returned', { ...headOf(visitor, title), otherLocale: null }, { ...LAYOUT, status: 200 });
  }
}

function correctionPage(visitor: Visitor, typed: Record<string, unknown>): object {
  const { token, words, name } = visitor;
  return {
    ...headOf(visitor, say(words, 'correction')),
    whose: name.name,
    action: paths.mineCorrection(token),
    cancel: paths.mine(token),
    formKey: typed.form_key ?? newFormKey(),
    typed,
  };
}

function withdrawalPage(visitor: Visitor): object {
  const { token, words, name } = visitor;
  return {
    ...headOf(visitor, say(words, 'withdrawal')),
    whose: name.name,
    action: paths.mineWithdrawal(token),
    cancel: paths.mine(token),
    reasons: REASONS.map((value) => ({ value, text: say(words, `withdrawal_reason.${value}`) })),
  };
}
