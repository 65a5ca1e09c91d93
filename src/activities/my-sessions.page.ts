import { paths } from '../web/paths.js';
import type { ActivityWords } from './activity-words.js';
import { say, titleOf, whereOf } from './calendar.page.js';
import { CLOSING_DAYS, COMING_DAYS, isClosed, type MySession, type MySessions } from './my-sessions.js';

/** What waits for a trainer: today, to be closed, coming. */
export function mySessionsPage(words: ActivityWords, { today, closing, coming }: MySessions): object {
  const part = (id: string, sessions: MySession[]): object => ({
    id,
    title: say(words, `mine.${id}_title`),
    hint: say(words, `mine.${id}_hint`, { day: words.scope.day, days: CLOSING_DAYS, weeks: COMING_DAYS / 7 }),
    none: say(words, `mine.${id}_none`),
    sessions: sessions.map((session) => lineOf(words, session)),
  });
  return {
    title: say(words, 'my_sessions'),
    narrow: true,
    offlineHref: paths.offline(),
    parts: [part('today', today), part('closing', closing), part('coming', coming)],
    nothing: today.length + closing.length + coming.length === 0,
  };
}

function lineOf(words: ActivityWords, session: MySession): object {
  const { code, number, date, own } = session;
  const isDue = date <= words.scope.day;
  return {
    title: titleOf(words, session),
    href: paths.activitySession(code, number),
    when: words.when(session),
    where: whereOf(words, session),
    state: isDue ? stateOf(words, session) : null,
    status: isClosed(session) ? 'met' : 'uncertain',
    unnamed: !own,
    attendanceHref: isDue ? paths.activityAttendance(code, number) : null,
    // Of many that wait, today's stand out.
    main: date === words.scope.day && !isClosed(session),
  };
}

/** What is still missing, in words. */
function stateOf(words: ActivityWords, session: MySession): string {
  const { people, marked } = session;
  if (isClosed(session)) return say(words, 'mine.closed');
  if (people === 0) return say(words, 'mine.no_heads');
  return say(words, 'mine.unmarked', { count: people - marked, people });
}
