import { csvLine, type CsvValue } from '../interchange/writer.js';
import type { Place } from '../territory/place.js';
import { ALL_GROUPS, type Count } from './count.js';
import type { PlaceFigures } from './coverage.js';
import { type Comparator, type CoverageStatus, formatPercent, missing, percentTenths, status } from './ratio.js';
import type { CoverageIndicator } from './scope.js';

/** The columns of the coverage output in their order (interchange, "Coverage output"). */
export const COVERAGE_COLUMNS = [
  'plan',
  'indicator',
  'measure',
  'group',
  'unit',
  'unit_name',
  'level',
  'population',
  'floor',
  'ceiling',
  'percent',
  'percent_max',
  'target',
  'comparator',
  'status',
  'missing',
  'attendances',
  'distinct',
  'new',
] as const;

/** One row of the output. Percents in tenths (684 is 68.4%); null: unknown. */
export interface CoverageRow {
  plan: string;
  indicator: string;
  measure: 'informed' | 'trained';
  group: string;
  unit: string;
  unit_name: string;
  level: string;
  population: number | null;
  floor: number;
  ceiling: number;
  percent: number | null;
  percent_max: number | null;
  target: string;
  comparator: Comparator;
  status: CoverageStatus;
  missing: number | null;
  attendances: number;
  distinct: number;
  new: number;
}

/** The rows of a count for these places: by indicator, then `*` and the groups, then place. */
export function coverageRows(count: Count, places: readonly Place[]): CoverageRow[] {
  return count.scope.indicators.flatMap((indicator) =>
    [ALL_GROUPS, ...indicator.groups].flatMap((group) =>
      places.map((place) =>
        coverageRow(count.scope.code, indicator, group, place, count.figures(indicator, group, place)),
      ),
    ),
  );
}

/** One row: the figures of a place, set against the indicator's target. */
export function coverageRow(
  plan: string,
  indicator: CoverageIndicator,
  group: string,
  place: Place,
  figures: PlaceFigures,
): CoverageRow {
  const { floor, ceiling, population } = figures;
  const { comparator, target } = indicator;
  return {
    plan,
    indicator: indicator.code,
    measure: indicator.measure,
    group,
    unit: place.code,
    unit_name: place.name,
    level: place.level,
    population,
    floor,
    ceiling,
    percent: percentTenths(floor, population),
    percent_max: percentTenths(ceiling, population),
    target,
    comparator,
    status: status(floor, ceiling, population, comparator, target),
    missing: missing(floor, population, comparator, target),
    attendances: figures.attendances,
    distinct: figures.distinct,
    new: figures.new,
  };
}

/** The cells of a row as the file has them: unknown is empty, percents have one decimal. */
export function coverageCells(row: CoverageRow): CsvValue[] {
  const cells = { ...row, percent: formatPercent(row.percent), percent_max: formatPercent(row.percent_max) };
  return COVERAGE_COLUMNS.map((column) => cells[column]);
}

/** The rows as CSV, header first. */
export function coverageCsv(rows: readonly CoverageRow[]): string {
  return csvLine(COVERAGE_COLUMNS) + rows.map((row) => csvLine(coverageCells(row))).join('');
}

/** The rows as JSON has them: numbers where they are numbers, null for unknown. */
export function coverageJson(rows: readonly CoverageRow[]): object[] {
  return rows.map((row) => ({
    ...row,
    percent: row.percent === null ? null : row.percent / 10,
    percent_max: row.percent_max === null ? null : row.percent_max / 10,
    target: Number(row.target),
  }));
}
