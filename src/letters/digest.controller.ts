import { Body, Controller, Get, Post } from '@nestjs/common';
import { accountCrumbs } from '../accounts/account.page.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actor } from '../web/actor.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { DigestChoices } from './digest-choices.js';

const VIEW = 'letters/digest';
const WANTED = ['yes', 'no'] as const;

/** Whether an organizer wants the weekly letter of what falls due. */
@Controller('letters/digest')
export class DigestController {
  constructor(private readonly choices: DigestChoices) {}

  @Can('letter.digest')
  @Get()
  async show(@ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(locale));
  }

  @Can('letter.digest')
  @Post()
  async choose(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const wanted = form.choice('wanted', WANTED);
    if (form.errors.length > 0) return formAgain(VIEW, await this.model(locale), form.errors);
    await this.choices.choose(ownId(), wanted === 'yes');
    return redirect(paths.letterDigest(), { kind: 'done', key: 'digest.saved' });
  }

  private async model(locale: Locale): Promise<object> {
    return {
      titleKey: 'digest.title',
      narrow: true,
      crumbs: accountCrumbs(locale, 'digest.title'),
      address: actor()?.email,
      value: (await this.choices.isWanted(ownId())) ? 'yes' : 'no',
    };
  }
}

function ownId(): number {
  return actor()?.user_id ?? 0;
}
