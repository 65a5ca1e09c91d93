import { Injectable } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Database } from '../database/database.js';
import type { PagePart } from '../web/page-parts.js';
import { paths } from '../web/paths.js';

/** What the page of an activity says of the course that it is. */
@Injectable()
export class ActivityPart {
  constructor(private readonly database: Database) {}

  /** @returns null where the activity is no course */
  async of({ id, code }: { id: number; code: string }, locale: Locale): Promise<PagePart | null> {
    const row = await this.database.row<{ number: number | null }>(
      `SELECT (SELECT MAX(v.number) FROM course_versions v WHERE v.activity_id = a.id AND v.state = 'published') AS number
       FROM activities a WHERE a.id = ? AND a.kind = 'course'`,
      [id],
    );
    if (!row) return null;
    const { number } = row;
    const line =
      number === null
        ? translate(locale, 'courses.part_unpublished')
        : translate(locale, 'courses.part_published', { number });
    return {
      ...{ id: 'course', title: translate(locale, 'courses.title'), lines: [line] },
      links: [{ text: translate(locale, 'courses.part_open'), href: paths.course(code) }],
    };
  }
}
