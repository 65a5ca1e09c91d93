import { coverGroup, type CoverageInput, type PlaceFigures } from '../../src/coverage/coverage.js';
import {
  askedWindow,
  cumulativeWindow,
  firstReaches,
  isIn,
  type Reach,
  type Window,
} from '../../src/coverage/reaches.js';
import { sessionsThatRaise } from '../../src/coverage/sessions-that-raise.js';
import type { SubjectInput } from '../../src/coverage/subjects.js';

/** People at a session beside those on the roster. */
export interface Headcount {
  session_id: number;
  place_id: number;
  count: number;
  counted: boolean;
  date: string;
}

/** A participation that was there at a session. */
export interface Presence {
  session_id: number;
  participation_id: number;
}

/** Records of one plan, measure and group, as they are said. */
export interface Recorded extends SubjectInput, Pick<CoverageInput, 'root' | 'baseline'> {
  headcounts: readonly Headcount[];
  presence: readonly Presence[];
}

/**
 * The figures straight from the records: what the ledger keeps, worked out all at once and in the plainest way. Of the sessions
 * only those are taken that are said to be able to raise a floor.
 */
export function coverRecords(input: Recorded): Map<number, PlaceFigures> {
  const { view, root, baseline } = input;
  const gatherings = gatheringsOf(input);
  const counts = countsOf(input).map((one) => ({
    ...one,
    largest: one.heads > 0 ? largestAt(gatherings, one.place_id) : 0,
  }));
  const wanted = sessionsThatRaise(view, root, counts);
  const raising = gatherings.filter(({ session_id, place_id, size }) =>
    wanted.some((one) => one.place_id === place_id && one.size < size && one.total < totalOf(gatherings, session_id)),
  );
  const sessions = new Set(raising.map(({ session_id }) => session_id));
  const read = gatherings.filter(({ session_id }) => sessions.has(session_id));
  return coverGroup({ view, root, baseline, counts, gatherings: read });
}

function largestAt(gatherings: CoverageInput['gatherings'], placeId: number): number {
  return Math.max(0, ...gatherings.filter(({ place_id }) => place_id === placeId).map(({ size }) => size));
}

function totalOf(gatherings: CoverageInput['gatherings'], sessionId: number): number {
  return gatherings.filter(({ session_id }) => session_id === sessionId).reduce((sum, { size }) => sum + size, 0);
}

function countsOf(input: Recorded): CoverageInput['counts'] {
  const whole = cumulativeWindow(input);
  const asked = askedWindow(input);
  const places = new Map<number, CoverageInput['counts'][number]>();
  const at = (place_id: number) => {
    const known = places.get(place_id) ?? {
      place_id,
      named: 0,
      attendances: 0,
      distinct: 0,
      new: 0,
      heads: 0,
      largest: 0,
    };
    places.set(place_id, known);
    return known;
  };
  for (const { place_id, date } of firstReaches(input.reaches, whole).values()) {
    at(place_id).named += 1;
    if (isIn(asked, date)) at(place_id).new += 1;
  }
  for (const { place_id } of firstReaches(input.reaches, asked).values()) at(place_id).distinct += 1;
  for (const { place_id, date } of input.reaches) if (isIn(asked, date)) at(place_id).attendances += 1;
  for (const { place_id, count, date } of input.headcounts) if (isIn(whole, date)) at(place_id).heads += count;
  return [...places.values()];
}

function gatheringsOf(input: Recorded): CoverageInput['gatherings'] {
  const whole = cumulativeWindow(input);
  const heads = input.headcounts.filter(({ date }) => isIn(whole, date));
  const counted = new Set(heads.filter((one) => one.counted).map(({ session_id }) => session_id));
  const parts = [
    ...heads.map(({ session_id, place_id, count, counted: sure }) => ({
      ...{ session_id, place_id, size: sure ? count : 0 },
    })),
    ...thoseThere(input, whole)
      .filter(({ session_id }) => counted.has(session_id))
      .map((one) => ({ ...one, size: 1 })),
  ];
  const bySession = Map.groupBy(parts, ({ session_id, place_id }) => `${session_id} ${place_id}`);
  return [...bySession.values()].map((same) => ({
    ...(same[0] as (typeof parts)[number]),
    size: same.reduce((sum, { size }) => sum + size, 0),
  }));
}

/** Every subject once per session, where it is counted. */
function thoseThere(input: Recorded, whole: Window): { session_id: number; place_id: number }[] {
  const firsts = firstReaches(input.reaches, whole);
  const reachOf = new Map<number, Reach>(input.reaches.map((reach) => [reach.participation_id, reach]));
  const there = new Map<string, { session_id: number; place_id: number }>();
  for (const { session_id, participation_id } of input.presence) {
    const reach = reachOf.get(participation_id);
    const first = reach && firsts.get(reach.subject_id);
    if (!first || !isIn(whole, reach.date)) continue;
    there.set(`${session_id} ${reach.subject_id}`, { session_id, place_id: first.place_id });
  }
  return [...there.values()];
}
