import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { type PagePart, PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { KnowledgeTests } from './knowledge-tests.js';
import { Surveys } from './surveys.js';

/** What the page of an activity tells of its test and survey. */
@Injectable()
export class KnowledgeParts implements OnModuleInit {
  constructor(
    private readonly parts: PageParts,
    private readonly records: ActivityRecords,
    private readonly tests: KnowledgeTests,
    private readonly surveys: Surveys,
    private readonly scopes: Scopes,
  ) {}

  onModuleInit(): void {
    this.parts.add('activity', ({ id, code }, locale) => this.ofActivity(id, code, locale));
  }

  private async ofActivity(id: number, code: string, locale: Locale): Promise<PagePart | null> {
    if (!actorMay('knowledge.read')) return null;
    const { place_id } = await this.records.activity(code);
    if (!(await this.scopes.mine()).covers(place_id)) return null;
    const say = (key: string, params = {}): string => translate(locale, `knowledge.${key}`, params);
    const test = await this.tests.of(id);
    const survey = await this.surveys.state(id);
    const counts = await this.tests.counts(id);
    const taken = { before: counts.before.handed_in, after: counts.after.handed_in };
    const links = [{ text: say('open_page'), href: paths.activityKnowledge(code) }];
    if (test && taken.before + taken.after > 0) {
      links.push({ text: say('report.title'), href: paths.knowledgeReport(code) });
    }
    return {
      ...{ id: 'knowledge', title: say('title'), links },
      lines: [
        test ? say('part.taken', taken) : say('test.none'),
        ...(survey.isSet ? [say('survey.people', { count: survey.people })] : []),
      ],
    };
  }
}
