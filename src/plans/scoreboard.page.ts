import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import { today } from '../config/clock.js';
import { planHead } from './plan-head.js';
import { indicatorsOf, keptHere, type PlanView } from './plan-views.js';
import { anchorOf, objectiveHeading } from './plan-words.js';
import type { IndicatorContent } from './plans.js';
import { NO_VALUE, type Standing } from './reported-values.js';
import { aboveRow, reportedRow } from './scoreboard-reported.js';
import { type BoardRow, type BoardStatus, countedRow } from './scoreboard-row.js';
import { todos, type Undecided } from './scoreboard-todo.js';

/** What the scoreboard needs beside the count. */
export interface BoardExtras {
  /** Entered values by indicator id. */
  standings: ReadonlyMap<number, Standing>;
  /** How many are on their way in trainings that go on, by indicator. */
  possible: ReadonlyMap<string, number>;
  /** What names would decide. */
  undecided: Undecided | null;
  mayEnterBaselines: boolean;
  mayEnterValues: boolean;
}

const MOONS: BoardStatus[] = ['met', 'uncertain', 'not_met', 'no_baseline', 'no_value'];

/** The scoreboard of a plan or of a place in it: the sentence, what to do first, every indicator. */
export function scoreboardPage(view: PlanView, extras: BoardExtras): object {
  const { words, content, scope, dates, own, place } = view;
  const rows = new Map(indicatorsOf(content).map((indicator) => [indicator.id, rowOf(view, indicator, extras)]));
  const code = content.plan.code;
  return {
    title: [code, ...(place === own ? [] : [place.name]), words.t('plan.tab.scoreboard')].join(' · '),
    head: planHead(view, 'scoreboard'),
    print: words.t('coverage.print', { as_of: words.date(dates.as_of), today: words.date(today()) }),
    verdict: verdict(view, [...rows.values()]),
    todos: todos(view, extras.possible, extras.undecided, extras.mayEnterBaselines),
    caption: words.t('coverage.board_caption', { as_of: words.date(dates.as_of) }),
    objectives: content.objectives.map((objective) => ({
      id: anchorOf('objective', objective.code),
      title: objectiveHeading(words.locale, objective),
      rows: objective.indicators.flatMap(({ id }) => rows.get(id) ?? []),
    })),
    empty: rows.size === 0,
    rule: words.t(scope.indicators.some((each) => !each.trainings_inform) ? 'coverage.rule_mixed' : 'coverage.rule'),
    method: paths.planMethod(code),
    csv: paths.planCsv(code, keptHere(view)),
    content: paths.planContent(code),
    links: learningLinks(view),
  };
}

function rowOf(view: PlanView, indicator: IndicatorContent, extras: BoardExtras): BoardRow {
  const counted = view.scope.indicators.find(({ code }) => code === indicator.code);
  if (counted) return countedRow(view, indicator, counted);
  if (view.place !== view.own) return aboveRow(view, indicator);
  return reportedRow(view, indicator, extras.standings.get(indicator.id) ?? NO_VALUE, extras.mayEnterValues);
}

/** The ways to what the plan teaches and whether it was learnt, for those who may see it. */
function learningLinks({ words, content }: PlanView): object[] {
  const { code } = content.plan;
  return [
    ...(actorMay('knowledge.read')
      ? [{ text: words.t('knowledge.title'), href: paths.knowledge({ plan: code }) }]
      : []),
    ...(actorMay('question.read') ? [{ text: words.t('quizzes.title'), href: paths.quizBank(code) }] : []),
  ];
}

/** The sentence of the page: how many of the indicators that are due together are met. */
function verdict(view: PlanView, all: readonly BoardRow[]): object | null {
  const { words, dates } = view;
  const rows = all.filter(({ status }) => status !== 'above');
  const due = leadingDue(rows, dates.as_of, view.content.plan.end);
  if (due === undefined) return null;
  const those = rows.filter(({ due_day }) => due_day === due);
  const moons = those.map(({ status }) => status).sort((a, b) => MOONS.indexOf(a) - MOONS.indexOf(b));
  const counts = MOONS.map((status) => ({ status, count: moons.filter((moon) => moon === status).length }));
  const met = counts.find(({ status }) => status === 'met')?.count ?? 0;
  return {
    met: words.num(met),
    rest: words.t('coverage.verdict', { total: those.length, due: words.date(due) }),
    moons,
    sum: counts
      .filter(({ count }) => count > 0)
      .map(({ status, count }) => ({ status, text: words.t(`coverage.sum.${status}`, { count }) })),
    soft: [daysLeft(view, due), newcomers(view)].filter((text) => text !== '').join(' '),
  };
}

/**
 * The due date the sentence is about: the next one, and once the plan has ended the last that has passed: its result is
 * then what is asked for, not the orientation for later years.
 */
function leadingDue(rows: readonly BoardRow[], asOf: string, planEnd: string): string | undefined {
  const days = rows.map(({ due_day }) => due_day).sort();
  const next = days.find((day) => day >= asOf);
  const passed = days.findLast((day) => day < asOf);
  return asOf > planEnd ? (passed ?? next) : (next ?? passed);
}

function daysLeft({ words, dates }: PlanView, due: string): string {
  const days = Math.round((Date.parse(due) - Date.parse(dates.as_of)) / 86_400_000);
  return days >= 0 ? words.t('coverage.days_left', { days }) : words.t('coverage.days_past', { days: -days });
}

/** Subjects informed for the first time in the window: once per group, also where several indicators ask for it. */
function newcomers({ scope, count, place, words }: PlanView): string {
  const byGroup = new Map<string, number>();
  for (const indicator of scope.indicators) {
    if (indicator.measure !== 'informed') continue;
    for (const group of indicator.groups) {
      const fresh = count.figures(indicator, group, place).new;
      byGroup.set(group, Math.max(byGroup.get(group) ?? 0, fresh));
    }
  }
  if (byGroup.size === 0) return '';
  const total = [...byGroup.values()].reduce((sum, one) => sum + one, 0);
  return words.t('coverage.newcomers', { count: total });
}
