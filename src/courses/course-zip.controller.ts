import { Controller, Get, Param } from '@nestjs/common';
import { DomainError } from '../errors.js';
import { BankDoor } from '../quizzes/bank-door.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { asReader } from '../web/as-reader.js';
import { file, type FileAnswer, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { paths } from '../web/paths.js';
import { CourseExport } from './course-export.js';
import { CourseRecords } from './course-records.js';
import { courseZip } from './course-zip.js';

/** What one ZIP holds, in GB. */
const LARGEST_ZIP = 4;

/** A version of a course as a ZIP (docs/course-files.md): with the questions and their right answers, so for who may see the bank. */
@Controller('courses/:code/versions')
export class CourseZipController {
  constructor(
    private readonly records: CourseRecords,
    private readonly bank: BankDoor,
    private readonly courses: CourseExport,
  ) {}

  @Can('question.read')
  @Get(':number.zip')
  async zip(@Param('code') code: string, @Param('number') asked: string): Promise<FileAnswer | RedirectAnswer> {
    const number = addressNumber(asked);
    const { activity } = await this.records.open(code);
    await this.bank.open(activity.plan_code);
    return orWarning(paths.courseVersion(code, number), async () => {
      const { texts, media, bytes, day } = await this.courses.of(code, number);
      if (bytes > LARGEST_ZIP * 1_000_000_000) throw new DomainError('courses.export_large', { most: LARGEST_ZIP });
      return file(asReader(courseZip(texts, media, day)), 'application/zip', `${code}-${number}.zip`);
    });
  }
}
