import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { placesOf } from '../activities/attendance-places.js';
import { now } from '../config/clock.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Public } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths, query } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { arrivalPage } from './check-in.page.js';
import { Claims, LEAST_LETTERS } from './claims.js';
import { CheckInDoors } from './doors.js';

const VIEW = 'check-in/arrival';
const LAYOUT = { layout: 'layout-plain' } as const;

/** Where the code on the wall leads: whoever is there finds the own name, or says who they are. Nobody signs in. */
@Controller('check-in')
export class ArrivalController {
  constructor(
    private readonly doors: CheckInDoors,
    private readonly claims: Claims,
    private readonly scopes: Scopes,
  ) {}

  /** The code is worth nothing soon: who read it in time goes on with a pass that lasts as long as finding a name takes. */
  @Public()
  @Get(':ticket')
  enter(@Param('ticket') ticket: string): RedirectAnswer {
    const session = this.doors.tickets.sessionOfTicket(ticket, now());
    if (session === null) throw new NotFound('check_in.old_code');
    return redirect(paths.checkInHere(this.doors.tickets.pass(session, now())));
  }

  @Public()
  @Get('here/:pass')
  async show(
    @Param('pass') pass: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const session = await this.doors.behind(pass);
    if (textAsked(given.done) !== '') return page('check-in/done', { titleKey: 'check_in.done' }, LAYOUT);
    const q = textAsked(given.q).slice(0, 100);
    const found = [...q].length < LEAST_LETTERS ? null : await this.claims.find(session, q);
    const model = arrivalPage(await this.words(locale), session, pass, { q, found, typed: {} });
    return page(VIEW, model, LAYOUT);
  }

  @Public()
  @Post('here/:pass')
  async arrive(
    @Param('pass') pass: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const session = await this.doors.behind(pass);
    const form = new Form(body);
    const done = redirect(paths.checkInHere(pass) + query({ done: 1 }));
    if (form.raw('person') !== '') {
      await this.claims.claim(session, addressNumber(form.raw('person')), form.raw('q'), formKeyOf(form));
      return done;
    }
    const words = await this.words(locale);
    const full_name = form.text('full_name');
    const codes = placesOf(words, session, session).map(({ value }) => value);
    const unit = form.choice('unit', codes);
    const kept = await attempt(form, async () => {
      await this.claims.arrive(session, full_name, unit, formKeyOf(form));
      return true;
    });
    if (kept) return done;
    const model = arrivalPage(words, session, pass, { q: '', found: null, typed: form.typed() });
    return formAgain(VIEW, model, form.errors, LAYOUT);
  }

  /** Places are nobody's secret: whoever stands there may say where they come from. */
  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.of({ place_id: null }));
  }
}
