import { groupText } from '../people/history.page.js';
import { paths } from '../web/paths.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { completedIn } from './show.page.js';
import { rosterCrumbs } from './crumbs.js';

/** Taking somebody off a roster: what goes with them is said before. */
export function removalPage(words: ActivityWords, record: ActivityRecord, person: OnRoster): object {
  const { activity, groups } = record;
  return {
    title: words.say('removal.title', { name: person.name }),
    narrow: true,
    crumbs: [...rosterCrumbs(words, activity), { text: words.say('removal') }],
    heading: words.say('removal.title', { name: person.name }),
    lede: words.say('removal.lede', {
      title: activity.title,
      group: groupText(words.locale, groups, person.group_code),
    }),
    text: goneWords(words, record, person),
    action: paths.activityRosterRemoval(activity.code, person.participation_id),
    cancel: paths.activityRoster(activity.code),
    main: words.say('removal'),
  };
}

/** What goes with somebody who is taken off a roster, and what stays. */
function goneWords(words: ActivityWords, record: ActivityRecord, person: OnRoster): string {
  const { roster, marks, groups } = record;
  const completed = completedIn(record, person);
  if (completed !== null) return words.say('removal.completion', { day: words.date(completed) });
  const others = roster.filter(
    (each) => each.person_id === person.person_id && each.participation_id !== person.participation_id,
  );
  if (others.length === 0) return words.say('removal.marks', { count: marks.get(person.person_id)?.size ?? 0 });
  const names = others.map(({ group_code }) => groupText(words.locale, groups, group_code));
  return words.say('removal.stays_in', { groups: names.join(', ') });
}
