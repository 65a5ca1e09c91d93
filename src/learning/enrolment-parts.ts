import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { actorMay } from '../web/actor.js';
import { type PagePart, PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { EnrolmentRecords } from './enrolment-records.js';

/** The way from a course to who learns it, for whoever may see that. */
@Injectable()
export class EnrolmentParts implements OnModuleInit {
  constructor(
    private readonly parts: PageParts,
    private readonly records: EnrolmentRecords,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.parts.add('activity', ({ id, code }, locale) => this.partOf(id, code, locale));
    this.parts.add('course', ({ activity_id, code }, locale) => this.partOf(activity_id, code, locale));
  }

  private async partOf(id: number, code: string, locale: Locale): Promise<PagePart | null> {
    if (!actorMay('enrolment.read') || !(await this.isOwnCourse(code))) return null;
    const count = await this.database.row<{ n: number; waiting: number }>(
      `SELECT (SELECT COUNT(*) FROM enrolments WHERE activity_id = ? AND withdrawn_at IS NULL) AS n,
         (SELECT COUNT(*) FROM enrolment_requests WHERE activity_id = ? AND state = 'waiting') AS waiting`,
      [id, id],
    );
    const params = { count: Number(count?.n ?? 0), waiting: Number(count?.waiting ?? 0) };
    const title = translate(locale, 'enrolments.title');
    const lines = [translate(locale, 'enrolments.part', params)];
    return { id: 'enrolments', title, lines, links: [{ text: title, href: paths.enrolments(code) }] };
  }

  private async isOwnCourse(code: string): Promise<boolean> {
    try {
      await this.records.course(code);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
