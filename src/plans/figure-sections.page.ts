import { groupsOf } from '../coverage/figure-records.js';
import { coverageRow, type CoverageRow } from '../coverage/output.js';
import { percentTenths } from '../coverage/ratio.js';
import type { TrendPoint } from '../coverage/trend.js';
import { compareText } from '../i18n/format.js';
import type { FigureData } from './figure-data.js';
import { figureHref, tableHref } from './figure-links.js';
import type { FigureWords } from './figure-words.js';

/** The sum of the reporters' own figures, which is right only when the repeats are taken off. */
export function overlapSection(data: FigureData): object {
  const { view, overlap, indicator, group } = data;
  const { words } = view;
  const unit = words.unit(groupsOf(indicator, group));
  const line = (text: string, count: string): object => ({ cells: [{ text }, { text: count }] });
  return {
    heading: words.t('coverage.overlap.heading', { count: overlap.overlap }),
    lede: words.t('coverage.overlap.lede', { sum: overlap.sum, distinct: overlap.distinct, unit }),
    table: {
      caption: words.t('coverage.overlap.caption'),
      columns: [
        { text: words.t('coverage.col.reporter') },
        { text: words.t('coverage.col.distinct', { unit }), num: true },
      ],
      rows: [
        ...overlap.reporters.map(({ reporter, distinct }) => line(reporterName(data, reporter), words.num(distinct))),
        line(words.t('coverage.overlap.sum'), words.num(overlap.sum)),
        line(words.t('coverage.overlap.repeats'), overlap.overlap === 0 ? '0' : `−${words.num(overlap.overlap)}`),
      ],
      foot: line(words.t('coverage.overlap.distinct'), words.num(overlap.distinct)),
    },
    none: overlap.distinct === 0,
    csv: tableHref(data, 'overlap'),
  };
}

/** An agency by its title in the plan, a unit by its name. */
export function reporterName({ view }: FigureData, reporter: string): string {
  const [kind = '', code = ''] = reporter.split(/:(.*)/s);
  if (kind === 'agency') {
    const agency = view.content.agencies.find((each) => each.code === code);
    return agency ? view.words.local(agency.title_vi, agency.title_en) : code;
  }
  return view.count.territory.placeById(Number(code))?.name ?? view.words.t('coverage.overlap.unknown');
}

/** The same figure at the places directly below, cohorts too, where anything is known of them. */
export function placesSection(data: FigureData): { count: number; heading: string; table: object; csv: string } | null {
  const { view, below, indicator, group } = data;
  const { words, count, scope } = view;
  if (below.length === 0) return null;
  const rows = below
    .map((place) => ({
      place,
      row: coverageRow(scope.code, indicator, group, place, count.figures(indicator, group, place)),
    }))
    // where nothing is known and nobody came there is nothing to open
    .filter(({ row }) => row.population !== null || row.ceiling > 0)
    .sort((a, b) => compareText(words.locale, a.place.name, b.place.name));
  if (rows.length === 0) return null;
  const columns = ['place', 'percent', 'of', 'ceiling', 'status'];
  return {
    count: rows.length,
    heading: words.t('coverage.places.heading', { place: data.place.name }),
    table: {
      caption: words.t('coverage.places.heading', { place: data.place.name }),
      columns: columns.map((name) => ({
        text: words.t(`coverage.col.${name}`),
        num: name !== 'place' && name !== 'status',
      })),
      rows: rows.map(({ place, row }) => ({
        cells: [
          { text: place.name, href: figureHref(data, { unit: place.code }) },
          { text: row.percent === null ? '–' : words.percent(row.percent) },
          {
            text:
              row.population === null ? words.num(row.floor) : `${words.num(row.floor)}/${words.num(row.population)}`,
          },
          { text: row.ceiling > row.floor ? words.num(row.ceiling) : '' },
          { text: statusText(words, row), status: row.status },
        ],
      })),
    },
    csv: tableHref(data, 'places'),
  };
}

function statusText(words: FigureWords, row: CoverageRow): string {
  return row.population === 0 ? words.t('coverage.population_zero_short') : words.t(`status.${row.status}`);
}

