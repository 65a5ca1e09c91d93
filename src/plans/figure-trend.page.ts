import { percentTenths } from '../coverage/ratio.js';
import type { TrendPoint } from '../coverage/trend.js';
import type { FigureData } from './figure-data.js';
import { tableHref } from './figure-links.js';
import type { FigureWords } from './figure-words.js';
import { labelled, levelOf, timeScale, whenOf, yOf } from './trend-chart.js';

/** All, in tenths of a per cent. */
const WHOLE = 1000;

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
  const curve = drawn.map(({ day, percent }) => ({ x: xOf(day), y: yOf(percent, WHOLE) }));
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
      ...curve[at],
      when: whenOf(words, point.day),
      floor: shareWords(words, point.figures.floor, point.figures.population, point.percent),
      ceiling: shareWords(words, point.figures.ceiling, point.figures.population, point.most),
      show: shown[at],
    })),
    ceilings: hasMaybe ? drawn.map(({ day, most }) => ({ x: xOf(day), y: yOf(most, WHOLE) })) : null,
    ticks: [0, 500, 1000].map((tenths) => ({ y: yOf(tenths, WHOLE), text: `${words.num(tenths / 10)}%` })),
    target: {
      ...levelOf(yOf(Number(indicator.target) * 10, WHOLE), curve),
      text: words.t('coverage.trend.target', { target: words.target(indicator.target) }),
    },
    last: { y: yOf(last.percent, WHOLE), text: words.percent(last.percent) },
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
