import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Outbox } from '../mail/outbox.js';
import { PersonNames } from '../people/person-names.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityLetters } from './activity-letters.js';
import { CERTIFICATE_AS, LetterChoices, readDays } from './letter-choices.js';
import { LetterDesk } from './letter-desk.js';
import { PRESSED_KINDS, type PressedKind } from './letter-kinds.js';
import { LetterRounds, type Round } from './letter-rounds.js';
import { letterPage, lettersPage } from './letters.page.js';

const VIEW = 'letters/index';

/** The letters of an activity: first who gets what, then one press. */
@Controller('activities/:code/letters')
export class LettersController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly rounds: LetterRounds,
    private readonly letters: ActivityLetters,
    private readonly choices: LetterChoices,
    private readonly desk: LetterDesk,
    private readonly names: PersonNames,
    private readonly outbox: Outbox,
    private readonly scopes: Scopes,
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

  /** Who gets it, how, and what one of them would read. */
  @Can('letter.send')
  @Get(':kind')
  async show(
    @Param('code') code: string,
    @Param('kind') given: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const kind = kindOf(given);
    const { id } = await this.own(code);
    const round = await this.rounds.of(id, kind);
    const names = await this.names.of(round.people.map(({ person }) => person));
    const list = { way: wayOf(asked.way), page: pageAsked(asked.page) };
    const shown = await this.shown(kind, round, textAsked(asked.person));
    return page('letters/show', letterPage(await this.words(locale), round, kind, names, list, shown));
  }

  @Can('letter.send')
  @HttpCode(303)
  @Post(':kind')
  async send(@Param('code') code: string, @Param('kind') given: string): Promise<RedirectAnswer> {
    const kind = kindOf(given);
    const back = paths.activityLetter(code, kind);
    return orWarning(back, async () => {
      const { written: count, batch } = await this.desk.send(code, kind);
      if (batch === null) return redirect(back, { kind: 'done', key: 'letters.sent_none' });
      const key = this.outbox.leaves ? 'letters.sent' : 'letters.kept';
      return redirect(paths.outboxBatch(batch), { kind: 'done', key, params: { count } });
    });
  }

  private async shown(kind: PressedKind, { told, people }: Round, asked: string) {
    const person =
      people.find(({ person: { id } }) => String(id) === asked) ??
      people.find(({ way }) => way === 'to_mail') ??
      people[0];
    if (!person) return null;
    const own = { mailed: person.way !== 'paper', serial: person.certificate?.serial, attached: person.attached };
    return { person, letter: await this.letters.preview(kind, told, person.person, own) };
  }

  private async model(code: string, locale: Locale, typed: Record<string, unknown>): Promise<object> {
    const { id } = await this.own(code);
    const rounds = new Map<PressedKind, Round>();
    for (const kind of PRESSED_KINDS) rounds.set(kind, await this.rounds.of(id, kind));
    const told = (rounds.get('invitation') as Round).told;
    const words = await this.words(locale);
    return lettersPage(words, told, rounds, await this.choices.of(id), { leaves: this.outbox.leaves, typed });
  }

  /** An activity inside the territory: nobody writes to the people of another's. */
  private async own(code: string): Promise<{ id: number }> {
    const activity = await this.records.activity(code);
    (await this.scopes.mine()).require(activity.place_id);
    return activity;
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}

function kindOf(given: string): PressedKind {
  const kind = PRESSED_KINDS.find((each) => each === given);
  if (!kind) throw new NotFound();
  return kind;
}

function wayOf(given: unknown): string {
  return ['to_mail', 'mailed', 'paper'].find((way) => way === given) ?? '';
}