/** The cumulative figure over the half-years: a line where there are rates, and always the numbers. */
export function trendSection(data: FigureData): object {
  const drawn = data.trend.flatMap(({ day, figures }): DrawnPoint[] => {
    const percent = percentTenths(figures.floor, figures.population);
    const most = percentTenths(figures.ceiling, figures.population);
    return percent === null || most === null ? [] : [{ day, figures, percent, most }];
  });
  const csv = tableHref(data, 'trend');
  // a single point is no line
  if (drawn.length < 2) return { chart: null, table: trendTable(data.view.words, data.trend), csv };
  return { chart: trendChart(data, drawn), table: null, csv };
}

/** A point that has a rate; both in tenths of a per cent. */
interface DrawnPoint extends TrendPoint {
  percent: number;
  most: number;
}

function trendChart({ view: { words }, indicator }: FigureData, drawn: readonly DrawnPoint[]): object {
  const [first] = drawn;
  const last = drawn.at(-1);
  if (!first || !last) return {};
  const xOf = timeScale(first.day, last.day);
  const shown = labelled(drawn.map(({ day }) => xOf(day)));
  const hasMaybe = drawn.some(({ most, percent }) => most > percent);
  const span = { from: words.percent(first.percent), first: words.date(first.day) };
  return {
    label: words.t('coverage.trend.label', {
      ...span,
      to: words.percent(last.percent),
      last: words.date(last.day),
      promise: words.promise(indicator.comparator, indicator.target),
    }),
    caption: words.t('coverage.trend.caption'),
    points: drawn.map((point, at) => ({
      x: xOf(point.day),
      y: yOf(point.percent),
      when: whenOf(words, point.day),
      floor: shareWords(words, point.figures.floor, point.figures.population, point.percent),
      ceiling: shareWords(words, point.figures.ceiling, point.figures.population, point.most),
      show: shown[at],
    })),
    ceilings: hasMaybe ? drawn.map(({ day, most }) => ({ x: xOf(day), y: yOf(most) })) : null,
    ticks: [0, 500, 1000].map((tenths) => ({ y: yOf(tenths), text: `${words.num(tenths / 10)}%` })),
    target: {
      y: yOf(Number(indicator.target) * 10),
      text: words.t('coverage.trend.target', { target: words.target(indicator.target) }),
    },
    last: { y: yOf(last.percent), text: words.percent(last.percent) },
  };
}

function trendTable(words: FigureWords, points: readonly TrendPoint[]): object {
  const columns = ['when', 'floor', 'ceiling', 'population'];
  return {
    caption: words.t('coverage.trend.caption'),
    columns: columns.map((name) => ({ text: words.t(`coverage.col.${name}`), num: name !== 'when' })),
    rows: points.map(({ day, figures }) => ({
      cells: [
        { text: words.date(day), nowrap: true },
        { text: words.num(figures.floor) },
        { text: words.num(figures.ceiling) },
        { text: figures.population === null ? words.t('status.no_baseline') : words.num(figures.population) },
      ],
    })),
  };
}

function shareWords(words: FigureWords, part: number, whole: number | null, tenths: number): string {
  return `${words.percent(tenths)} = ${words.num(part)}/${words.num(whole ?? 0)}`;
}

/** 200 px from the top for nothing, 0 for all; more than all is drawn as all. */
function yOf(tenths: number): number {
  return Math.round((200 - Math.min(1000, tenths) / 5) * 10) / 10;
}

function timeScale(from: string, to: string): (day: string) => number {
  const start = Date.parse(from);
  const length = Math.max(1, Date.parse(to) - start);
  return (day) => Math.round(((Date.parse(day) - start) / length) * 1000) / 10;
}

/** Which dates have room for their words: at least an eighth of the width apart, also from the last one. */
function labelled(xs: readonly number[]): boolean[] {
  let last = 0;
  return xs.map((x) => {
    const fits = x - last >= 12.5 && 100 - x >= 12.5;
    if (fits) last = x;
    return fits;
  });
}

function whenOf(words: FigureWords, day: string): string {
  const isHalfYear = day.endsWith('-06-30') || day.endsWith('-12-31');
  return isHalfYear ? `${day.slice(5, 7)}/${day.slice(0, 4)}` : words.typed(day);
}
