import { Controller, Get, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { FileIntake, MATERIAL_LIMITS } from '../files/file-intake.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can, TakesFiles } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
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
import { ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { AttachedFiles } from './attached-files.js';
import { materialsPage } from './materials.page.js';
import { onFile, sound } from './uploaded.js';

const VIEW = 'activities/materials';

/** What is handed out, shown or read at an activity: there for whoever the activity is there for. */
@Controller('activities/:code/materials')
export class MaterialsController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly files: AttachedFiles,
    private readonly intake: FileIntake,
    private readonly scopes: Scopes,
  ) {}

  @Can('activity.read')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(code, locale));
  }

  @Can('activity.write')
  @Post()
  @TakesFiles(MATERIAL_LIMITS)
  @UseInterceptors(UploadsInterceptor)
  async add(
    @Param('code') code: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { place_id } = await this.records.activity(code);
    (await this.scopes.mine()).require(place_id);
    const form = new Form(request.body);
    const uploads = sound(form, uploadsOf(request));
    const count = await attempt(form, async () => this.files.addMaterials(code, await this.intake.materials(uploads)));
    if (count === undefined) return formAgain(VIEW, await this.model(code, locale), onFile(form));
    const key = count === 0 ? 'activities.materials.there_already' : 'activities.materials.added';
    return redirect(`${paths.activity(code)}#materials`, { kind: 'done', key, params: { count } });
  }

  /** Always to be saved and never shown: what is in it was written by others. */
  @Can('activity.read')
  @Get(':material')
  async material(@Param('code') code: string, @Param('material') material: string): Promise<FileAnswer> {
    const activity = await this.records.activity(code);
    const { sha256, media_type, name } = await this.files.material(activity, addressNumber(material));
    const bytes = await this.intake.store.size(sha256);
    return keptFile(this.intake.store.read(sha256), media_type, name, { etag: sha256, bytes, inline: false });
  }

  @Can('activity.write')
  @Post(':material/removal')
  async remove(@Param('code') code: string, @Param('material') material: string): Promise<RedirectAnswer> {
    const back = `${paths.activity(code)}#materials`;
    return orWarning(back, async () => {
      await this.files.removeMaterial(code, addressNumber(material));
      return redirect(back, { kind: 'done', key: 'activities.materials.removed' });
    });
  }

  private async model(code: string, locale: Locale): Promise<object> {
    const words = new ActivityWords(locale, await this.scopes.mine());
    const activity = await this.records.activity(code);
    return materialsPage(words, activity, await this.files.materialsOf(activity));
  }
}
