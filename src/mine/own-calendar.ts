import type { ActivityWords } from '../activities/activity-words.js';
import { type IcalEvent, icalText } from '../activities/ical.js';
import { addDays } from '../web/day.js';
import { say, whereWords } from './mine.page.js';
import type { OwnActivity, OwnSession } from './own-activities.js';

/** How far back a telephone has the sessions of its owner. */
const DAYS_BACK = 90;

/**
 * The sessions of a participant as telephones read them, without anybody's name and without the link itself. They have the
 * identifiers that they have in every calendar of this installation.
 */
export function ownCalendar(words: ActivityWords, activities: readonly OwnActivity[], publicUrl: string): string {
  const since = addDays(words.scope.day, -DAYS_BACK);
  const { hostname } = new URL(publicUrl);
  const events = activities.flatMap(({ activity, sessions }) =>
    sessions.filter(({ date }) => date >= since).map((session) => eventOf(words, activity, session, hostname)),
  );
  return icalText({ name: say(words, 'calendar_name'), day: words.scope.day, events });
}

function eventOf(
  words: ActivityWords,
  activity: OwnActivity['activity'],
  session: OwnSession,
  hostname: string,
): IcalEvent {
  const { id, number, date, start, end, version, status } = session;
  const isOff = status === 'cancelled' || activity.status === 'cancelled';
  const title = words.t('calendar.entry', { title: activity.title, number: String(number) });
  return {
    uid: `session-${id}@${hostname}`,
    // Both are one at first, as in the calendar of the staff.
    sequence: version + activity.version - 2,
    status: isOff ? 'CANCELLED' : 'CONFIRMED',
    ...{ date, start, end, busy: !isOff },
    summary: isOff ? words.t('calendar.feed.cancelled', { title }) : title,
    location: whereWords(words, session),
    description: words.say(`kind.${activity.kind}`),
    // Calendars are passed on: the key to the page stays out of them.
    url: '',
  };
}
