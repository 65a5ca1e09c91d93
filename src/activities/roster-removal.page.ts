import { groupText } from '../people/history.page.js';
import { paths } from '../web/paths.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { rosterCrumbs } from './crumbs.js';

/** Taking somebody off a roster: what goes with them is said before. */
export function removalPage(words: ActivityWords, record: ActivityRecord, person: OnRoster): object {
  const { activity, roster, marks, groups } = record;
  const others = roster.filter(
    (each) => each.person_id === person.person_id && each.participation_id !== person.participation_id,
  );
  const noted = marks.get(person.person_id)?.size ?? 0;
  return {
    title: words.say('removal.title', { name: person.name }),
    narrow: true,
    crumbs: [...rosterCrumbs(words, activity), { text: words.say('removal') }],
    heading: words.say('removal.title', { name: person.name }),
    lede: words.say('removal.lede', {
      title: activity.title,
      group: groupText(words.locale, groups, person.group_code),
    }),
    text:
      others.length > 0
        ? words.say('removal.stays_in', {
            groups: others.map(({ group_code }) => groupText(words.locale, groups, group_code)).join(', '),
          })
        : words.say('removal.marks', { count: noted }),
    action: paths.activityRosterRemoval(activity.code, person.participation_id),
    cancel: paths.activityRoster(activity.code),
    main: words.say('removal'),
  };
}
