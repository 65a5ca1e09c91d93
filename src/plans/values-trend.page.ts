import type { PlanView } from './plan-views.js';
import type { IndicatorContent } from './plans.js';
import type { ValueInHistory } from './reported-values.js';
import { scaleOf, valueText } from './scoreboard-reported.js';
import { labelled, levelOf, timeScale, whenOf, yOf } from './trend-chart.js';

/** The entered values up to the as-of date over time, with their table; null where there are not two to join. */
export function valuesTrend(
  { words, dates }: PlanView,
  indicator: IndicatorContent,
  history: readonly ValueInHistory[],
): object | null {
  const values = history.filter(({ current, date }) => current === 1 && date <= dates.as_of).reverse();
  const [first] = values;
  const last = values.at(-1);
  if (!first || !last || first === last || indicator.unit !== 'percent') return null;
  const scale = scaleOf(
    indicator,
    values.map(({ value }) => value),
  );
  const xOf = timeScale(first.date, last.date);
  const shown = labelled(values.map(({ date }) => xOf(date)));
  const curve = values.map(({ date, value }) => ({ x: xOf(date), y: yOf(Number(value), scale) }));
  const level = indicator.target === null ? null : levelOf(yOf(Number(indicator.target), scale), curve);
  const textOf = (value: string): string => valueText(words, indicator, value);
  const promise = words.promise(indicator.comparator, indicator.target);
  const span = { from: textOf(first.value), first: words.date(first.date) };
  return {
    label: words.t('plan.values.trend_label', {
      ...span,
      to: textOf(last.value),
      last: words.date(last.date),
      promise,
    }),
    caption: words.t('plan.values.trend'),
    head: words.t('plan.field.value'),
    points: values.map(({ date, value }, at) => ({
      ...curve[at],
      when: whenOf(words, date),
      floor: textOf(value),
      show: shown[at],
    })),
    ticks: [0, scale / 2, scale].map((tick) => ({ y: yOf(tick, scale), text: textOf(String(tick)) })),
    target: level === null ? null : { ...level, text: words.t('plan.values.trend_target', { promise }) },
    last: { y: yOf(Number(last.value), scale), text: textOf(last.value) },
  };
}
