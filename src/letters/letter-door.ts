import { Injectable } from '@nestjs/common';
import type { ListedActivity } from '../activities/activity-list.js';
import { ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';

/** The way to the letters of an activity for whoever acts. */
@Injectable()
export class LetterDoor {
  constructor(
    private readonly records: ActivityRecords,
    private readonly scopes: Scopes,
  ) {}

  /** An activity inside the territory: nobody writes to the people of another's. @throws NotFound */
  async own(code: string): Promise<ListedActivity> {
    const activity = await this.records.activity(code);
    (await this.scopes.mine()).require(activity.place_id);
    return activity;
  }

  /** Words as whoever acts may read them. */
  async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}
