import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ListedActivity } from '../activities/activity-list.js';
import { ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { BatchReaders } from '../mail/batch-readers.js';
import { Scopes } from '../territory/scope.js';

/** The way to the letters of an activity for whoever acts. */
@Injectable()
export class LetterDoor implements OnModuleInit {
  constructor(
    private readonly records: ActivityRecords,
    private readonly scopes: Scopes,
    private readonly batches: BatchReaders,
  ) {}

  /** Whoever may write the letters of an activity may stop what others wrote of it, or the command line. */
  onModuleInit(): void {
    this.batches.provide(async () => {
      const { sql, params } = (await this.scopes.mine()).wherePlace('a.place_id');
      const activities = `SELECT a.id FROM activities a WHERE ${sql}`;
      return { sql: `(b.subject_type = 'activity' AND b.subject_id IN (${activities}))`, params };
    });
  }

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
