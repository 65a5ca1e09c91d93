import { Body, Controller, Get, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { EditConflict, NotFound } from '../errors.js';
import { MARK_LIMITS } from '../files/file-intake.js';
import type { Locale } from '../i18n/locale.js';
import { Can, TakesFiles } from '../web/access.js';
import {
  type FileAnswer,
  formAgain,
  keptFile,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { UploadsInterceptor, uploadsOf } from '../web/uploads.js';
import { CertificateImages } from './certificate-images.js';
import { DesignDesk, type OnDesk, type OwnerKind } from './design-desk.js';
import { PICTURES, type PictureKind, readDesign } from './design-form.js';
import { designPage, example, typedDesign } from './design.page.js';

const VIEW = 'certificates/design';
const SCRIPT = { script: 'design/preview' };

/** Choosing how certificates look, and who issues and signs them: the same for a plan and for an activity. */
abstract class DesignController {
  protected abstract readonly kind: OwnerKind;

  constructor(
    protected readonly desk: DesignDesk,
    protected readonly images: CertificateImages,
  ) {}

  @Can('certificate.design')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const desk = await this.desk.open(this.kind, code);
    const svg = await example(desk, desk.holds.style, false, this.images.bytes);
    return page(VIEW, designPage(locale, desk, { typed: typedDesign(desk), svg }), SCRIPT);
  }

  /** Saves, or shows the example with what was typed: the second button of the same form. */
  @Can('certificate.design')
  @Post()
  async save(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const desk = await this.desk.open(this.kind, code);
    const form = new Form(body);
    const input = readDesign(form, this.kind === 'plan');
    const { validity_months: _months, serial_pattern: _pattern, ...shown } = input;
    const svg = await example(desk, shown, form.ticked('long'), this.images.bytes);
    const model = designPage(locale, desk, { typed: form.typed(), svg });
    if (form.raw('act') === 'preview') return page(VIEW, model, { errors: form.errors, ...SCRIPT });
    const version = form.integer('version', 0, 2_000_000_000);
    try {
      const saved = await attempt(form, () => this.desk.save(this.kind, code, version, input).then(() => true));
      if (saved) return this.back(code, 'certificate_design.saved');
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      const errors = [...form.errors, { field: '', key: 'errors.certificate.changed_meanwhile' }];
      return page(VIEW, model, { status: 409, errors, ...SCRIPT });
    }
    return formAgain(VIEW, model, form.errors, SCRIPT);
  }

  @Can('certificate.design')
  @Get('pictures/:which')
  async picture(@Param('code') code: string, @Param('which') which: string): Promise<FileAnswer> {
    const { holds } = await this.desk.open(this.kind, code);
    const hash = holds.style[known(which)];
    if (hash === null) throw new NotFound();
    const bytes = await this.images.bytes(hash);
    return keptFile(bytes, 'image/png', `${which}.png`, { etag: hash, bytes: bytes.length, inline: true });
  }

  @Can('certificate.design')
  @Post('pictures/:which')
  @TakesFiles(MARK_LIMITS)
  @UseInterceptors(UploadsInterceptor)
  async bring(
    @Param('code') code: string,
    @Param('which') given: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const which = known(given);
    const desk = await this.desk.open(this.kind, code);
    const form = new Form(request.body);
    const { files, fault } = uploadsOf(request);
    const [file] = files.filter(({ size }) => size > 0);
    if (fault) form.refuse(which, fault.key, fault.params);
    else if (!file) form.refuse(which, 'upload.none');
    const done = await attempt(form, async () => {
      if (!file) return false;
      await this.desk.picture(this.kind, code, which, await this.images.keep(file));
      return true;
    });
    if (done) return this.back(code, 'certificate_design.picture_kept');
    const errors = form.errors.map((error) => ({ ...error, field: error.field || which }));
    return formAgain(VIEW, await this.unchanged(locale, desk), errors, SCRIPT);
  }

  @Can('certificate.design')
  @Post('pictures/:which/removal')
  async remove(@Param('code') code: string, @Param('which') which: string): Promise<RedirectAnswer> {
    return orWarning(paths.certificateDesign(this.kind, code), async () => {
      await this.desk.picture(this.kind, code, known(which), null);
      return this.back(code, 'certificate_design.picture_removed');
    });
  }

  protected back(code: string, key: string): RedirectAnswer {
    return redirect(paths.certificateDesign(this.kind, code), { kind: 'done', key });
  }

  private async unchanged(locale: Locale, desk: OnDesk): Promise<object> {
    const svg = await example(desk, desk.holds.style, false, this.images.bytes);
    return designPage(locale, desk, { typed: typedDesign(desk), svg });
  }
}

function known(which: string): PictureKind {
  const found = PICTURES.find((each) => each === which);
  if (!found) throw new NotFound();
  return found;
}

@Controller('plans/:code/certificates/design')
export class PlanDesignController extends DesignController {
  protected readonly kind = 'plan';

  constructor(desk: DesignDesk, images: CertificateImages) {
    super(desk, images);
  }
}

@Controller('activities/:code/certificates/design')
export class ActivityDesignController extends DesignController {
  protected readonly kind = 'activity';

  constructor(desk: DesignDesk, images: CertificateImages) {
    super(desk, images);
  }

  /** The activity uses the design of its plan again. */
  @Can('certificate.design')
  @Post('removal')
  async useThePlans(@Param('code') code: string): Promise<RedirectAnswer> {
    await this.desk.useThePlans(code);
    return this.back(code, 'certificate_design.plans_again');
  }
}
