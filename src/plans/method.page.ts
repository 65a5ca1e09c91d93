import { paths } from '../web/paths.js';
import type { FigureWords } from './figure-words.js';
import { indicatorsOf } from './plan-views.js';
import type { PlanContent } from './plans.js';

/** The parts of the method, each a heading and sentences in the message files. */
const PARTS: Record<string, number> = {
  who: 3,
  qualifies: 4,
  where: 3,
  floor: 4,
  baseline: 4,
  status: 3,
  reform: 3,
  corrections: 1,
};

/** How this plan is counted, in words, with the worked example. */
export function methodPage(content: PlanContent, words: FigureWords): object {
  const { plan } = content;
  const without = indicatorsOf(content).filter(
    ({ measure, trainings_inform }) => measure === 'informed' && trainings_inform === 0,
  );
  const period = { start: words.date(plan.start), end: words.date(plan.end) };
  return {
    title: words.t('coverage.method.title'),
    narrow: true,
    crumbs: [
      { text: words.t('coverage.crumb_plans'), href: paths.plans() },
      { text: plan.code, href: paths.plan(plan.code) },
      { text: words.t('coverage.method.title') },
    ],
    lede: words.t('coverage.method.lede', period),
    trainings:
      without.length === 0
        ? words.t('coverage.method.trainings_inform')
        : words.t('coverage.method.trainings_off', { codes: words.list(without.map(({ code }) => code)) }),
    parts: Object.entries(PARTS).map(([part, sentences]) => ({
      id: part,
      heading: words.t(`coverage.method.${part}`),
      sentences: Array.from({ length: sentences }, (_, at) => words.t(`coverage.method.${part}.${at + 1}`, period)),
    })),
    example: {
      caption: words.t('coverage.method.example.caption'),
      columns: ['as_of', 'floor', 'window', 'attendances', 'distinct', 'new'].map((name) => ({
        text: words.t(`coverage.method.example.${name}`),
        num: name === 'attendances' || name === 'distinct' || name === 'new',
      })),
      rows: example(words),
    },
  };
}

/** The worked example of the counting method: five teachers, four activities, two communes that become one. */
function example(words: FigureWords): object[] {
  const rows: [asOf: string, floor: number, tenths: number, from: string, counts: number[]][] = [
    ['2025-06-15', 3, 100, '2021-01-01', [5, 3, 3]],
    ['2025-12-10', 4, 133, '2025-06-16', [2, 2, 1]],
    ['2026-06-15', 5, 167, '2025-12-11', [1, 1, 1]],
  ];
  return rows.map(([asOf, floor, tenths, from, counts]) => ({
    cells: [
      { text: words.date(asOf), nowrap: true },
      { text: `${words.num(floor)}/30 = ${words.percent(tenths)}`, nowrap: true },
      { text: words.t('coverage.method.example.period', { from: words.date(from), to: words.date(asOf) }) },
      ...counts.map((count) => ({ text: words.num(count) })),
    ],
  }));
}
