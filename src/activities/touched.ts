import type { OpenActivity } from './open-activities.js';

/** People whose marks changed, and nothing else of their activity, which is as its door gave it. */
export interface Marked {
  activity: OpenActivity;
  people: readonly number[];
}

/** What one transaction has touched: activities as a whole, or of some only the people who were marked. */
export type Touched = { whole: number[] } | { marked: Marked[] };

/** With more people than these whole rosters are read: that is fewer statements, and the most of them were marked. */
const FEW_PEOPLE = 20;

/**
 * What is to be counted anew for what was touched, in the order of the activities: marks by themselves where they are few and
 * nothing else was touched, which might be of the same activity.
 */
export function touched(items: readonly (number | Marked)[]): Touched {
  const marked = items.filter((item) => typeof item !== 'number');
  const people = new Set(marked.flatMap((each) => each.people));
  if (marked.length === items.length && people.size <= FEW_PEOPLE) {
    return { marked: marked.sort((a, b) => a.activity.id - b.activity.id) };
  }
  const ids = new Set(items.map((item) => (typeof item === 'number' ? item : item.activity.id)));
  return { whole: [...ids].sort((a, b) => a - b) };
}
