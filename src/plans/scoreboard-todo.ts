import type { Attempt } from '../coverage/attempts.js';
import { ALL_GROUPS } from '../coverage/count.js';
import { coverageRow } from '../coverage/output.js';
import { stillPossible } from '../coverage/not-counted.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import type { Place } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { kept, type PlanView } from './plan-views.js';
import { someOf } from './scoreboard-row.js';

/** Something worth doing first, and where it is done. */
export interface Todo {
  text: string;
  href: string;
  why: string;
}

/**
 * At most three things worth doing first: what is nearest to its target, with those still on their way; what names
 * would decide; the missing baselines.
 * @param attempts of trainings that go on, by group
 */
export function todos(view: PlanView, attempts: ReadonlyMap<string, Attempt[]>, mayEnterBaselines: boolean): Todo[] {
  const found = [nearest(view, attempts), namesDecide(view), baselines(view, mayEnterBaselines)];
  return found.filter((todo): todo is Todo => todo !== null);
}

function rowOf({ scope, own, count }: PlanView, indicator: CoverageIndicator) {
  return coverageRow(scope.code, indicator, ALL_GROUPS, own, count.figures(indicator, ALL_GROUPS, own));
}

/** Of the indicators that are not met the one that lacks the smallest part, those with people on their way first. */
function nearest(view: PlanView, attempts: ReadonlyMap<string, Attempt[]>): Todo | null {
  const { words, scope } = view;
  const open = scope.indicators
    .map((indicator) => ({ indicator, row: rowOf(view, indicator), possible: possibleIn(view, indicator, attempts) }))
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
    href: `${paths.planFigure(scope.code, indicator.code, kept(view))}#not-counted`,
    why: words.t(possible > 0 ? enough : 'coverage.todo.nearest', { code: indicator.code, possible, unit }),
  };
}

function lackOf(row: { missing: number | null; population: number | null }): number {
  return (row.missing ?? 0) / (row.population ?? 1);
}

function possibleIn(view: PlanView, indicator: CoverageIndicator, attempts: ReadonlyMap<string, Attempt[]>): number {
  if (indicator.measure !== 'trained') return 0;
  const each = indicator.groups.map((group) => stillPossible(view.count, indicator, group, attempts.get(group) ?? []));
  return each.reduce((sum, one) => sum + one, 0);
}

/** Of the uncertain indicators the one of which most is only possible. */
function namesDecide(view: PlanView): Todo | null {
  const { words, scope, count } = view;
  const uncertain = scope.indicators
    .map((indicator) => ({ indicator, row: rowOf(view, indicator) }))
    .filter(({ row }) => row.status === 'uncertain')
    .sort((a, b) => b.row.ceiling - b.row.floor - (a.row.ceiling - a.row.floor));
  const [first] = uncertain;
  if (!first || first.row.percent === null || first.row.percent_max === null) return null;
  const { indicator, row } = first;
  const heads = indicator.groups.flatMap((group) => count.records.headcounts(indicator, group));
  const sessions = new Set(heads.filter(({ date }) => date <= count.asked.as_of).map(({ session_id }) => session_id));
  const group = words.groupsInSentence(indicator.groups);
  const percents = { floor: words.percent(first.row.percent), ceiling: words.percent(first.row.percent_max) };
  return {
    text: words.t('coverage.todo.names', { group, sessions: sessions.size }),
    href: `${paths.planFigure(scope.code, row.indicator, kept(view))}#heads`,
    why: words.t('coverage.todo.names_why', { code: indicator.code, ...percents }),
  };
}

/** The group whose missing baselines keep most indicators from having a rate. */
function baselines(view: PlanView, mayEnter: boolean): Todo | null {
  const { words, scope, count, own } = view;
  const lacking = new Map<string, { codes: string[]; missing: readonly Place[] }>();
  for (const indicator of scope.indicators) {
    for (const group of indicator.groups) {
      const { value, missing } = count.baseline(own, group);
      const known = lacking.get(group);
      if (value === null && known) known.codes.push(indicator.code);
      else if (value === null) lacking.set(group, { codes: [indicator.code], missing });
    }
  }
  const [first] = [...lacking].sort(([, a], [, b]) => b.codes.length - a.codes.length);
  const [indicator] = first?.[1].codes ?? [];
  if (!first || indicator === undefined) return null;
  const [group, { codes, missing }] = first;
  const places = someOf(
    words,
    missing.map(({ name }) => name),
  );
  const figure = `${paths.planFigure(scope.code, indicator, { ...kept(view), group })}#baseline`;
  return {
    text: words.t('coverage.todo.baselines', { group: words.groupsInSentence([group]), places }),
    href: mayEnter ? paths.baselines({ group }) : figure,
    why: words.t('coverage.todo.baselines_why', { codes: words.list(codes), count: codes.length }),
  };
}
