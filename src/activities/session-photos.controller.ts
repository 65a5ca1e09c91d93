import { Body, Controller, Get, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { NotFound } from '../errors.js';
import { FileIntake, PHOTO_LIMITS } from '../files/file-intake.js';
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
import type { Session } from './activities.entities.js';
import { type ActivityRecord, ActivityRecords, sessionOf } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { AttachedFiles } from './attached-files.js';
import { maySeePhotos, sessionPhotosPage } from './session-photos.page.js';
import { onFile, sound } from './uploaded.js';

const VIEW = 'activities/session-photos';

interface Address {
  code: string;
  number: string;
}

interface Opened {
  words: ActivityWords;
  record: ActivityRecord;
  session: Session;
}

/** Photos of a session: the hall with those without a name, or the sheet on which people signed. */
@Controller('activities/:code/sessions/:number/photos')
export class SessionPhotosController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly files: AttachedFiles,
    private readonly intake: FileIntake,
    private readonly scopes: Scopes,
  ) {}

  @Can('roster.read')
  @Get()
  async show(@Param() address: Address, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { words, record, session } = await this.open(address, locale);
    return page(VIEW, sessionPhotosPage(words, record, session, await this.files.photosOf(session)));
  }

  @Can('attendance.record')
  @Post()
  @TakesFiles(PHOTO_LIMITS)
  @UseInterceptors(UploadsInterceptor)
  async add(
    @Param() address: Address,
    @Body() body: unknown,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { words, record, session } = await this.open(address, locale);
    const form = new Form(body);
    const note = form.optionalText('note', 2000);
    const uploads = sound(form, uploadsOf(request));
    const count = await attempt(form, async () =>
      this.files.addPhotos(address.code, session.number, await this.intake.photos(uploads), note),
    );
    if (count === undefined) {
      const photos = await this.files.photosOf(session);
      return formAgain(VIEW, sessionPhotosPage(words, record, session, photos, form.typed()), onFile(form));
    }
    const key = count === 0 ? 'activities.photos.there_already' : 'activities.photos.added';
    return redirect(`${paths.activitySession(address.code, session.number)}#photos`, {
      kind: 'done',
      key,
      params: { count },
    });
  }

  @Can('roster.read')
  @Get(':photo')
  async photo(@Param() address: Address & { photo: string }, @ReaderLocale() locale: Locale): Promise<FileAnswer> {
    return this.picture(address, locale, 'sha256');
  }

  @Can('roster.read')
  @Get(':photo/preview')
  async preview(@Param() address: Address & { photo: string }, @ReaderLocale() locale: Locale): Promise<FileAnswer> {
    return this.picture(address, locale, 'preview_sha256');
  }

  @Can('attendance.record')
  @Post(':photo/removal')
  async remove(@Param() { code, number, photo }: Address & { photo: string }): Promise<RedirectAnswer> {
    const back = `${paths.activitySession(code, addressNumber(number))}#photos`;
    return orWarning(back, async () => {
      await this.files.removePhoto(code, addressNumber(number), addressNumber(photo));
      return redirect(back, { kind: 'done', key: 'activities.photos.removed' });
    });
  }

  private async picture(
    { photo, ...address }: Address & { photo: string },
    locale: Locale,
    which: 'sha256' | 'preview_sha256',
  ): Promise<FileAnswer> {
    const { session } = await this.open(address, locale);
    const row = await this.files.photo(session, addressNumber(photo));
    const hash = row[which] ?? row.sha256;
    const bytes = await this.intake.store.size(hash);
    const name = `${address.code}-${address.number}-${row.id}.jpg`;
    return keptFile(this.intake.store.read(hash), row.media_type, name, { etag: hash, bytes, inline: true });
  }

  /** Of a session elsewhere nobody sees photos, also who has people of their own on its roster. */
  private async open({ code, number }: Address, locale: Locale): Promise<Opened> {
    const words = new ActivityWords(locale, await this.scopes.mine());
    const record = await this.records.whole(code, false);
    if (!maySeePhotos(words, record.activity.place_id)) throw new NotFound();
    return { words, record, session: sessionOf(record, number) };
  }
}
