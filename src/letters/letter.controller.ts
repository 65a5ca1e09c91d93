import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Outbox } from '../mail/outbox.js';
import { PeopleList } from '../people/people.list.js';
import { PersonNames } from '../people/person-names.js';
import { Can } from '../web/access.js';
import { file, type FileAnswer, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { asReader } from '../web/as-reader.js';
import { orWarning } from '../web/form-answers.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityLetters } from './activity-letters.js';
import { ChangeRounds } from './change-rounds.js';
import { LetterDesk } from './letter-desk.js';
import { LetterDoor } from './letter-door.js';
import { type PaperKind, paperKindsOf, PRESSED_KINDS } from './letter-kinds.js';
import { isAttached } from './letter-messages.js';
import type { Round } from './letter-rounds.js';
import { isShown, letterPage, WAYS } from './letter.page.js';
import { PrintPack } from './print-pack.js';

/** One kind of letter of an activity: who gets it how, one press to send it, and paper for the others. */
@Controller('activities/:code/letters/:kind')
export class LetterController {
  constructor(
    private readonly door: LetterDoor,
    private readonly rounds: ChangeRounds,
    private readonly letters: ActivityLetters,
    private readonly desk: LetterDesk,
    private readonly pack: PrintPack,
    private readonly names: PersonNames,
    private readonly people: PeopleList,
    private readonly outbox: Outbox,
  ) {}

  /** Who gets it, how, and what one of them would read. */
  @Can('letter.send')
  @Get()
  async show(
    @Param('code') code: string,
    @Param('kind') given: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { id, kind: of } = await this.door.own(code);
    const kind = kindOf(paperKindsOf(of), given);
    const round = await this.rounds.ofKind(id, kind);
    const people = {
      names: await this.names.of(round.people.map(({ person }) => person)),
      readable: new Set((await this.people.several(round.people.map(({ person }) => person.id))).keys()),
      keptBack: (await this.pack.onPaper(round.people)).keptBack.size,
      shown: await this.shown(kind, round, textAsked(asked.person)),
    };
    const list = { way: wayOf(asked.way), page: pageAsked(asked.page) };
    return page('letters/show', letterPage(await this.door.words(locale), round, kind, list, people));
  }

  @Can('letter.send')
  @HttpCode(303)
  @Post()
  async send(@Param('code') code: string, @Param('kind') given: string): Promise<RedirectAnswer> {
    const kind = kindOf(PRESSED_KINDS, given);
    kindOf(paperKindsOf((await this.door.own(code)).kind), given);
    const back = paths.activityLetter(code, kind);
    return orWarning(back, async () => {
      const { written: count, batch } = await this.desk.send(code, kind);
      if (batch === null) return redirect(back, { kind: 'done', key: 'letters.sent_none' });
      const key = this.outbox.leaves ? 'letters.sent' : 'letters.kept';
      return redirect(paths.outboxBatch(batch), { kind: 'done', key, params: { count } });
    });
  }

  /** Letters or slips of those whom no mail reaches. */
  @Can('letter.send')
  @Get('print.pdf')
  async print(
    @Param('code') code: string,
    @Param('kind') given: string,
    @Query('form') asked: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer | RedirectAnswer> {
    const kind = kindOf(paperKindsOf((await this.door.own(code)).kind), given);
    return orWarning(paths.activityLetter(code, kind), async () => {
      const content = await this.pack.pdf(code, kind, textAsked(asked) === 'slips' ? 'slips' : 'letters', locale);
      return file(asReader(content), 'application/pdf', `${code}-${kind}.pdf`);
    });
  }

  private async shown(kind: PaperKind, { told, people }: Round, asked: string) {
    const some = people.filter((each) => isShown(kind, each));
    const person =
      some.find(({ person: { id } }) => String(id) === asked) ?? some.find(({ way }) => way === 'to_mail') ?? some[0];
    if (!person) return null;
    const own = { mailed: person.way !== 'paper', serial: person.certificate?.serial, attached: isAttached(person) };
    return { person, letter: await this.letters.preview(kind, told, person.person, own) };
  }
}

function kindOf<Kind extends PaperKind>(kinds: readonly Kind[], given: string): Kind {
  const kind = kinds.find((each) => each === given);
  if (!kind) throw new NotFound();
  return kind;
}

function wayOf(given: unknown): string {
  return WAYS.find((way) => way === given) ?? '';
}
