import { holidayOn, type Holiday } from './holidays.js';

/** A gathering as far as it can collide with another one. */
export interface Gathering {
  activity_id: number;
  title: string;
  code: string;
  number: number;
  date: string;
  start: string | null;
  end: string | null;
  venue: string | null;
  place_id: number | null;
  /** E-mails of those who train. */
  trainers: readonly string[];
}

/** What is pointed out, and never forbidden. */
export type Collision =
  | { kind: 'trainer' | 'venue' | 'place'; at: Gathering; other: Gathering; trainer?: string }
  | { kind: 'holiday'; at: Gathering; holiday: Holiday };

/**
 * Everything that stands in the way of planned gatherings: a holiday, and others on the same day with the same trainer
 * or venue at the same time, or for the same place. Of one pair the strongest is told: trainer, venue, place; of two
 * sessions of one activity, which are for the same place anyhow, once.
 * @param others on any day; a session without times lasts all day
 */
export function collisionsOf(planned: readonly Gathering[], others: readonly Gathering[]): Collision[] {
  const isPlanned = (other: Gathering): boolean => planned.some((each) => isOneOf(each, other));
  // What is planned may stand among the others already, or be of an activity that is not there yet.
  const all = [...planned, ...others.filter((other) => !isPlanned(other))];
  const byDay = Map.groupBy(all, ({ date }) => date);
  return planned.flatMap((at): Collision[] => {
    const holiday = holidayOn(at.date);
    const toldThere = (other: Gathering): boolean => isPlanned(other) && other.number > at.number;
    const met = (byDay.get(at.date) ?? []).filter(
      (other) => !isOneOf(at, other) && !(isOfOneActivity(at, other) && toldThere(other)),
    );
    return [
      ...(holiday === null ? [] : [{ kind: 'holiday' as const, at, holiday }]),
      ...met.flatMap((other) => collisionOf(at, other) ?? []),
    ];
  });
}

/** Whether two sessions are of one activity. */
export function isOfOneActivity(a: Gathering, b: Gathering): boolean {
  return a.activity_id === b.activity_id;
}

function isOneOf(a: Gathering, b: Gathering): boolean {
  return isOfOneActivity(a, b) && a.number === b.number;
}

function collisionOf(at: Gathering, other: Gathering): Collision | null {
  const together = overlaps(at, other);
  const trainer = at.trainers.find((each) => other.trainers.includes(each));
  if (together && trainer !== undefined) return { kind: 'trainer', at, other, trainer };
  if (together && at.venue !== null && other.venue !== null && sameWords(at.venue, other.venue)) {
    return { kind: 'venue', at, other };
  }
  const samePlace = at.place_id !== null && at.place_id === other.place_id;
  return samePlace && !isOfOneActivity(at, other) ? { kind: 'place', at, other } : null;
}

/** Whether two times of one day meet; an open end lasts to the end of the day. */
function overlaps(a: Pick<Gathering, 'start' | 'end'>, b: Pick<Gathering, 'start' | 'end'>): boolean {
  return (a.start ?? '00:00') < (b.end ?? '24:00') && (b.start ?? '00:00') < (a.end ?? '24:00');
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string): string => text.toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim();
  return plain(a) === plain(b);
}
