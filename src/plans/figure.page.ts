import { ALL_GROUPS } from '../coverage/count.js';
import { groupsOf } from '../coverage/figure-records.js';
import { coverageRow } from '../coverage/output.js';
import { askedWindow } from '../coverage/reaches.js';
import { isOverBaseline } from '../coverage/ratio.js';
import { paths } from '../web/paths.js';
import { baselineSection } from './figure-baseline.page.js';
import type { FigureData } from './figure-data.js';
import { figureAddress, figureHref, tableHref } from './figure-links.js';
import { type Lists, countedSection, headsSection, notCountedSection } from './figure-lists.page.js';
import { overlapSection, placesSection } from './figure-sections.page.js';
import { trendSection } from './figure-trend.page.js';
import { wholeByName } from './place-words.js';
import { asOfForm, dateNotices, indicatorCrumbs } from './plan-head.js';
import { indicatorsOf, kept } from './plan-views.js';
import type { Crumb } from './plans.page.js';
import { barOf, isCountedAbove } from './scoreboard-row.js';

/** The page of one figure: the equation, then everything that stands behind it. */
export function figurePageModel(data: FigureData, lists: Lists, mayEnterBaselines: boolean): object {
  const { view, indicator } = data;
  const { words, content, scope } = view;
  const found = indicatorsOf(content).find(({ code }) => code === indicator.code);
  const heading = `${indicator.code} ${found ? words.local(found.title_vi, found.title_en) : ''}`;
  const lead = data.row.percent === null ? words.num(data.row.floor) : words.percent(data.row.percent);
  const keep = Object.entries(figureAddress(data)).flatMap(([name, value]) =>
    value !== undefined && (name === 'unit' || name === 'group') ? [{ name, value }] : [],
  );
  const sections = {
    counted: countedSection(data, lists),
    heads: headsSection(data, lists),
    not_counted: notCountedSection(data, lists),
    overlap: overlapSection(data),
    baseline: baselineSection(data, mayEnterBaselines),
    places: placesSection(data),
    trend: trendSection(data),
  };
  return {
    title: [indicator.code, lead, ...(data.place === view.own ? [] : [data.place.name]), scope.code].join(' · '),
    heading,
    crumbs: [...indicatorCrumbs(view, indicator.code), ...figureCrumbs(data)],
    where: data.place === view.own ? null : data.place.name,
    notices: dateNotices(view),
    asof: asOfForm(view, paths.planFigure(scope.code, indicator.code), keep),
    groups: groupLinks(data),
    equation: equation(data),
    bullet: barOf(view, indicator, data.row),
    sentence: sentence(data),
    made_of: madeOf(data),
    over: isOverBaseline(data.row.floor, data.row.population) ? words.t('coverage.over_baseline') : null,
    tabs: { label: words.t('coverage.figure.tabs'), items: tabs(data, sections.places?.count ?? 0) },
    ...sections,
    baseline_csv: tableHref(data, 'baseline'),
    method: paths.planMethod(scope.code),
    rule: words.t(
      indicator.trainings_inform || indicator.measure === 'trained' ? 'coverage.rule' : 'coverage.rule_off',
    ),
  };
}

/** The indicator; of a place inside the plan, the way back to the whole and then the place. */
function figureCrumbs({ view, indicator, place }: FigureData): Crumb[] {
  const { words, scope, own } = view;
  const text = words.t('coverage.crumb_indicator', { code: indicator.code });
  if (place === own) return [{ text }];
  return [{ text, href: paths.planFigure(scope.code, indicator.code, kept(view)) }, { text: place.name }];
}

