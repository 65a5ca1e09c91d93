import type { ListedActivity } from '../activities/activity-list.js';
import type { ActivityWords } from '../activities/activity-words.js';
import type { Choices } from './activity-form.js';
import type { PlannedFact, PlannedFacts } from './planned-facts.js';

/** A fact as it stands now, beside what somebody typed. */
export interface StandingFact {
  label: string;
  text: string;
}

/** What stands now of an activity. @param names the facts that are told */
export function standingFacts(
  words: ActivityWords,
  activity: ListedActivity,
  now: PlannedFacts,
  choices: Choices,
  names: readonly PlannedFact[],
): StandingFact[] {
  const named = (emails: readonly string[]): string =>
    emails.map((email) => choices.trainers.find((each) => each.email === email)?.name ?? '–').join(', ');
  const texts: Record<PlannedFact, string | null> = {
    title: now.title,
    agency: words.organizer(activity),
    unit: words.place(activity.place_id, activity.unit_code).text,
    capacity: now.capacity === null ? null : words.num(now.capacity),
    indicators: now.indicators.join(', '),
    min_attendance: words.percent(activity.min_attendance),
    test: words.say(now.test ? 'test_required' : 'test_not_required'),
    trainer: now.trainer === null ? null : named([now.trainer]),
    trainers: named(now.trainers),
    tasks: now.tasks.join(', '),
    budget: now.budget === null ? null : words.say('money', { amount: words.num(now.budget) }),
    budget_source: now.budget_source,
  };
  return names.map((name) => ({ label: labelOf(words, name), text: texts[name] || '–' }));
}

const LABELS: Partial<Record<PlannedFact, string>> = { agency: 'organizer', unit: 'place', trainers: 'more_trainers' };

function labelOf(words: ActivityWords, name: PlannedFact): string {
  return name === 'title' ? words.t('planning.title') : words.say(`fact.${LABELS[name] ?? name}`);
}
