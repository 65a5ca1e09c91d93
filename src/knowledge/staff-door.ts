import { Injectable } from '@nestjs/common';
import { type ActivityRecord, ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import type { Crumb } from '../activities/crumbs.js';
import { activityCrumbs } from '../activities/crumbs.js';
import type { ErrorParams } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';

/** An activity of the territory as the pages of what people know see it. */
export interface OpenedActivity {
  record: ActivityRecord;
  words: ActivityWords;
}

/** The way to what people know of an activity, for the staff. */
@Injectable()
export class StaffDoor {
  constructor(
    private readonly records: ActivityRecords,
    private readonly scopes: Scopes,
  ) {}

  /** An activity inside the territory: of another's nobody sees what was learnt. @throws NotFound */
  async own(code: string, locale: Locale): Promise<OpenedActivity> {
    const record = await this.records.own(code, actorMay('roster.read'));
    return { record, words: new ActivityWords(locale, await this.scopes.mine()) };
  }
}

/** The sentence of a key under `knowledge.`. */
export function say(words: ActivityWords, key: string, params: ErrorParams = {}): string {
  return words.t(`knowledge.${key}`, params);
}

/** The way to what belongs to the test or survey of an activity. */
export function knowledgeCrumbs(words: ActivityWords, { activity }: ActivityRecord, last: string): Crumb[] {
  return [
    ...activityCrumbs(words, activity),
    { text: say(words, 'title'), href: paths.activityKnowledge(activity.code) },
    { text: last },
  ];
}
