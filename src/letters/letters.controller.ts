import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Batches } from '../mail/batches.js';
import { Outbox } from '../mail/outbox.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ChangeRounds } from './change-rounds.js';
import { CERTIFICATE_AS, LetterChoices, readDays } from './letter-choices.js';
import { LetterDoor } from './letter-door.js';
import { PAPER_KINDS, type PaperKind } from './letter-kinds.js';
import type { Round } from './letter-rounds.js';
import { lettersPage } from './letters.page.js';

const VIEW = 'letters/index';

/** The letters of an activity: what there is of each kind, what was sent, and what goes by itself. */
@Controller('activities/:code/letters')
export class LettersController {
  constructor(
    private readonly door: LetterDoor,
    private readonly rounds: ChangeRounds,
    private readonly choices: LetterChoices,
    private readonly batches: Batches,
    private readonly outbox: Outbox,
  ) {}

  @Can('letter.send')
  @Get()
  async index(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(code, locale, {}));
  }

  @Can('letter.send')
  @Post('choices')
  async choose(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const days = readDays(form.raw('reminder_days'));
    if (days === null) form.refuse('reminder_days', 'letters.reminder_days');
    const chosen = {
      reminder_days: days ?? [],
      tells_changes: form.ticked('tells_changes') ? 1 : 0,
      certificate_as:
        form.raw('certificate_as') === '' ? ('link' as const) : form.choice('certificate_as', CERTIFICATE_AS),
    };
    const version = form.integer('version', 0, 1_000_000);
    const done = await attempt(form, () => this.choices.choose(code, version, chosen).then(() => true));
    if (!done) return formAgain(VIEW, await this.model(code, locale, form.typed()), form.errors);
    return redirect(paths.activityLetters(code), { kind: 'done', key: 'letters.chosen' });
  }

  private async model(code: string, locale: Locale, typed: Record<string, unknown>): Promise<object> {
    const { id } = await this.door.own(code);
    const rounds = new Map<PaperKind, Round>();
    for (const kind of PAPER_KINDS) rounds.set(kind, await this.rounds.ofKind(id, kind));
    const told = (rounds.get('invitation') as Round).told;
    const batches = await this.batches.about({ type: 'activity', id });
    const counts = await this.batches.counts(batches.map((batch) => batch.id));
    const words = await this.door.words(locale);
    const shown = { leaves: this.outbox.leaves, typed, batches, counts };
    return lettersPage(words, told, rounds, await this.choices.of(id), shown);
  }
}
