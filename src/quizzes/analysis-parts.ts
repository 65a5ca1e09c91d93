import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { type PagePart, PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { AttemptWords } from './answer-lines.js';
import { ItemResults } from './item-results.js';
import { partWords } from './marking.page.js';

/** Leads from the page of an activity or course to what the attempts at its quizzes say. */
@Injectable()
export class AnalysisParts implements OnModuleInit {
  constructor(
    private readonly parts: PageParts,
    private readonly records: ActivityRecords,
    private readonly scopes: Scopes,
    private readonly results: ItemResults,
  ) {}

  onModuleInit(): void {
    this.parts.add('activity', ({ id, code }, locale) => this.part(id, code, locale));
    this.parts.add('course', ({ activity_id, code }, locale) => this.part(activity_id, code, locale));
  }

  private async part(id: number, code: string, locale: Locale): Promise<PagePart | null> {
    if (!actorMay('question.read')) return null;
    const { place_id } = await this.records.activity(code);
    if (!(await this.scopes.mine()).covers(place_id)) return null;
    const answered = await this.results.parts(id);
    if (answered.length === 0) return null;
    const words = new AttemptWords(locale, () => null);
    return {
      ...{ id: 'analysis', title: translate(locale, 'quizzes.analysis.title') },
      lines: [translate(locale, 'quizzes.analysis.lede')],
      links: answered.map(({ part, title }) => ({
        text: [title, partWords(words, part)].filter(Boolean).join(': '),
        href: paths.partAnalysis(code, part),
      })),
    };
  }
}
