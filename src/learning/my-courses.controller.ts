import { Controller, Get, Param, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { CertificateFiles, fileNameOf } from '../certificates/certificate-files.js';
import { CertificateRegister } from '../certificates/certificate-register.js';
import { certificatePdf } from '../certificates/certificate.pdf.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Public } from '../web/access.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { LearnerCourses } from './learner-courses.js';
import { LearnerDoor } from './learner-door.js';
import { LearnerNeededFilter } from './learner-needed.filter.js';
import { myCoursesPage } from './my-courses.page.js';

/** What somebody learns, and the certificates they got for it. */
@UseFilters(LearnerNeededFilter)
@Controller('learning')
export class MyCoursesController {
  constructor(
    private readonly door: LearnerDoor,
    private readonly courses: LearnerCourses,
    private readonly register: CertificateRegister,
    private readonly files: CertificateFiles,
  ) {}

  @Public()
  @Get()
  async index(@Req() request: Request, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const learner = await this.door.enter(request);
    const courses = await this.courses.of(learner.records);
    const certificates = await this.register.ofPerson(learner.person.id);
    const model = myCoursesPage(locale, learner, courses, certificates);
    return page('learning/index', model, { layout: 'layout-plain' });
  }

  /** Only one's own, and of a child only where the name was agreed to. */
  @Public()
  @Get('certificates/:code.pdf')
  async certificate(@Param('code') code: string, @Req() request: Request): Promise<FileAnswer> {
    const learner = await this.door.enter(request);
    const certificates = await this.register.ofPerson(learner.person.id);
    const own = certificates.find((each) => each.code === code && each.ending === null);
    if (!own || learner.name.isHidden) throw new NotFound();
    const content = await certificatePdf(own.printed, this.files.pictures);
    return file(content, 'application/pdf', fileNameOf(own, 'pdf'));
  }
}
