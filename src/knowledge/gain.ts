import { differenceOfShares } from './paired-shares.js';
import { t95 } from './student-t.js';
import { type CountedRow, LEAST_SHOWN, shownRows } from './suppression.js';

/** A test as somebody took it. */
export interface Taken {
  /** In hundredths of a per cent, 0 to 10000. */
  score: number;
  isPassed: boolean;
  /** The share of the points of each question, 0 to 1, by its ref. */
  questions: ReadonlyMap<string, number>;
}

/** Somebody with what they took. */
export interface Tested {
  person_id: number;
  group: string;
  /** The commune, by its id. */
  place: string;
  before: Taken | null;
  after: Taken | null;
}

/** What people knew after and not before. Shares are 0 to 1, nothing is rounded. */
export interface Gain {
  /** People who took both. */
  people: number;
  /** Mean scores, in shares. */
  before: number;
  after: number;
  gain: number;
  /** The 95 per cent interval of the mean gain. */
  interval: [number, number];
  passes: { before: number; after: number; interval: [number, number] };
}

/** How a question was answered by those who took both. */
export interface QuestionGain {
  ref: string;
  before: number;
  after: number;
}

/** A row of a table; `gain` is null where it is kept back. */
export interface GainRow {
  key: string;
  gain: Gain | null;
}

/** The whole report of a test. `gain` is null below five pairs: then nothing else is said either. */
export interface GainReport {
  gain: Gain | null;
  questions: QuestionGain[];
  groups: GainRow[];
  places: GainRow[];
  pairs: number;
  beforeOnly: number;
  afterOnly: number;
}

type Pair = Tested & { before: Taken; after: Taken };

const FULL = 10_000;

/**
 * The gain of a test that was taken before and after, over those who took both: who took one says nothing of what was
 * learnt. @param refs the questions in their order
 */
export function gainReport(tested: readonly Tested[], refs: readonly string[]): GainReport {
  const pairs = tested.filter((each): each is Pair => each.before !== null && each.after !== null);
  const isShown = pairs.length >= LEAST_SHOWN;
  const groups = rowsOf(pairs, ({ group }) => group);
  const places = rowsOf(pairs, ({ place }) => place);
  const shownGroups = shownRows(groups);
  const shownPlaces = shownRows(
    places,
    groups.filter(({ key }) => shownGroups.has(key)),
  );
  return {
    gain: isShown ? gainOf(pairs) : null,
    questions: isShown ? refs.map((ref) => questionGain(pairs, ref)) : [],
    groups: isShown ? gainRows(pairs, groups, shownGroups) : [],
    places: isShown ? gainRows(pairs, places, shownPlaces) : [],
    pairs: pairs.length,
    beforeOnly: tested.filter(({ before, after }) => before !== null && after === null).length,
    afterOnly: tested.filter(({ before, after }) => before === null && after !== null).length,
  };
}

/**
 * Mean gain d with its interval d ± t · s / √n, where s is the standard deviation of the differences of the pairs and t the
 * quantile of Student's distribution with n - 1 degrees of freedom; the shares of passes by Newcombe's paired interval.
 * The interval of the mean is cut at -1 and 1, which no gain can leave.
 */
export function gainOf(pairs: readonly Pair[]): Gain {
  const differences = pairs.map(({ before, after }) => (after.score - before.score) / FULL);
  const gain = mean(differences);
  const spread = differences.reduce((sum, each) => sum + (each - gain) ** 2, 0) / (pairs.length - 1);
  const half = t95(pairs.length - 1) * Math.sqrt(spread / pairs.length);
  const count = (was: boolean, is: boolean): number =>
    pairs.filter(({ before, after }) => before.isPassed === was && after.isPassed === is).length;
  const counts = {
    both: count(true, true),
    beforeOnly: count(true, false),
    afterOnly: count(false, true),
    neither: count(false, false),
  };
  return {
    people: pairs.length,
    before: mean(pairs.map(({ before }) => before.score)) / FULL,
    after: mean(pairs.map(({ after }) => after.score)) / FULL,
    gain,
    interval: [Math.max(-1, gain - half), Math.min(1, gain + half)],
    passes: {
      before: counts.both + counts.beforeOnly,
      after: counts.both + counts.afterOnly,
      interval: differenceOfShares(counts),
    },
  };
}

function questionGain(pairs: readonly Pair[], ref: string): QuestionGain {
  const facility = (of: (pair: Pair) => Taken): number => mean(pairs.map((pair) => of(pair).questions.get(ref) ?? 0));
  return { ref, before: facility(({ before }) => before), after: facility(({ after }) => after) };
}

function rowsOf(pairs: readonly Pair[], keyOf: (pair: Pair) => string): CountedRow[] {
  return [...Map.groupBy(pairs, keyOf)].map(([key, of]) => ({ key, people: of.map(({ person_id }) => person_id) }));
}

function gainRows(pairs: readonly Pair[], rows: readonly CountedRow[], shown: ReadonlySet<string>): GainRow[] {
  const byId = new Map(pairs.map((pair) => [pair.person_id, pair]));
  return rows.map(({ key, people }) => ({
    key,
    gain: shown.has(key) ? gainOf(people.flatMap((id) => byId.get(id) ?? [])) : null,
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
