import { COVERAGE_COLUMNS, coverageCells, coverageRow } from '../coverage/output.js';
import { MOST_LISTED, type RecordsOfFigure } from '../coverage/figure-records.js';
import type { Reason } from '../coverage/not-counted.js';
import { formatPercent, percentTenths } from '../coverage/ratio.js';
import { DomainError } from '../errors.js';
import { csvLine, type CsvValue } from '../interchange/writer.js';
import type { FigureData, FigureDataSource } from './figure-data.js';
import { reporterName, reportersOf } from './figure-sections.page.js';
import { isSeen } from './plan-views.js';

/** The tables of a figure's page that can be had as CSV. */
export const FIGURE_TABLES = [
  'counted',
  'not-counted',
  'headcounts',
  'baseline',
  'overlap',
  'trend',
  'places',
] as const;
export type FigureTable = (typeof FIGURE_TABLES)[number];

interface Table {
  header: string[];
  rows: CsvValue[][];
}

/** A table of the page as CSV with all its rows, names as the reader may see them. */
export async function figureTable(
  name: FigureTable,
  data: FigureData,
  source: FigureDataSource,
  reason: Reason | null,
): Promise<string> {
  const { header, rows } = await tableOf(name, data, source, reason);
  return csvLine(header) + rows.map((row) => csvLine(row)).join('');
}

function tableOf(
  name: FigureTable,
  data: FigureData,
  source: FigureDataSource,
  reason: Reason | null,
): Table | Promise<Table> {
  switch (name) {
    case 'counted':
      return counted(data, source);
    case 'not-counted':
      return notCounted(data, source, reason);
    case 'headcounts':
      return headcounts(data);
    case 'baseline':
      return baseline(data);
    case 'overlap':
      return overlap(data);
    case 'trend':
      return trend(data);
    case 'places':
      return places(data);
  }
}

/** @throws DomainError where there are too many to be listed */
function recordsOf({ records }: FigureData): RecordsOfFigure {
  if (!records) throw new DomainError('coverage.too_many', { most: MOST_LISTED }, 'conflict');
  return records;
}

async function counted(data: FigureData, source: FigureDataSource): Promise<Table> {
  const { items } = recordsOf(data).counted;
  const nameOf = await source.namesOf(
    data.view,
    items.map(({ group_code, subject_id }) => ({ group: group_code, subject_id })),
  );
  return {
    header: ['group', 'ref', 'name', 'unit', 'unit_name', 'date', 'activity', 'title'],
    rows: items.map(({ group_code, subject_id, place, reach }) => {
      const subject = nameOf(group_code, subject_id);
      const activity = data.activities.get(reach.activity_id);
      return [
        group_code,
        subject?.ref,
        subject?.name,
        place.code,
        place.name,
        reach.date,
        activity?.code,
        activity?.title,
      ];
    }),
  };
}

async function notCounted(data: FigureData, source: FigureDataSource, reason: Reason | null): Promise<Table> {
  const wanted = recordsOf(data).notCounted.filter((one) => reason === null || one.reason === reason);
  const { items } = await source.shown(wanted);
  const nameOf = await source.namesOf(
    data.view,
    items.map(({ in_group, subject_id }) => ({ group: in_group, subject_id })),
  );
  return {
    header: [
      'group',
      'ref',
      'name',
      'reason',
      'activity',
      'title',
      'date',
      'attended',
      'needed',
      'planned',
      'other_group',
      'counted_at',
    ],
    rows: items.map((one) => {
      const subject = nameOf(one.in_group, one.subject_id);
      const activity = data.activities.get(one.activity_id);
      const { satisfied, needed, planned } = one.standing ?? {};
      const about = [one.in_group, subject?.ref, subject?.name, one.reason, activity?.code, activity?.title, one.date];
      const elsewhere = one.counted_at && isSeen(data.view, one.counted_at) ? one.counted_at.code : undefined;
      return [...about, satisfied, needed, planned, one.group_code, elsewhere];
    }),
  };
}

function headcounts(data: FigureData): Table {
  return {
    header: ['group', 'activity', 'title', 'date', 'unit', 'unit_name', 'count', 'method'],
    rows: data.heads.items.map((head) => {
      const activity = data.activities.get(head.activity_id);
      const { code, name } = head.place;
      const method = head.counted ? 'counted' : 'estimated';
      return [head.group_code, activity?.code, activity?.title, head.date, code, name, head.count, method];
    }),
  };
}

/** The parts of the baselines; figures of places outside the reader's territory stay out. */
function baseline({ baselines, view }: FigureData): Table {
  return {
    header: ['group', 'rule', 'unit', 'unit_name', 'value', 'year', 'source', 'author'],
    rows: baselines.flatMap(({ group, result, sources }) =>
      result.parts
        .filter((part) => isSeen(view, part.place))
        .map((part) => {
          const found = sources.get(part.place.id);
          const about = [group, result.rule, part.place.code, part.place.name, part.value, part.year];
          return [...about, found?.source, found?.author];
        }),
    ),
  };
}

/** Without the reporters outside the reader's territory, whose sum is a row of its own. */
function overlap(data: FigureData): Table {
  const { overlap: repeats, distinct } = recordsOf(data).overlap;
  const { shown, outside } = reportersOf(data);
  return {
    header: ['reporter', 'name', 'distinct'],
    rows: [
      ...shown.map((one) => [one.reporter.split(':')[1] ?? '', reporterName(data, one.reporter), one.distinct]),
      ...(outside.count === 0 ? [] : [['outside', '', outside.distinct]]),
      ['overlap', '', -repeats],
      ['distinct', '', distinct],
    ],
  };
}

function trend(data: FigureData): Table {
  return {
    header: ['as_of', 'floor', 'ceiling', 'population', 'percent', 'percent_max'],
    rows: data.trend.map(({ day, figures: { floor, ceiling, population } }) => [
      day,
      floor,
      ceiling,
      population,
      formatPercent(percentTenths(floor, population)),
      formatPercent(percentTenths(ceiling, population)),
    ]),
  };
}

function places({ view, below, indicator, group }: FigureData): Table {
  const { count, scope } = view;
  return {
    header: [...COVERAGE_COLUMNS],
    rows: below.map((place) =>
      coverageCells(coverageRow(scope.code, indicator, group, place, count.figures(indicator, group, place))),
    ),
  };
}
