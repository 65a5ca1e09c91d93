/** A qualification of one subject, as it stands in the chain of all its qualifications in a list. */
export interface Link {
  /** Of the qualification. */
  id: number;
  participation_id: number;
  activity_id: number;
  place_id: number;
  date: string;
  previous_date: string | null;
}

/** The days of a plan, both included: nothing before or after them counts for it (counting method §3). */
export interface Period {
  start: string;
  end: string;
}

/** Whether a day lies in the period. */
export function isInPeriod({ start, end }: Period, date: string): boolean {
  return start <= date && date <= end;
}

/** The qualifications that count, the earliest first, of one day the one recorded first (§3). */
export function chainOf<L extends Pick<Link, 'date' | 'participation_id'>>(links: readonly L[], period: Period): L[] {
  return links
    .filter(({ date }) => isInPeriod(period, date))
    .sort((a, b) => (a.date === b.date ? a.participation_id - b.participation_id : a.date < b.date ? -1 : 1));
}

/** What was kept of one subject: where and when it was reached first. */
export type First = Pick<Link, 'participation_id' | 'activity_id' | 'place_id' | 'date'>;

/** What has to change so that the chain is right again. */
interface ChainChange {
  /** The first reach; null: the subject is not reached any more. */
  first: First | null;
  /** The links whose day before is another one now, by that day; the key null is "none". */
  before: Map<string | null, number[]>;
}

/**
 * The chain of a subject put right: each link knows the day of the one before it. Of a window [from, to] a link is then the
 * subject's earliest exactly if its own day lies in the window and the one before lies before it, or nowhere.
 */
export function changeOf(links: readonly Link[], period: Period): ChainChange {
  const chain = chainOf(links, period);
  const before = new Map<string | null, number[]>();
  const settle = (link: Link, day: string | null): void => {
    if (link.previous_date === day) return;
    const ids = before.get(day);
    if (ids) ids.push(link.id);
    else before.set(day, [link.id]);
  };
  for (const link of links) if (!isInPeriod(period, link.date)) settle(link, null);
  for (const [at, link] of chain.entries()) settle(link, chain[at - 1]?.date ?? null);
  const [first] = chain;
  return { first: first ? asFirst(first) : null, before };
}

/** Whether two first reaches are the same. */
export function sameFirst(a: First, b: First): boolean {
  return a.participation_id === b.participation_id && a.date === b.date && a.place_id === b.place_id;
}

function asFirst({ participation_id, activity_id, place_id, date }: First): First {
  return { participation_id, activity_id, place_id, date };
}
