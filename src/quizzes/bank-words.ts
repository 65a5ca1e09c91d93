import type { ErrorParams } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';
import type { BankPlan } from './bank-door.js';

/** A step on the way to a page. */
export interface Crumb {
  text: string;
  href?: string;
}

/** What the pages of question banks are written with. */
export class BankWords {
  constructor(readonly locale: Locale) {}

  /** The sentence of a key under `quizzes.`. */
  say(key: string, params: ErrorParams = {}): string {
    return translate(this.locale, `quizzes.${key}`, params);
  }

  planTitle({ title_vi, title_en }: Pick<BankPlan, 'title_vi' | 'title_en'>): string {
    return this.locale === 'en' && title_en !== '' ? title_en : title_vi;
  }

  topic(topic: string): string {
    return topic === '' ? this.say('no_topic') : topic;
  }

  /** The way to what belongs to a bank. */
  crumbs(plan: BankPlan): Crumb[] {
    return [
      { text: this.say('title'), href: paths.quizzes() },
      { text: this.planTitle(plan), href: paths.quizBank(plan.code) },
    ];
  }
}
