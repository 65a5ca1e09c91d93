import fc from 'fast-check';
import { changeOf, chainOf, isInPeriod, type Link } from '../../src/ledger/chain.js';

const PERIOD = { start: '2021-01-05', end: '2021-01-25' };
const day = (n: number): string => `2021-01-${String(n).padStart(2, '0')}`;

/** Qualifications of one subject, with whatever day before was kept of each. */
const links = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.option(fc.integer({ min: 1, max: 30 }))), { maxLength: 8 })
  .map((rows) =>
    rows.map(([on, before], at): Link => {
      const date = day(on);
      return {
        id: 100 + at,
        participation_id: 50 - at,
        activity_id: at,
        place_id: at,
        date,
        previous_date: before === null ? null : day(before),
      };
    }),
  );

function mended(all: readonly Link[]): Link[] {
  const { before } = changeOf(all, PERIOD);
  const dayOf = new Map([...before].flatMap(([to, ids]) => ids.map((id) => [id, to] as const)));
  return all.map((link) => ({
    ...link,
    previous_date: dayOf.has(link.id) ? (dayOf.get(link.id) ?? null) : link.previous_date,
  }));
}

describe('the chain of a subject', () => {
  it('begins with the earliest of the period, of one day with the one recorded first', () => {
    fc.assert(
      fc.property(links, (all) => {
        const { first } = changeOf(all, PERIOD);
        const counted = all.filter(({ date }) => isInPeriod(PERIOD, date));
        const days = counted.map(({ date }) => date).sort();
        const ofDay = counted.filter(({ date }) => date === days[0]).map((link) => link.participation_id);
        expect(first?.date).toBe(days[0]);
        expect(first?.participation_id).toBe(ofDay.length === 0 ? undefined : Math.min(...ofDay));
      }),
    );
  });

  it('tells of every window which link is the earliest in it, without looking at the others', () => {
    fc.assert(
      fc.property(links, fc.integer({ min: 5, max: 25 }), fc.integer({ min: 5, max: 25 }), (all, a, b) => {
        const [from, to] = [day(Math.min(a, b)), day(Math.max(a, b))];
        const chain = chainOf(mended(all), PERIOD);
        const inWindow = chain.filter(({ date }) => from <= date && date <= to);
        const told = chain.filter(
          ({ date, previous_date }) => from <= date && date <= to && (previous_date === null || previous_date < from),
        );
        // Two of one day, after nothing: the second one knows that day.
        expect(told.slice(0, 1).map(({ id }) => id)).toEqual(inWindow.slice(0, 1).map(({ id }) => id));
        expect(told).toHaveLength(Math.min(1, inWindow.length));
      }),
    );
  });

  it('has nothing more to change once it was put right, and knows nothing of days outside the period', () => {
    fc.assert(
      fc.property(links, (all) => {
        const right = mended(all);
        expect(changeOf(right, PERIOD).before.size).toBe(0);
        const outside = right.filter(({ date }) => !isInPeriod(PERIOD, date));
        expect(outside.every(({ previous_date }) => previous_date === null)).toBe(true);
      }),
    );
  });
});
