import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { actorMay } from '../web/actor.js';
import { type PagePart, PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { AttemptsDesk } from './attempts-desk.js';

/** What waits to be marked, on the pages of those who mark: an activity's, and a trainer's own sessions. */
@Injectable()
export class MarkingParts implements OnModuleInit {
  constructor(
    private readonly parts: PageParts,
    private readonly desk: AttemptsDesk,
  ) {}

  onModuleInit(): void {
    this.parts.add('activity', async ({ id }, locale) => {
      if (!actorMay('quiz.mark')) return null;
      const next = await this.desk.next(id);
      return next === null ? null : this.part(locale, await this.desk.countWaiting(id), paths.quizMarks(next));
    });
    this.parts.add('my_sessions', async (_, locale) => {
      if (!actorMay('quiz.mark')) return null;
      return this.part(locale, await this.desk.countWaiting(null), paths.quizMarking());
    });
  }

  private part(locale: Locale, count: number, href: string): PagePart | null {
    if (count === 0) return null;
    const title = translate(locale, 'attempts.marking');
    const lines = [translate(locale, 'attempts.marking_lede', { count })];
    return { id: 'marking', title, lines, waiting: true, links: [{ text: title, href }] };
  }
}
