import { paths } from '../web/paths.js';
import type { Activity, Session } from './activities.entities.js';
import type { ActivityWords } from './activity-words.js';

/** A step on the way to a page. */
export interface Crumb {
  text: string;
  href?: string;
}

type Named = Pick<Activity, 'code' | 'title'>;

/** The way to what belongs to an activity. */
export function activityCrumbs(words: ActivityWords, { code, title }: Named): Crumb[] {
  return [
    { text: words.say('title'), href: paths.activities() },
    { text: title, href: paths.activity(code) },
  ];
}

/** The way to what belongs to its roster. */
export function rosterCrumbs(words: ActivityWords, activity: Named): Crumb[] {
  return [
    ...activityCrumbs(words, activity),
    { text: words.say('tab.roster'), href: paths.activityRoster(activity.code) },
  ];
}

/** The way to what belongs to one of its sessions. */
export function sessionCrumbs(words: ActivityWords, activity: Named, { number }: Pick<Session, 'number'>): Crumb[] {
  const text = words.say('session', { number: String(number) });
  return [...activityCrumbs(words, activity), { text, href: paths.activitySession(activity.code, number) }];
}
