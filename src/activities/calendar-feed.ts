import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import { placeInside } from '../people/homes.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { addDays } from '../web/day.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { ActivityWords } from './activity-words.js';
import { type CalendarChoice, CalendarList, type CalendarSession, filterOf, isOff } from './calendar-list.js';
import { say, titleOf, whereOf } from './calendar.page.js';
import { type IcalEvent, icalText } from './ical.js';

/** How far back and ahead a telephone has the calendar. */
const DAYS_BACK = 90;
const DAYS_AHEAD = 400;

/** What a link's calendar is narrowed by; `mine`: to what its owner trains, whatever trainer is chosen. */
export interface FeedFilter extends CalendarChoice {
  mine: boolean;
}

/** What was kept with a link; what cannot be read narrows nothing. */
export function readFeedFilter(kept: unknown): FeedFilter {
  const { mine, unit, agency, trainer, kind } = (kept ?? {}) as Record<string, unknown>;
  return {
    mine: mine === true,
    unit: textAsked(unit),
    agency: textAsked(agency),
    trainer: textAsked(trainer),
    kind: textAsked(kind),
  };
}

/** The calendar as telephones and other programs read it: the sessions that the calendar page shows, without any person. */
@Injectable()
export class CalendarFeed {
  constructor(
    private readonly database: Database,
    private readonly list: CalendarList,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  /** The calendar of whoever acts, with the rights that they have now. */
  async text(filter: FeedFilter, locale: Locale): Promise<string> {
    const scope = await this.scopes.mine();
    const words = new ActivityWords(locale, scope);
    const sessions = await this.sessions(scope, filter);
    const indicators = await this.indicatorsOf(sessions);
    const events = sessions.map((session) => ({
      ...eventOf(words, session, indicators.get(session.activity_id) ?? []),
      ...this.named(session),
      busy: filter.mine && !isOff(session),
    }));
    return icalText({ name: say(words, filter.mine ? 'feed.name_mine' : 'feed.name'), day: scope.day, events });
  }

  /** Where the chosen place does not lie inside the territory (any more), there is nothing. */
  private async sessions(scope: Scope, filter: FeedFilter): Promise<CalendarSession[]> {
    const placeId = filter.unit === '' ? null : placeInside(scope, filter.unit);
    if (placeId === undefined) return [];
    const trainers = filter.trainer === '' ? [] : await this.list.trainers();
    const narrowed = filterOf(filter, placeId, trainers);
    const own = filter.mine ? { trainer: actor()?.email ?? '' } : {};
    return this.list.between(addDays(scope.day, -DAYS_BACK), addDays(scope.day, DAYS_AHEAD), { ...narrowed, ...own });
  }

  /** The codes of the indicators that each activity is planned for, all in one statement. */
  private async indicatorsOf(sessions: CalendarSession[]): Promise<Map<number, string[]>> {
    const rows = await this.database.rowsIn<{ activity_id: number; code: string }>(
      `SELECT l.activity_id, i.code FROM activity_indicators l JOIN indicators i ON i.id = l.indicator_id
       WHERE l.activity_id IN (?) ORDER BY i.position, i.id`,
      [...new Set(sessions.map(({ activity_id }) => activity_id))],
    );
    const byActivity = Map.groupBy(rows, ({ activity_id }) => activity_id);
    return new Map([...byActivity].map(([id, each]) => [id, each.map(({ code }) => code)]));
  }

  /** What a session is known by: its row, in this installation. */
  private named({ id, code, number }: CalendarSession): Pick<IcalEvent, 'uid' | 'url'> {
    const { publicUrl } = this.holder.settings;
    const uid = `session-${id}@${new URL(publicUrl).hostname}`;
    return { uid, url: new URL(paths.activitySession(code, number), publicUrl).toString() };
  }
}

function eventOf(
  words: ActivityWords,
  session: CalendarSession,
  indicators: string[],
): Omit<IcalEvent, 'uid' | 'url' | 'busy'> {
  const { date, start, end, version, activity_version } = session;
  return {
    // Both are one at first, and what becomes of the activity changes what is told of its sessions.
    sequence: version + activity_version - 2,
    status: statusOf(session),
    ...{ date, start, end },
    summary: summaryOf(words, session),
    location: whereOf(words, session),
    description: descriptionOf(words, session, indicators),
  };
}

function statusOf(session: CalendarSession): IcalEvent['status'] {
  if (isOff(session)) return 'CANCELLED';
  return session.activity_status === 'draft' ? 'TENTATIVE' : 'CONFIRMED';
}

/** Not every program shows what is cancelled as such: the title says it. */
function summaryOf(words: ActivityWords, session: CalendarSession): string {
  const title = titleOf(words, session);
  const status = statusOf(session);
  if (status === 'CANCELLED') return say(words, 'feed.cancelled', { title });
  return status === 'TENTATIVE' ? say(words, 'feed.draft', { title }) : title;
}

function descriptionOf(words: ActivityWords, session: CalendarSession, indicators: string[]): string {
  const { kind, number, code } = session;
  const lines = [
    [words.say('kind'), words.say(`kind.${kind}`)],
    [say(words, 'column.session'), String(number)],
    [say(words, 'column.organizer'), words.organizer(session)],
    [words.say('fact.indicators'), indicators.join(', ')],
    [words.say('fact.code'), code],
  ];
  return lines.filter(([, value]) => value !== '').map(([term, value]) => `${term}: ${value}`).join('\n'); // prettier-ignore
}
