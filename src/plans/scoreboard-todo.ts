import { ALL_GROUPS } from '../coverage/count.js';
import type { CoverageRow } from '../coverage/output.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import type { Place } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { placesInWords } from './place-words.js';
import { keptHere, type PlanView } from './plan-views.js';
import { rowAt } from './scoreboard-row.js';

/** More sessions with people without a name are not counted. */
export const MOST_SESSIONS = 1000;

/** An uncertain indicator with its row, and the sessions that had people without a name; these are at most `MOST_SESSIONS`. */
export interface Undecided {
  indicator: CoverageIndicator;
  row: CoverageRow;
  sessions: number;
}

/** Something worth doing first, and where it is done; no link where it is not for this reader to do. */
export interface Todo {
  text: string;
  href: string | null;
  why: string;
}

/**
 * At most three things worth doing first: what is nearest to its target, with those still on their way; what names
 * would decide; the missing baselines.
 * @param possible how many are on their way in trainings that go on, by indicator
 * @param undecided what names would decide
 */
export function todos(
  view: PlanView,
  possible: ReadonlyMap<string, number>,
  undecided: Undecided | null,
  mayEnterBaselines: boolean,
): Todo[] {
  const found = [nearest(view, possible), namesDecide(view, undecided), baselines(view, mayEnterBaselines)];
  return found.filter((todo): todo is Todo => todo !== null);
}

/** Of the indicators that are not met the one that lacks the smallest part, those with people on their way first. */
function nearest(view: PlanView, onTheirWay: ReadonlyMap<string, number>): Todo | null {
  const { words, scope } = view;
  const open = scope.indicators
    .map((indicator) => ({
      indicator,
      row: rowAt(view, indicator, ALL_GROUPS),
      possible: onTheirWay.get(indicator.code) ?? 0,
    }))
    .filter(({ row }) => row.status === 'not_met')
    .sort((a, b) => Number(b.possible > 0) - Number(a.possible > 0) || lackOf(a.row) - lackOf(b.row));
  const [first] = open;
  if (!first) return null;
  const { indicator, row, possible } = first;
  const missing = row.missing ?? 0;
  const unit = words.unit(indicator.groups);
  const group = words.groupsInSentence(indicator.groups);
  const enough = possible >= missing ? 'coverage.todo.possible_enough' : 'coverage.todo.possible';
  return {
    text: words.t(`coverage.todo.${indicator.measure}`, { missing, unit, group }),
    href: `${paths.planFigure(scope.code, indicator.code, keptHere(view))}#not-counted`,
    why: words.t(possible > 0 ? enough : 'coverage.todo.nearest', { code: indicator.code, possible, unit }),
  };
}

function lackOf(row: { missing: number | null; population: number | null }): number {
  return (row.missing ?? 0) / (row.population ?? 1);
}

/** Of the uncertain indicators the one of which most is only possible: the one that names would decide. */
export function mostUncertain(view: PlanView): Omit<Undecided, 'sessions'> | null {
  const uncertain = view.scope.indicators
    .map((indicator) => ({ indicator, row: rowAt(view, indicator, ALL_GROUPS) }))
    .filter(({ row }) => row.status === 'uncertain')
    .sort((a, b) => b.row.ceiling - b.row.floor - (a.row.ceiling - a.row.floor));
  return uncertain[0] ?? null;
}

function namesDecide(view: PlanView, undecided: Undecided | null): Todo | null {
  if (!undecided) return null;
  const { words, scope } = view;
  const { indicator, row, sessions } = undecided;
  if (row.percent === null || row.percent_max === null) return null;
  const group = words.groupsInSentence(indicator.groups);
  const percents = { floor: words.percent(row.percent), ceiling: words.percent(row.percent_max) };
  return {
    text: words.t(sessions < MOST_SESSIONS ? 'coverage.todo.names' : 'coverage.todo.names_many', { group, sessions }),
    href: `${paths.planFigure(scope.code, row.indicator, keptHere(view))}#heads`,
    why: words.t('coverage.todo.names_why', { code: indicator.code, ...percents }),
  };
}

/** The group whose missing baselines keep most indicators from having a rate; entered where the figure lists them. */
function baselines(view: PlanView, mayEnter: boolean): Todo | null {
  const { words, scope, mine } = view;
  const [first] = lackingGroups(view).sort((a, b) => b.codes.length - a.codes.length);
  const [indicator] = first?.codes ?? [];
  if (!first || indicator === undefined) return null;
  const { group, codes, missing } = first;
  const theirs = mayEnter && missing.some(({ id }) => mine.covers(id));
  const params = { group: words.groupsInSentence([group]), places: placesInWords(view, missing) };
  return {
    text: words.t(theirs ? 'coverage.todo.baselines' : 'coverage.todo.baselines_missing', params),
    href: theirs ? `${paths.planFigure(scope.code, indicator, { ...keptHere(view), group })}#baseline` : null,
    why: words.t('coverage.todo.baselines_why', { codes: words.list(codes), count: codes.length }),
  };
}

/** The groups without a baseline at the place, with the indicators that need it. */
function lackingGroups({ scope, count, place, own }: PlanView) {
  const lacking = new Map<string, { codes: string[]; missing: readonly Place[] }>();
  for (const indicator of scope.indicators) {
    if (place !== own && count.isCountedAbove(place, indicator)) continue;
    for (const group of indicator.groups) {
      const { value, missing } = count.baseline(place, group);
      const known = lacking.get(group);
      if (value === null && known) known.codes.push(indicator.code);
      else if (value === null) lacking.set(group, { codes: [indicator.code], missing });
    }
  }
  return [...lacking].map(([group, found]) => ({ group, ...found }));
}