/** 68,4% = 342 trên 500, and what is missing. */
function equation(data: FigureData): object {
  const { view, indicator, row, group, place } = data;
  const { words } = view;
  const unit = words.unit(groupsOf(indicator, group));
  const target =
    indicator.comparator === 'gte'
      ? words.target(indicator.target)
      : words.promise(indicator.comparator, indicator.target);
  return {
    status: row.status,
    status_text: isCountedAbove(view, place, indicator, row) ? words.t('legend.above') : null,
    rate: row.percent === null ? null : words.percent(row.percent),
    floor: words.num(row.floor),
    floor_words: words.around('coverage.figure.floor', { unit, link: words.t('coverage.figure.floor_link') }, 'link'),
    population: row.population === null ? null : words.num(row.population),
    population_words: words.around('coverage.figure.population', { unit, link: baselineWords(data) }, 'link'),
    no_rate: words.around('coverage.figure.no_rate', { link: words.t('coverage.figure.no_rate_link') }, 'link'),
    missing: row.missing === null || row.missing === 0 ? null : words.num(row.missing),
    missing_words: words.t(row.missing === 1 ? 'coverage.figure.missing_one' : 'coverage.figure.missing', {
      unit,
      target,
      needed: row.floor + (row.missing ?? 0),
    }),
  };
}

/** "mẫu số năm 2025", where all of it is of one year. */
function baselineWords({ view: { words }, baselines }: FigureData): string {
  const parts = baselines.flatMap(({ result, sums }) =>
    result.parts.flatMap((part) => (part.year === null ? (sums.get(part.place.id)?.parts ?? [part]) : [part])),
  );
  const [year, ...others] = new Set(parts.map((part) => part.year));
  if (year === undefined || year === null || others.length > 0) return words.t('coverage.figure.baseline_link');
  return words.t('coverage.figure.baseline_link_year', { year: String(year) });
}

function sentence({ view, indicator, group, place, row }: FigureData): string {
  const { words, scope, dates, count, own } = view;
  const window = askedWindow({ planStart: scope.start, planEnd: scope.end, asOf: dates.as_of, from: count.asked.from });
  return words.t('coverage.figure.sentence', {
    place: place === own ? wholeByName(words, place) : place.name,
    start: words.date(scope.start),
    as_of: words.date(dates.as_of),
    from: words.date(window.from),
    to: words.date(window.to),
    attendances: row.attendances,
    distinct: row.distinct,
    fresh: row.new,
    unit: words.unit(groupsOf(indicator, group)),
  });
}

/** Of what a floor is made that is more than the named. */
function madeOf({ view, indicator, group, row, named }: FigureData): string | null {
  if (row.floor === named && row.ceiling === row.floor) return null;
  const { words } = view;
  const unit = words.unit(groupsOf(indicator, group));
  const rate = row.percent_max === null ? '' : ` (${words.percent(row.percent_max)})`;
  const ceiling = `${words.num(row.ceiling)}${rate}`;
  const numbers = { floor: row.floor, named, heads: row.floor - named, ceiling, unit };
  return words.t(row.floor > named ? 'coverage.figure.made_of' : 'coverage.figure.made_of_named', numbers);
}

function groupLinks(data: FigureData): object[] {
  const { view, indicator, group, place } = data;
  if (indicator.groups.length < 2) return [];
  const { words, count, scope } = view;
  return [ALL_GROUPS, ...indicator.groups].map((each) => {
    const row = coverageRow(scope.code, indicator, each, place, count.figures(indicator, each, place));
    return {
      text: each === ALL_GROUPS ? words.t('coverage.figure.all_groups') : words.group(each),
      href: figureHref(data, { group: each === ALL_GROUPS ? undefined : each }),
      count: row.percent === null ? words.num(row.floor) : words.percent(row.percent),
      current: each === group,
    };
  });
}

function tabs(data: FigureData, places: number): object[] {
  const { words } = data.view;
  const tab = (id: string, count: number | null): object => ({
    text: words.t(`coverage.figure.tab.${id}`),
    href: `#${id}`,
    count: count === null ? null : words.num(count),
    current: id === 'counted',
  });
  const heads = data.heads.items.length + data.heads.outside;
  return [
    tab('counted', data.named),
    ...(heads > 0 ? [tab('heads', heads)] : []),
    tab('not-counted', data.records?.notCounted.length ?? null),
    tab('baseline', data.row.population),
    tab('overlap', data.records?.overlap.overlap ?? null),
    ...(places > 0 ? [tab('places', places)] : []),
    tab('trend', null),
  ];
}
