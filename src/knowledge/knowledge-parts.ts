import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { type PagePart, PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { KnowledgeCodes } from './knowledge-codes.js';
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
    private readonly codes: KnowledgeCodes,
    private readonly scopes: Scopes,
  ) {}

  onModuleInit(): void {
    this.parts.add('mine', ({ records }, locale) => this.ofParticipant(records, locale));
    this.parts.add('learner_course', ({ activity_id, code }, locale) => this.ofLearner(activity_id, code, locale));
    this.parts.add('activity', ({ id, code }, locale) => this.ofActivity(id, code, locale));
  }

  /** What a participant can answer now: tests and surveys that are open. */
  private async ofParticipant(records: readonly number[], locale: Locale): Promise<PagePart | null> {
    const codes = new Map((await this.codes.ofPerson(records)).map(({ activity_id, code }) => [activity_id, code]));
    const open = await this.tests.answerable([...codes.keys()]);
    if (open.length === 0) return null;
    const say = (key: string): string => translate(locale, `knowledge.${key}`);
    return {
      ...{ id: 'knowledge', title: say('own_title'), lines: [say('own_hint')] },
      links: open.map(({ id, title }) => ({ text: title, href: paths.personalTest(codes.get(id) ?? '') })),
    };
  }

  /** The test and the survey of a course, while they are open, for whoever learns it. */
  private async ofLearner(activityId: number, code: string, locale: Locale): Promise<PagePart | null> {
    if ((await this.tests.answerable([activityId])).length === 0) return null;
    const say = (key: string): string => translate(locale, `knowledge.${key}`);
    return {
      ...{ id: 'knowledge', title: say('own_title'), lines: [say('own_hint')], waiting: true },
      buttons: [{ text: say('own_open'), action: paths.learningTest(code) }],
    };
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
