import { Injectable } from '@nestjs/common';
import { DomainError } from '../errors.js';
import { contentOf } from '../files/content.js';
import { shownName } from '../files/file-intake.js';
import type { UploadedFile } from '../web/upload.js';
import { CourseImport, type CourseOutlook, type ImportedCourse, type ImportTarget } from './course-import.js';
import type { CourseSource } from './course-source.js';
import { WaitingCourses } from './waiting-courses.js';

/** Courses that somebody brings in by page: looked at first, and taken by a second press. */
@Injectable()
export class CourseImportDesk {
  constructor(
    private readonly waiting: WaitingCourses,
    private readonly imports: CourseImport,
  ) {}

  /**
   * Looks at a ZIP, which then waits for the second press unless something is wrong with it.
   * @param target as it becomes with the token @throws DomainError as CourseImport, and for what is no sound ZIP
   */
  async receive(
    upload: UploadedFile,
    target: (token: string) => ImportTarget,
  ): Promise<{ token: string; outlook: CourseOutlook }> {
    const name = shownName(upload.originalname);
    if ((await contentOf(upload.path)) !== 'zip') throw new DomainError('courses.import_no_zip', { name });
    const token = await this.waiting.take(upload);
    try {
      const outlook = await this.look(token, target(token));
      if (outlook.change === null) await this.waiting.forget(token);
      return { token, outlook };
    } catch (error) {
      await this.waiting.forget(token);
      // What is broken as a whole has no name inside of it.
      throw isBroken(error) ? new DomainError(error.key, { name }) : error;
    }
  }

  /** What a ZIP that waits would do. @throws NotFound where it does not wait; DomainError as CourseImport */
  look(token: string, target: ImportTarget): Promise<CourseOutlook> {
    return this.with(token, (source) => this.imports.look(source, target));
  }

  /** Takes it. @throws NotFound where it does not wait; DomainError as CourseImport, and then it goes on waiting */
  async take(token: string, target: ImportTarget): Promise<ImportedCourse> {
    const taken = await this.with(token, (source) => this.imports.take(source, target));
    await this.waiting.forget(token);
    return taken;
  }

  private async with<T>(token: string, work: (source: CourseSource) => Promise<T>): Promise<T> {
    const source = await this.waiting.open(token);
    try {
      return await work(source);
    } finally {
      source.close();
    }
  }
}

function isBroken(error: unknown): error is DomainError {
  return error instanceof DomainError && error.key === 'files.zip.broken' && error.params.name === '';
}
