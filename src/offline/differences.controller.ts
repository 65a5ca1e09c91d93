import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type Decision, Differences } from './differences.js';
import { differencesPage } from './differences.page.js';

/** Where two devices noted different things: a list, to be decided one by one. */
@Controller('differences')
export class DifferencesController {
  constructor(
    private readonly differences: Differences,
    private readonly scopes: Scopes,
  ) {}

  @Can('attendance.record')
  @Get()
  async list(@Query('page') given: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const words = new ActivityWords(locale, await this.scopes.mine());
    const wanted = pageAsked(given);
    const { differences, total } = await this.differences.page(wanted);
    return page('offline/differences', differencesPage(words, differences, { page: wanted, total }));
  }

  @Can('attendance.record')
  @Post(':id/decision')
  async decide(@Param('id') id: string, @Body() body: unknown): Promise<RedirectAnswer> {
    const decision = decisionOf(new Form(body).raw('decision'));
    return orWarning(paths.differences(), async () => {
      await this.differences.decide(addressNumber(id), decision);
      return redirect(paths.differences(), { kind: 'done', key: 'offline.decided' });
    });
  }
}

/** What a button says; nothing said keeps what stands there. */
function decisionOf(said: string): Decision {
  if (said === 'sent') return 'sent';
  return /^[1-9]\d{0,8}$/.test(said) ? { person: Number(said) } : 'noted';
}
