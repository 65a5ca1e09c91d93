import { Controller, Get, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { MARK_LIMITS } from '../files/file-intake.js';
import type { Locale } from '../i18n/locale.js';
import { Can, saidLimits, TakesFiles } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { type FileAnswer, formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { UploadsInterceptor, uploadsOf } from '../web/uploads.js';
import { BankDoor, type BankPlan } from './bank-door.js';
import { BankWords } from './bank-words.js';
import { QuestionPictures } from './question-pictures.js';

const VIEW = 'quizzes/pictures';

/** The pictures of a plan's questions. */
@Controller('quizzes/:code')
export class PicturesController {
  constructor(
    private readonly door: BankDoor,
    private readonly pictures: QuestionPictures,
  ) {}

  @Can('question.read')
  @Get('pictures')
  async list(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(await this.door.open(code), locale));
  }

  @Can('question.write')
  @Post('pictures')
  @TakesFiles(MARK_LIMITS)
  @UseInterceptors(UploadsInterceptor)
  async add(
    @Param('code') code: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const plan = await this.door.open(code);
    const form = new Form(request.body);
    const { files, fault } = uploadsOf(request);
    const [sent] = files.filter(({ size }) => size > 0);
    if (fault) form.refuse('file', fault.key, fault.params);
    else if (!sent) form.refuse('file', 'upload.none');
    const name = await attempt(form, () => (sent ? this.pictures.add(code, sent) : Promise.resolve('')));
    if (name !== undefined) {
      return redirect(paths.questionPictures(code), { kind: 'done', key: 'quizzes.picture_kept', params: { name } });
    }
    const errors = form.errors.map((error) => ({ ...error, field: error.field || 'file' }));
    return formAgain(VIEW, await this.model(plan, locale), errors);
  }

  @Can('question.write')
  @Post('pictures/:id/removal')
  async remove(@Param('code') code: string, @Param('id') id: string): Promise<RedirectAnswer> {
    const back = paths.questionPictures(code);
    return orWarning(back, async () => {
      await this.pictures.remove(code, addressNumber(id));
      return redirect(back, { kind: 'done', key: 'quizzes.picture_removed' });
    });
  }

  @Can('question.read')
  @Get('media/:name')
  async picture(@Param('code') code: string, @Param('name') name: string): Promise<FileAnswer> {
    const plan = await this.door.open(code);
    return this.pictures.shown(plan.id, name);
  }

  private async model(plan: BankPlan, locale: Locale): Promise<object> {
    const words = new BankWords(locale);
    const mayWrite = actorMay('question.write');
    return {
      title: words.say('pictures'),
      crumbs: words.crumbs(plan),
      action: mayWrite ? paths.questionPictures(plan.code) : null,
      limits: saidLimits(MARK_LIMITS),
      pictures: (await this.pictures.ofPlan(plan.id)).map(({ id, name }) => ({
        ...{ name, src: paths.questionMedia(plan.code, name), markdown: `![…](media/${name})` },
        removal: mayWrite ? paths.questionPictureRemoval(plan.code, id) : null,
      })),
    };
  }
}
